package io.github.camelherobase.quota;

import java.time.Duration;
import java.time.Instant;

/**
 * One fixed window of a limit, as far as it can be known from outside. The server begins it when it processes a first
 * request, and we learn of that only with the answer; so our window ends at the answer to its first request plus its
 * length, which is never early. Guarded by the lock of its account.
 */
final class QuotaWindow {

    static final long UNLIMITED = Long.MAX_VALUE;

    /** {@code Reset} is in whole seconds, rounded we do not know how. */
    private static final Duration RESET_ROUNDING = Duration.ofSeconds(1);

    /** What is waited after a refusal that does not say how long. */
    private static final Duration RESET_UNKNOWN = Duration.ofMinutes(1);
    /** The least that is waited after a second refusal in a row; doubled with each further one. */
    private static final Duration LEAST_REPEATED_WAIT = Duration.ofSeconds(15);

    /** Nor is a minute closed for longer, whatever is said. */
    static final Duration LONGEST_REPEATED_WAIT = Duration.ofHours(2);
    /**
     * The first request of a window needs some time back from the server, where the window begins, and the first of the
     * next some time there: together at least this part of a round trip.
     */
    private static final int TRIPS_PART = 5;
    /** A window that others are said to have used up is tried after that. */
    private static final Duration PROBED_AFTER = Duration.ofMinutes(5);
    /** In place of the time of a probe that was granted: later than any, and not so late that a store cannot hold it. */
    private static final Instant PROBE_UNDER_WAY = Instant.parse("9000-01-01T00:00:00Z");

    private static final Instant LATEST_PROBE = Instant.parse("8000-01-01T00:00:00Z");
    /** A day that ends so much earlier than one opened just now was opened before. */
    private static final Duration OPENED_BEFORE = Duration.ofMinutes(1);

    private final String name;
    private final Duration length;
    private final int position;

    private long limit;
    /** Counts the windows, so that a late answer is not taken for one of the present window. */
    private long generation;
    /** Requests of this window that were answered. */
    private long answered;
    /** Of these, those whose answer spoke of the quota: what a gateway answered may not have been counted. */
    private long told;
    /** Units of our own requests that may count in it, as we reckon them. */
    private long own;
    /** What the server may have counted in this window. */
    private long used;
    /** The most that the server said it had counted in this window. */
    private long reported;
    /** Units that were not ours among the reported. */
    private long others;
    /** Units of requests not answered yet, of this window or an earlier one. */
    private long inFlight;
    /** Of the requests of this window that were answered. */
    private Duration shortestTrip = Duration.ZERO;
    /** When the first request of the window was answered; null until then. */
    private Instant begun;
    /** Null until the first request of the window is answered. */
    private Instant end;
    /** The server refused a request in this window. */
    private boolean closed;

    private Instant closedAt = Instant.MIN;
    /** Refusals since a request was last accepted. */
    private int closedInARow;
    /** When it is tried although it is said to be used up; null: it is not said. */
    private Instant probedAt;

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

    /** When a request may be sent again: so that it arrives after the end, or for a probe; null as long as no answer told. */
    Instant allowsFrom() {
        if (end == null) {
            return null;
        }
        Instant next = end.minus(headStart());
        return probedAt != null && probedAt.isBefore(next) ? probedAt : next;
    }

    /**
     * How long before our end a request may leave, as it cannot arrive at once: a part of the shortest round trip of a
     * window that we used up alone, so that many requests measured it. Nothing where the server ever refused.
     */
    private Duration headStart() {
        boolean usedUpByUs = others == 0 && inFlight == 0 && answered > 0 && own >= limit;
        return usedUpByUs && closedAt.equals(Instant.MIN) && !shortestTrip.isNegative()
                ? shortestTrip.dividedBy(TRIPS_PART)
                : Duration.ZERO;
    }

    /** What we have sent for certain of this window. */
    long certain() {
        return own - inFlight;
    }

    Mark mark() {
        return new Mark(generation, answered, told);
    }

    WindowStatus status() {
        return new WindowStatus(name, isLimitKnown() ? limit : null, used, end, closed);
    }

    /** Opens the next window once this one is over; says whether it was. A request in flight counts in both. */
    boolean roll(Instant now) {
        if (end == null) {
            return false;
        }
        Duration longest = closed ? longestClosed() : length;
        // Looked at in whole seconds first, as each request asks.
        if (end.getEpochSecond() - now.getEpochSecond() > longest.getSeconds()
                && end.isAfter(now.plus(longest).plus(RESET_ROUNDING))) {
            // The clock was set back: what runs now is over after its length at the latest.
            end = now.plus(longest);
        }
        if (now.isBefore(end.minus(headStart()))) {
            return false;
        }
        open(null, inFlight);
        return true;
    }

