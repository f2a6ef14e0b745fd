package io.github.camelherobase.quota;

import java.time.Duration;
import java.time.Instant;

/**
 * One fixed window of a limit, as far as it can be known from outside. The server begins it when it processes a first
 * request, and we learn of that only with the answer; so our window ends at the answer to its first request plus its
 * length, which is never early. Guarded by the lock of its {@link ServiceQuota}.
 */
final class QuotaWindow {

    private static final long UNLIMITED = Long.MAX_VALUE;
    /** {@code Reset} is in whole seconds, rounded we do not know how. */
    private static final Duration RESET_ROUNDING = Duration.ofSeconds(1);

    private final String name;
    private final Duration length;

    private long limit;
    /** Counts the windows, so that a late answer is not taken for one of the present window. */
    private long generation;
    /** Units of requests granted in this window. */
    private long own;
    /** What the server may have counted in this window; at least {@link #own}. */
    private long used;
    /** Units of requests not answered yet, of this window or an earlier one. */
    private long inFlight;
    /** Null until the first request of the window is answered. */
    private Instant end;
    /** The server refused a request in this window. */
    private boolean closed;

    private QuotaWindow(String name, Duration length, long limit) {
        this.name = name;
        this.length = length;
        this.limit = limit;
    }

    /** The minute of the fair-use policy; 240 is the least that the page promises. */
    static QuotaWindow minute() {
        return new QuotaWindow("minute", Duration.ofMinutes(1), 240);
    }

    /** The 24 hours from the first request; the limit is unknown until an answer names it. */
    static QuotaWindow day() {
        return new QuotaWindow("day", Duration.ofDays(1), UNLIMITED);
    }

    String name() {
        return name;
    }

    boolean isDay() {
        return length.toHours() == 24;
    }

    boolean isLimitKnown() {
        return limit != UNLIMITED;
    }

    long limit() {
        return limit;
    }

    long generation() {
        return generation;
    }

    /** When it opens again; null as long as no answer told. */
    Instant end() {
        return end;
    }

    /** Opens the next window once this one is over. A request in flight over the edge counts in both. */
    void roll(Instant now) {
        if (end != null && !now.isBefore(end)) {
            open(null, inFlight);
        }
    }

    private void open(Instant newEnd, long newUsed) {
        generation++;
        own = 0;
        used = newUsed;
        end = newEnd;
        closed = false;
    }

    boolean allows(int cost) {
        return !closed && (limit == UNLIMITED || used + cost <= limit);
    }

    void grant(int cost) {
        own += cost;
        used += cost;
        inFlight += cost;
    }

    void notSent(Permit permit) {
        inFlight -= permit.cost();
        used = Math.max(0, used - permit.cost());
        if (isOf(permit)) {
            own -= permit.cost();
        }
    }

    /** The answer to a request has come, or never will. */
    void answered(Permit permit, Instant now) {
        inFlight -= permit.cost();
        boolean nothingElseWillTell = own == 0 && inFlight == 0 && !allows(permit.cost());
        if (end == null && (isOf(permit) || nothingElseWillTell)) {
            end = now.plus(length);
        }
    }

    /** Takes over what a successful answer says of this window. */
    void learn(Permit permit, RateLimit said, Instant now) {
        if (said.limit() != null) {
            limit = said.limit();
        }
        if (said.remaining() == null || limit == UNLIMITED) {
            return;
        }
        long counted = Math.max(0, limit - said.remaining());
        if (isLaterThanOurs(permit, said)) {
            Instant latest = now.plus(length);
            Instant byReset = now.plusSeconds(said.resetSeconds()).plus(RESET_ROUNDING);
            open(byReset.isBefore(latest) ? byReset : latest, counted + inFlight);
        } else if (isOf(permit)) {
            // With others in flight the count may or may not hold them; only when there are none it is exact.
            used = inFlight == 0 ? Math.max(own, counted) : Math.max(used, counted + inFlight);
        }
    }

    /** Whether the server's window must end after ours, however {@code Reset} is rounded and long the answer took. */
    private boolean isLaterThanOurs(Permit permit, RateLimit said) {
        return end != null
                && said.resetSeconds() != null
                && said.resetSeconds() <= length.toSeconds()
                && permit.grantedAt()
                        .plusSeconds(said.resetSeconds())
                        .minus(RESET_ROUNDING)
                        .isAfter(end);
    }

    /** A 429 closes the window; its {@code Reset} is believed even when it is earlier than ours: who refuses, knows. */
    void close(RateLimit said, Instant now) {
        if (said.limit() != null) {
            limit = said.limit();
        }
        closed = true;
        end = said.resetSeconds() == null
                ? now.plus(Duration.ofMinutes(1))
                : now.plusSeconds(said.resetSeconds()).plus(RESET_ROUNDING);
    }

    private boolean isOf(Permit permit) {
        return permit.generation(this) == generation;
    }
}
