package io.github.camelherobase.quota;

import java.time.Duration;
import java.time.Instant;

/**
 * One fixed window of a limit, as far as it can be known from outside. The server begins it when it processes a first
 * request, and we learn of that only with the answer; so our window ends at the answer to its first request plus its
 * length, which is never early. Guarded by the lock of its {@link ServiceQuota}.
 */
final class QuotaWindow {

    static final long UNLIMITED = Long.MAX_VALUE;

    /** {@code Reset} is in whole seconds, rounded we do not know how. */
    private static final Duration RESET_ROUNDING = Duration.ofSeconds(1);

    private static final Duration LONGEST_REPEATED_WAIT = Duration.ofMinutes(15);
    /** How long headers that were proved wrong are not relied upon. */
    private static final Duration DOUBT_LASTS = Duration.ofHours(1);

    private static final int REPEATED = 3;
    /** A day that ends so much earlier than one opened just now was opened before. */
    private static final Duration OPENED_BEFORE = Duration.ofMinutes(1);

    private final String name;
    private final Duration length;
    private final int position;

    private long limit;
    /** Below the limit when a refusal proved it wrong. */
    private long ceiling = UNLIMITED;

    private Instant ceilingEnd = Instant.MIN;
    /** Counts the windows, so that a late answer is not taken for one of the present window. */
    private long generation;
    /** Requests of this window that were answered. */
    private long answered;
    /** What the server may have counted in this window. */
    private long used;
    /** The most that the server said it had counted in this window. */
    private long reported;
    /** Units of requests not answered yet, of this window or an earlier one. */
    private long inFlight;
    /** Null until the first request of the window is answered. */
    private Instant end;
    /** The server refused a request in this window. */
    private boolean closed;

    private Instant closedAt = Instant.MIN;
    private int closedInARow;
    /** Windows in a row in which the server refused. */
    private int refusedWindows;
    /** Until then headers only lower what is left, as they contradicted what we know for certain. */
    private Instant doubtedUntil = Instant.MIN;
    /** When a header last told of a new window. */
    private Instant toldOpenAt = Instant.MIN;

    private QuotaWindow(String name, Duration length, int position, long limit) {
        this.name = name;
        this.length = length;
        this.position = position;
        this.limit = limit;
    }

    /** The minute of the fair-use policy; 240 is the least that the page promises. */
    static QuotaWindow minute(int position) {
        return new QuotaWindow("minute", Duration.ofMinutes(1), position, ServiceWindows.LEAST_MINUTE_LIMIT);
    }

    /** The 24 hours from the first request; the limit is unknown until the server names it. */
    static QuotaWindow day(int position) {
        return new QuotaWindow("day", Duration.ofDays(1), position, UNLIMITED);
    }

    String name() {
        return name;
    }

    boolean isLimitKnown() {
        return limit != UNLIMITED;
    }

    long limit() {
        return limit;
    }

    void limit(long told) {
        limit = told;
    }

    long used() {
        return used;
    }

    long inFlight() {
        return inFlight;
    }

    /** When it opens again; null as long as no answer told. */
    Instant end() {
        return end;
    }

    boolean isClosed() {
        return closed;
    }

    WindowMark mark() {
        return new WindowMark(generation, answered);
    }

    WindowStatus status() {
        return new WindowStatus(name, isLimitKnown() ? limit : null, used, end, closed);
    }

    /** Opens the next window once this one is over; says whether it was. A request in flight counts in both. */
    boolean roll(Instant now) {
        if (end == null || now.isBefore(end)) {
            return false;
        }
        if (!closed) {
            refusedWindows = 0;
        }
        open(null, inFlight);
        return true;
    }

    private void open(Instant newEnd, long newUsed) {
        generation++;
        answered = 0;
        reported = 0;
        used = newUsed;
        end = newEnd;
        closed = false;
    }

    boolean allows(int units, long reserve, Instant now) {
        if (closed) {
            return false;
        }
        long allowed = now.isBefore(ceilingEnd) ? Math.min(limit, ceiling) : limit;
        return allowed == UNLIMITED || used + units + reserve <= allowed;
    }

    void grant(long units) {
        used += units;
        inFlight += units;
    }

    /** Units that were granted, but led to no request. */
    void giveBack(long units) {
        inFlight = Math.max(0, inFlight - units);
        used = Math.max(0, used - units);
    }

    /** The answer to a request has come, or never will. */
    void settle(Permit permit, Instant now) {
        inFlight = Math.max(0, inFlight - permit.units());
        boolean own = isOf(permit);
        if (own) {
            answered++;
        }
        boolean nothingElseWillTell = inFlight == 0 && !closed && limit != UNLIMITED && used + permit.units() > limit;
        if (end == null && (own || nothingElseWillTell)) {
            end = now.plus(length);
        }
    }

    /** Takes over what a successful answer says of this window. */
    void learn(Permit permit, RateLimit said, Instant now) {
        if (isOf(permit)) {
            closedInARow = 0;
        }
        if (said.remaining() == null || limit == UNLIMITED) {
            return;
        }
        long counted = Math.max(0, limit - said.remaining());
        // The server must have counted this request and those that were answered before it was granted.
        boolean dropped = isOf(permit)
                && permit.mark(position).answered() > 0
                && counted <= permit.mark(position).answered();
        boolean believed = !now.isBefore(doubtedUntil);
        if (believed && isLaterThanOurs(permit, said, dropped, now)) {
            if (now.isBefore(toldOpenAt.plus(length).minus(RESET_ROUNDING.multipliedBy(2)))) {
                doubtedUntil = now.plus(DOUBT_LASTS);
                return;
            }
            toldOpenAt = now;
            Instant latest = now.plus(length);
            Instant byReset = now.plusSeconds(said.resetSeconds()).plus(RESET_ROUNDING);
            open(byReset.isBefore(latest) ? byReset : latest, counted + inFlight);
            reported = counted;
        } else if (isOf(permit)) {
            if (dropped) {
                doubtedUntil = now.plus(DOUBT_LASTS);
            } else if (believed && permit.mark(position).answered() == 0) {
                anchoredByOthers(counted, said, now);
            }
            reported = Math.max(reported, counted);
            // With others in flight the count may or may not hold them; only when there are none it is exact.
            used = inFlight == 0 && believed && !dropped ? reported : Math.max(used, counted + inFlight);
        }
    }

