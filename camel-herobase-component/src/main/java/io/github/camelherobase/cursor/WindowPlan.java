package io.github.camelherobase.cursor;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * Which window to read next. History is read in closed slices that adapt to what they hold and to what the server manages;
 * the live end is read open, because a record that is touched often would otherwise be in no window at the moment it is
 * asked for. Only where the server does not manage the live end at once, it is read in closed slices and an open rest.
 *
 * <p>A window that fails may be too long, or the server is down. That is found out by a window of a second: when it fails
 * too, the size stays as it was. When it works, the same size is tried once more, and shrinks when it fails again.
 */
public final class WindowPlan {

    private static final Duration DAY = Duration.ofDays(1);

    /** A bound that is rounded down to a day is not before it so much later, nor one that is rounded down to a minute. */
    private static final List<Duration> BEYOND_ROUNDING = List.of(Duration.ofHours(26), Duration.ofSeconds(61));

    /** The zones of the world are this far apart; less is better than nothing where the server does not manage that. */
    private static final List<Duration> BEFORE_OTHER_ZONES = List.of(
            Duration.ofHours(26), Duration.ofHours(13), Duration.ofHours(6), Duration.ofHours(3), Duration.ofHours(1));

    private final Duration overlap;
    private final Instant until;
    private final Duration first;
    private WindowSize size;
    /** As it was before the first of several failures; null when the last window worked. */
    private WindowSize sizeBefore;

    private boolean isProbe;
    /** In the last window. */
    private double recordsASecond;

    /**
     * @param first size of the first slice of history; null: a day
     * @param overlap how far behind the server's time a change may become visible; read again each time
     * @param until end of a bounded run, exclusive; null: endless
     */
    public WindowPlan(Duration first, Duration overlap, Instant until) {
        this.first = first;
        this.size = new WindowSize(first == null ? DAY : first);
        this.overlap = overlap;
        this.until = until;
    }

    /** Whether everything up to {@code until} was read. */
    public boolean isFinished(Instant position) {
        return until != null && !position.isBefore(until);
    }

    /**
     * How many windows it takes from {@code position} to the live end, or to the end of the run, if they hold as many records
     * for their length as the last one; before the first, few.
     */
    public long windows(Instant position, Instant now) {
        Instant end = until != null && until.isBefore(now) ? until : now;
        WindowSize ahead = size.copy();
        Instant at = position;
        long windows = 0;
        while (at.plus(ahead.size()).isBefore(end.minus(overlap))) {
            Duration slice = ahead.size();
            at = at.plus(slice);
            windows++;
            if (ahead.failed() != null) {
                // It hardly grows any more.
                return windows + Duration.between(at, end).dividedBy(slice) + 1;
            }
            ahead.worked(slice, (long) (recordsASecond * slice.toSeconds()));
        }
        return windows + 1;
    }

    /** How many it takes if they hold so many records that none is longer than the first. */
    public long mostWindows(Instant position, Instant now) {
        Instant end = until != null && until.isBefore(now) ? until : now;
        Duration history = Duration.between(position, end);
        // One that the beginning's fraction of a second cuts off, and the last.
        return history.isNegative() ? 1 : history.dividedBy(size.size()) + 2;
    }

    /**
     * @param from the position, or where the last window of the same poll ended
     * @param historyEnds now, or earlier where the records' times are not trusted yet
     */
    public TimeWindow next(Instant from, Instant historyEnds, Instant now) {
        Instant sliceEnd =
                from.plus(isProbe ? WindowSize.SHORTEST : size.size()).truncatedTo(ChronoUnit.SECONDS);
        if (isFinished(from)) {
            Instant far = farBeyond();
            return new TimeWindow(from, sliceEnd.isBefore(now) || sliceEnd.isAfter(far) ? sliceEnd : far);
        }
        Instant end = until != null && until.isBefore(sliceEnd) ? until : sliceEnd;
        boolean isSlice = end.isAfter(from);
        if (isSlice && (end.isBefore(historyEnds.minus(overlap)) || !isWholePossible(from, now))) {
            return new TimeWindow(from, end);
        }
        return new TimeWindow(from, until);
    }