    private void open(Instant newEnd, long newUsed) {
        generation++;
        answered = 0;
        told = 0;
        own = inFlight;
        reported = 0;
        others = 0;
        used = newUsed;
        begun = null;
        end = newEnd;
        closed = false;
        probedAt = null;
    }

    boolean allows(int units, long reserve, Instant now) {
        return hasRoom(units, reserve, now) && (inFlight == 0 || !isRisky(units, reserve));
    }

    /** Whether it allows so many units, now or as soon as what is in flight was answered. */
    boolean hasRoom(int units, long reserve, Instant now) {
        return !closed && (limit == UNLIMITED || used + units + reserve <= limit || isProbeDue(now));
    }

    /** Whether what was taken of it may still be used, leaving so much to others. */
    boolean holds(long reserve) {
        return !closed && (limit == UNLIMITED || used + reserve <= limit || isProbeUnderWay());
    }

    private boolean isProbeUnderWay() {
        return probedAt != null && probedAt.isAfter(LATEST_PROBE);
    }

    private boolean isProbeDue(Instant now) {
        return probedAt != null && !now.isBefore(probedAt);
    }

    /**
     * Whether one request must be answered before the next goes: the first after a refusal, one that probes, and while
     * others may have used the rest since they were last heard of.
     */
    private boolean isRisky(int units, long reserve) {
        long unheard = Math.max(0, Math.min(others, used - reported));
        return closedInARow > 0 || limit != UNLIMITED && used + units + reserve + unheard > limit;
    }

    void grant(long units) {
        used += units;
        own += units;
        inFlight += units;
        if (probedAt != null && units > 0) {
            probedAt = PROBE_UNDER_WAY;
        }
    }

    /** Units that were granted, but led to no request. */
    void giveBack(long units) {
        if (isProbeUnderWay() && units > 0 && inFlight <= units) {
            // It never left, so nothing was tried.
            probedAt = Instant.EPOCH;
        }
        inFlight = Math.max(0, inFlight - units);
        own = Math.max(0, own - units);
        used = Math.max(0, used - units);
    }

    /** The answer to a request has come, or never will. */
    void settle(Permit permit, Instant now) {
        inFlight = Math.max(0, inFlight - permit.units());
        boolean isOwn = isOf(permit);
        if (isOwn) {
            answered++;
            begun = begun == null ? now : begun;
            Duration trip = Duration.between(permit.grantedAt(), now);
            shortestTrip = answered == 1 || trip.compareTo(shortestTrip) < 0 ? trip : shortestTrip;
        }
        boolean nothingElseWillTell = inFlight == 0 && !closed && limit != UNLIMITED && used + permit.units() > limit;
        if (end == null && (isOwn || nothingElseWillTell)) {
            end = now.plus(length);
        }
    }

    /** A request was not refused. */
    void accepted(Permit permit) {
        if (!permit.grantedAt().isBefore(closedAt)) {
            closedInARow = 0;
        }
    }

    /** The answer to a request spoke of the quota, whether it is believed or not: the server counted it. */
    void told(Permit permit) {
        if (isOf(permit)) {
            told++;
        }
    }

    /**
     * Takes over what a successful answer says of this window.
     *
     * @param sameWindow whether it speaks of the same window as answers before it
     * @return false when it cannot be true
     */
    boolean learn(Permit permit, RateLimit said, boolean sameWindow, Instant now) {
        if (said.remaining() == null || limit == UNLIMITED) {
            return true;
        }
        long counted = Math.max(0, limit - said.remaining());
        // The server must have counted this request and those whose answers told of it before it was granted.
        boolean dropped = isOf(permit)
                && permit.mark(position).told() > 0
                && counted <= permit.mark(position).told();
        if (!sameWindow && isLaterThanOurs(permit, said, dropped, now)) {
            Instant latest = now.plus(length);
            Instant byReset = now.plusSeconds(said.resetSeconds()).plus(RESET_ROUNDING);
            open(byReset.isBefore(latest) ? byReset : latest, counted + inFlight);
            reported = counted;
        } else if (dropped) {
            return false;
        } else if (isOf(permit)) {
            if (permit.mark(position).answered() == 0) {
                anchoredByOthers(counted, said, now);
            }
            reported = Math.max(reported, counted);
            others = Math.max(others, counted - own);
            // With others in flight the count may or may not hold them; only when there are none it is exact.
            used = inFlight == 0 ? reported : Math.max(used, counted + inFlight);
        }
        return true;
    }

    /**
     * Others are said to have used this window up. As nothing but a successful answer says so, it is tried by one request
     * after a while.
     */
    void probeIfUsedUpByOthers(Instant now) {
        if (used >= limit && own < limit && probedAt == null) {
            probedAt = now.plus(PROBED_AFTER);
        }
    }