    /**
     * What the answer to our first request of a window tells when the window was not opened by it: more was counted than
     * we sent, or a day ends too early. Then it ends when the server says.
     */
    private void anchoredByOthers(long counted, RateLimit said, Instant now) {
        if (said.resetSeconds() == null || said.resetSeconds() > length.toSeconds()) {
            return;
        }
        boolean isDay = length.compareTo(OPENED_BEFORE) > 0;
        boolean endsEarly = said.resetSeconds() < length.minus(OPENED_BEFORE).toSeconds();
        if (counted > used || isDay && endsEarly) {
            end = now.plusSeconds(said.resetSeconds()).plus(RESET_ROUNDING);
        }
    }

    /**
     * Whether the server's window must end after ours, however {@code Reset} is rounded and long the answer took; or may
     * end after ours, and has lost what we know it had counted.
     */
    private boolean isLaterThanOurs(Permit permit, RateLimit said, boolean dropped, Instant now) {
        if (end == null || said.resetSeconds() == null || said.resetSeconds() > length.toSeconds()) {
            return false;
        }
        Instant byReset = permit.grantedAt().plusSeconds(said.resetSeconds());
        return byReset.minus(RESET_ROUNDING).isAfter(end)
                || dropped
                        && now.plusSeconds(said.resetSeconds())
                                .plus(RESET_ROUNDING)
                                .isAfter(end);
    }

    /**
     * A 429 closes the window; its {@code Reset} is believed even when it is earlier than ours: who refuses, knows. When
     * the server refuses again and again after the time it named, each wait is twice as long as the last.
     */
    void close(Permit permit, RateLimit said, Instant now) {
        boolean anew = !permit.grantedAt().isBefore(closedAt);
        if (anew) {
            closedInARow++;
            refusedWindows++;
            if (said.resetSeconds() == null || said.resetSeconds() > 0) {
                // A window that is over at once proves nothing of the limit.
                lowerCeiling(permit, said, now);
            }
            closedAt = now;
        }
        Duration told = said.resetSeconds() == null
                ? Duration.ofMinutes(1)
                : Duration.ofSeconds(said.resetSeconds()).plus(RESET_ROUNDING);
        Duration patience = Duration.ofSeconds(1L << Math.min(closedInARow, 10));
        Duration least = patience.compareTo(LONGEST_REPEATED_WAIT) < 0 ? patience : LONGEST_REPEATED_WAIT;
        Instant opens = now.plus(closedInARow > 1 && told.compareTo(least) < 0 ? least : told);
        if (anew || !closed || opens.isAfter(end)) {
            end = opens;
        }
        closed = true;
    }

    /** A refusal that the headers do not explain, or one in each of several windows: the limit is lower than they say. */
    private void lowerCeiling(Permit permit, RateLimit said, Instant now) {
        boolean unexplained = said.remaining() == null || said.remaining() > 0;
        long proved = refusedWindows >= REPEATED ? answered * permit.units() : used - inFlight;
        if ((unexplained || refusedWindows >= REPEATED) && proved > 0 && proved < limit && isLimitKnown()) {
            ceiling = proved;
            ceilingEnd = now.plus(DOUBT_LASTS);
        }
    }

    /**
     * Takes over what the counts service says.
     *
     * @param unsure units that it may or may not have counted
     */
    void reconcile(UsageCount told, long unsure, Instant now) {
        Instant toldEnd = told.resetSeconds() == null || told.resetSeconds() == 0
                ? null
                : now.plusSeconds(told.resetSeconds()).plus(RESET_ROUNDING);
        boolean isNext = told.used() < reported;
        if (isNext) {
            open(null, 0);
        }
        reported = told.used();
        // Who has counted less than was answered to us tells an old story.
        used = Math.max(told.used() + unsure, Math.min(answered, limit));
        if (toldEnd != null && (end == null || toldEnd.isAfter(end))) {
            end = toldEnd;
        } else if (end == null && told.used() > 0 && isNext) {
            end = now.plus(length);
        }
        if (closed && isLimitKnown() && used < limit) {
            closed = false;
        }
    }

    /** All that is to be known of it, as numbers. */
    void save(StateText.Writer to) {
        to.number(limit)
                .number(ceiling)
                .time(ceilingEnd)
                .number(generation)
                .number(answered)
                .number(used)
                .number(reported)
                .number(inFlight)
                .time(end)
                .flag(closed)
                .time(closedAt)
                .number(closedInARow)
                .number(refusedWindows)
                .time(doubtedUntil)
                .time(toldOpenAt);
    }

    /** What {@link #save} wrote. */
    void load(StateText.Reader from) {
        limit = from.number();
        ceiling = from.number();
        ceilingEnd = from.time();
        generation = from.number();
        answered = from.number();
        used = from.number();
        reported = from.number();
        inFlight = from.number();
        end = from.time();
        closed = from.flag();
        closedAt = from.time();
        closedInARow = (int) from.number();
        refusedWindows = (int) from.number();
        doubtedUntil = from.time();
        toldOpenAt = from.time();
    }

    private boolean isOf(Permit permit) {
        return permit.mark(position).generation() == generation;
    }
}
