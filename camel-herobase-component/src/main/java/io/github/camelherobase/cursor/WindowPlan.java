package io.github.camelherobase.cursor;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Which window to read next. History is read in closed slices that adapt to what they hold; the live end is read open,
 * because a record that is touched often would otherwise be in no window at the moment it is asked for.
 */
public final class WindowPlan {

    private static final long SMALL_SLICE = 10_000;
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(3650);

    private final Duration overlap;
    private final Instant until;
    private Duration size;

    /**
     * @param size of the first slice of history
     * @param overlap how far behind the server's time a change may become visible; read again each time
     * @param until end of a bounded run, exclusive; null: endless
     */
    public WindowPlan(Duration size, Duration overlap, Instant until) {
        this.size = size;
        this.overlap = overlap;
        this.until = until;
    }

    /** Whether everything up to {@code until} was read. */
    public boolean isFinished(Instant position) {
        return until != null && !position.isBefore(until);
    }

    /** How many windows it takes at most from {@code position} to the live end, or to the end of the run. */
    public long windows(Instant position, Instant now) {
        Instant end = until != null && until.isBefore(now) ? until : now;
        Duration history = Duration.between(position, end);
        // One that the beginning's fraction of a second cuts off, and the last.
        return history.isNegative() ? 1 : history.dividedBy(size) + 2;
    }

    public TimeWindow next(Instant position, Instant now) {
        Instant sliceEnd = position.plus(size).truncatedTo(ChronoUnit.SECONDS);
        Instant end = until != null && until.isBefore(sliceEnd) ? until : sliceEnd;
        boolean history = end.isAfter(position) && end.isBefore(now.minus(overlap));
        return new TimeWindow(position, history ? end : until);
    }

    /**
     * Where to go on after a window that was read to its end: never past what the server may still change unseen.
     *
     * @param sentAt the server's time when the request was sent
     */
    public Instant after(TimeWindow window, Instant sentAt) {
        Instant safe = sentAt.minus(overlap);
        Instant next = window.isOpen() || safe.isBefore(window.to()) ? safe : window.to();
        return next.isBefore(window.from()) ? window.from() : next;
    }

    /** A window was read to its end. */
    public void held(TimeWindow window, long records) {
        if (!window.isOpen() && records < SMALL_SLICE && size.compareTo(LONGEST) < 0) {
            size = size.multipliedBy(2);
        }
    }

    /** The server, or the network, did not manage a window of this size. */
    public void cut() {
        size = size.dividedBy(2);
        if (size.compareTo(SHORTEST) < 0) {
            size = SHORTEST;
        }
    }

    public Duration size() {
        return size;
    }

    public Duration overlap() {
        return overlap;
    }
}