    /** What headers said of it was a lie: only what we counted ourselves is kept. */
    void forgetHeaders(long provenLimit, Instant now) {
        limit = provenLimit;
        reported = 0;
        others = 0;
        used = own;
        probedAt = null;
        if (end != null && !closed) {
            end = (begun == null ? now : begun).plus(length);
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
     * A 429 closes the window; its {@code Reset} is believed even when it is earlier than ours: who refuses, knows. Where
     * it is later by its rounding only, ours is kept, as that is never early. A longer {@code Retry-After} holds. When the server refuses again and again
     * after the time it named, each wait is twice as long as the last.
     */
    void close(Permit permit, RateLimit said, Instant now) {
        boolean anew = !permit.grantedAt().isBefore(closedAt);
        if (anew) {
            closedInARow++;
            closedAt = now;
        }
        Instant told = said.waitSeconds() == null
                ? now.plus(RESET_UNKNOWN)
                : now.plusSeconds(said.waitSeconds()).plus(RESET_ROUNDING);
        boolean isOurs = end != null
                && told.isAfter(end)
                && !told.minus(RESET_ROUNDING.multipliedBy(2)).isAfter(end);
        Instant least = closedInARow > 1 ? now.plus(repeatedWait()) : now;
        Instant opens = isOurs ? end : told;
        opens = opens.isBefore(least) ? least : opens;
        if (anew || !closed || opens.isAfter(end)) {
            end = opens;
        }
        closed = true;
        probedAt = null;
    }

    private Duration longestClosed() {
        return length.compareTo(LONGEST_REPEATED_WAIT) < 0 ? LONGEST_REPEATED_WAIT : length;
    }

    private Duration repeatedWait() {
        Duration wait = LEAST_REPEATED_WAIT.multipliedBy(1L << Math.min(closedInARow - 2, 20));
        return wait.compareTo(LONGEST_REPEATED_WAIT) < 0 ? wait : LONGEST_REPEATED_WAIT;
    }

    /** It is over by then, whatever was said. */
    void openNotAfter(Instant when) {
        end = end.isAfter(when) ? when : end;
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
        others = Math.max(0, told.used() - own);
        // Who has counted less than was answered to us tells an old story.
        used = Math.max(told.used() + unsure, Math.min(answered, limit));
        if (toldEnd != null && (end == null || toldEnd.isAfter(end))) {
            end = toldEnd;
        } else if (end == null && told.used() > 0 && (isNext || used >= limit)) {
            // A window that is used up has begun; as no request of ours goes, no answer would tell when it ends.
            end = now.plus(length);
        }
        if (closed && isLimitKnown() && used < limit) {
            closed = false;
        }
    }

    /** What was used of another, that turned out to be this one, was used of this one. */
    void add(QuotaWindow other) {
        generation = Math.max(generation, other.generation) + 1;
        own += other.own;
        used += other.used;
        inFlight += other.inFlight;
        answered = 0;
        told = 0;
        reported = 0;
        others = 0;
        takeEnd(other);
    }

    /** At least so much was used of it, and it ends no earlier. */
    void raiseTo(QuotaWindow other) {
        own = Math.max(own, other.own - other.inFlight);
        used = Math.max(used, other.used - other.inFlight);
        takeEnd(other);
    }

    private void takeEnd(QuotaWindow other) {
        closed |= other.closed;
        if (other.end != null && (end == null || other.end.isAfter(end))) {
            end = other.end;
        }
        if (begun == null || other.begun != null && other.begun.isAfter(begun)) {
            begun = other.begun;
        }
    }

    /** All that is to be known of it, as numbers. */
    void save(StateText.Writer to) {
        to.number(limit)
                .number(generation)
                .number(answered)
                .number(told)
                .number(own)
                .number(used)
                .number(reported)
                .number(others)
                .number(inFlight)
                .number(shortestTrip.toNanos())
                .time(begun)
                .time(end)
                .flag(closed)
                .time(closedAt)
                .number(closedInARow)
                .time(probedAt);
    }

    /** What {@link #save} wrote. */
    void load(StateText.Reader from) {
        limit = from.number();
        generation = from.number();
        answered = from.number();
        told = from.number();
        own = from.number();
        used = from.number();
        reported = from.number();
        others = from.number();
        inFlight = from.number();
        shortestTrip = Duration.ofNanos(from.number());
        begun = from.time();
        end = from.time();
        closed = from.flag();
        closedAt = from.time();
        closedInARow = (int) from.number();
        probedAt = from.time();
    }

    private boolean isOf(Permit permit) {
        return permit.mark(position).generation() == generation;
    }

    /**
     * Where a window stood when a permit was granted.
     *
     * @param generation which of the windows in a row; an answer anchors only the one its request was granted in
     * @param answered requests of ours that had been answered in it
     * @param told those of them whose answer spoke of the quota; the server must have counted them before this one
     */
    record Mark(long generation, long answered, long told) {

        /** Whether all that was answered at the other was answered at this one; clocks may be too coarse to tell. */
        boolean isNotBefore(Mark other) {
            return generation > other.generation || generation == other.generation && answered >= other.answered;
        }
    }
}