    /**
     * What to ask the server for: beyond a run's last window, as long as the server may manage that, since one that rounds
     * bounds down would leave out its end. In other windows the next one brings what was left out.
     */
    public TimeWindow asked(TimeWindow window, Instant now) {
        if (until == null || isProbe || !until.equals(window.to())) {
            return window;
        }
        return BEYOND_ROUNDING.stream()
                .map(more -> new TimeWindow(window.from(), until.plus(more)))
                .filter(wider -> size.isPossible(length(wider, now)))
                .findFirst()
                .orElse(window);
    }

    /**
     * Whether to read on beyond a run's end, since so much more could not be asked for with its last window: what the server
     * reads earlier than it is written would be missing there.
     *
     * @param window that was read
     */
    public boolean isToReadBeyond(TimeWindow window, Instant now) {
        return until != null
                && !window.isOpen()
                && isFinished(window.to())
                && isFinished(now.minus(overlap))
                && asked(window, now).to().isBefore(farBeyond());
    }

    private Instant farBeyond() {
        return until.plus(BEYOND_ROUNDING.get(0));
    }

    /**
     * What to ask the server for while nothing shows in which zone it reads bounds: from before all zones' readings of the
     * window's beginning, as far as the server may manage that.
     */
    public TimeWindow askedInAnyZone(TimeWindow window, Instant now) {
        if (isProbe) {
            return window;
        }
        return BEFORE_OTHER_ZONES.stream()
                .map(more -> new TimeWindow(window.from().minus(more), window.to()))
                .filter(wider -> size.isPossible(length(wider, now)))
                .findFirst()
                .orElse(window);
    }

    /** Up to the live end, or to the end of the run. */
    private boolean isWholePossible(Instant from, Instant now) {
        return !isProbe && size.isPossible(length(new TimeWindow(from, until), now));
    }

    private static Duration length(TimeWindow window, Instant now) {
        Instant end = window.isOpen() || window.to().isAfter(now) ? now : window.to();
        Duration length = Duration.between(window.from(), end);
        return length.compareTo(WindowSize.SHORTEST) > 0 ? length : WindowSize.SHORTEST;
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

    /** Whether a window was asked for because the server does not manage the live end at once, which goes on behind it. */
    public boolean isPartOfLiveEnd(TimeWindow window, Instant historyEnds) {
        return isAtLiveEnd(window, historyEnds) && !isFinished(window.to());
    }

    /** Whether a window with an end reaches what may have changed just now. */
    public boolean isAtLiveEnd(TimeWindow window, Instant historyEnds) {
        return !window.isOpen() && !window.to().isBefore(historyEnds.minus(overlap));
    }

    /** A window was read to its end. */
    public void worked(TimeWindow window, Instant now, long records) {
        if (isProbe) {
            isProbe = false;
            return;
        }
        sizeBefore = null;
        if (!window.isOpen()) {
            Duration length = length(window, now);
            recordsASecond = (double) records / length.toSeconds();
            size.worked(length, records);
        }
    }

    /**
     * The server, or the network, failed at a window in a way that a shorter one may avoid.
     *
     * @return whether {@link #next} is to be asked for at once; else even the shortest failed, and the size is what it was
     */
    public boolean failed(TimeWindow window, Instant now) {
        Duration length = length(window, now);
        if (isProbe || length.compareTo(WindowSize.SHORTEST) <= 0) {
            giveUp();
            return false;
        }
        boolean isGrowth = size.worked() != null && length.compareTo(size.worked()) > 0;
        if (sizeBefore == null && !isGrowth) {
            sizeBefore = size.copy();
            isProbe = true;
        } else {
            size.failed(length);
        }
        return true;
    }

    private void giveUp() {
        isProbe = false;
        size = sizeBefore == null ? size : sizeBefore;
        sizeBefore = null;
    }

    /** What was learned of the size, to be kept over a restart. */
    public Optional<String> learned() {
        return size.encode();
    }

    /** Takes up what was kept. */
    public void restore(String learned) {
        size.restore(learned, first);
    }

    /** A time that the server may manage at once: so long, or as long as slices are. */
    public Duration managed(Duration wanted) {
        return size.isPossible(wanted) ? wanted : size.size();
    }

    /** The server fails for so much, as was seen beside the windows. */
    public void doesNotManage(Duration length) {
        size.failed(length);
    }

    public Duration size() {
        return size.size();
    }

    public Duration overlap() {
        return overlap;
    }
}
