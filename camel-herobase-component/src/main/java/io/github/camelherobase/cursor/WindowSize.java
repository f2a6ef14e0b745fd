package io.github.camelherobase.cursor;

import java.time.Duration;
import java.util.Optional;

/**
 * How long a slice of history is. It doubles while slices hold few records, up to what the server manages: a size that
 * failed is halved until one works, and is grown again step by step, less often each time that fails.
 */
public final class WindowSize {

    /** No shorter slice is asked for. */
    public static final Duration SHORTEST = Duration.ofSeconds(1);

    private static final long FEW_RECORDS = 10_000;
    private static final Duration LONGEST = Duration.ofDays(3650);
    private static final String BETWEEN = "/";

    /** Slices of the present size that must work before a longer one is tried. */
    private static final int FIRST_PATIENCE = 4;

    private static final int MOST_PATIENCE = 64;

    private Duration size;
    /** The longest that worked; null when none did. */
    private Duration worked;
    /** The shortest that did not; null when all did. */
    private Duration failed;

    private int patience = FIRST_PATIENCE;
    private int waits = FIRST_PATIENCE;

    /** @param first how long the first slice is */
    public WindowSize(Duration first) {
        this.size = first;
    }

    public Duration size() {
        return size;
    }

    Duration worked() {
        return worked;
    }

    Duration failed() {
        return failed;
    }

    /** Whether the server may manage so much at once. */
    public boolean isPossible(Duration length) {
        return failed == null || length.compareTo(failed) < 0;
    }

    /** A slice was read to its end. */
    public void worked(Duration length, long records) {
        if (worked == null || length.compareTo(worked) > 0) {
            worked = length;
        }
        if (failed != null && failed.compareTo(worked) <= 0) {
            failed = null;
            patience = FIRST_PATIENCE;
        }
        // A slice ends with a whole second; one that is shorter than that tells nothing of the size.
        if (length.plus(SHORTEST).compareTo(size) > 0 && records < FEW_RECORDS) {
            grow();
        }
    }

    private void grow() {
        if (failed == null) {
            size = least(size.multipliedBy(2), LONGEST);
        } else if (--waits <= 0) {
            waits = patience;
            Duration middle = least(size.multipliedBy(2), size.plus(failed).dividedBy(2));
            boolean isClose = size.multipliedBy(5).compareTo(failed.multipliedBy(4)) > 0;
            size = isClose ? failed : middle;
        }
    }

    /** The server does not manage so much, though it answers. */
    public void failed(Duration length) {
        if (failed == null || length.compareTo(failed) < 0) {
            failed = length;
        }
        if (worked != null && worked.compareTo(failed) >= 0) {
            worked = null;
        }
        Duration half = longest(length.dividedBy(2), SHORTEST);
        if (worked == null) {
            size = least(size, half);
        } else {
            size = least(size, longest(worked, half));
            patience = Math.min(patience * 2, MOST_PATIENCE);
        }
        waits = patience;
    }

    /** All that is known, to be kept over a restart; empty while the server managed every size. */
    Optional<String> encode() {
        return failed == null || worked == null ? Optional.empty() : Optional.of(worked + BETWEEN + failed);
    }

    /**
     * Takes up what was kept.
     *
     * @param most the slices' size is not above it; null: no bound
     */
    void restore(String kept, Duration most) {
        int middle = kept.indexOf(BETWEEN);
        worked = Duration.parse(kept.substring(0, middle));
        failed = Duration.parse(kept.substring(middle + BETWEEN.length()));
        size = most == null ? worked : least(worked, most);
        waits = patience;
    }

    /** The same, to go back to. */
    WindowSize copy() {
        WindowSize copy = new WindowSize(size);
        copy.worked = worked;
        copy.failed = failed;
        copy.patience = patience;
        copy.waits = waits;
        return copy;
    }

    private static Duration least(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static Duration longest(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
