package io.github.camelherobase.cursor;

import java.util.List;

import org.apache.camel.spi.StateRepository;

/** A store of positions that can tell which it has, so that a consumer does not begin anew beside the position it lost. */
public interface CursorStore extends StateRepository<String, String> {

    /**
     * The positions of an operation, without taking any of them; what cannot be read is left out.
     *
     * @param account user and host; null: of every account
     */
    List<StoredPosition> positions(String account, String operation);
}
