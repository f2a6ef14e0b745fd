package io.github.camelherobase.cursor;

import java.util.List;

import org.apache.camel.spi.StateRepository;

/**
 * A store of positions that lets one reader at a time write a position, and can tell which positions it has, so that a
 * consumer does not begin anew beside the one it lost. {@link #getState} takes nothing.
 */
public interface CursorStore extends StateRepository<String, String> {

    /**
     * Takes a position: from now on writes of whoever opened it before fail with {@link PositionTakenException}, also those
     * that are under way, and those of this store do not.
     *
     * @return the entry; null when there is none
     */
    String open(String key);

    /** Whether {@link #open} takes a position from a reader that has it; else it fails while one has it. */
    default boolean takesOver() {
        return false;
    }

    /**
     * The positions of an operation, without taking any of them; what cannot be read is left out.
     *
     * @param account user and host; null: of every account
     */
    List<StoredPosition> positions(String account, String operation);
}
