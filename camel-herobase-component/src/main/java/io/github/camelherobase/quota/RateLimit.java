package io.github.camelherobase.quota;

import java.time.Duration;

/**
 * What an answer says of a limit: the three {@code X-Rate-Limit} headers, and {@code Retry-After} of a refusal.
 *
 * @param limit requests allowed in the period; null when the header is missing or makes no sense
 * @param remaining requests left in the period; null likewise
 * @param resetSeconds seconds left in the period; null likewise
 * @param retryAfterSeconds seconds after which a refused request may come again; null when it is not said
 */
public record RateLimit(Long limit, Long remaining, Long resetSeconds, Long retryAfterSeconds) {

    public static final RateLimit UNKNOWN = new RateLimit(null, null, null);

    private static final long LONGEST_RESET = Duration.ofDays(1).plusHours(1).toSeconds();

    public RateLimit(Long limit, Long remaining, Long resetSeconds) {
        this(limit, remaining, resetSeconds, null);
    }

    /**
     * Reads the headers' values. What makes no sense counts as missing: no whole number, a negative one, a limit of 0
     * (the request would not have come so far), more remaining than allowed, a period longer than a day.
     */
    public static RateLimit of(String limit, String remaining, String reset) {
        Long allowed = number(limit, 1, Long.MAX_VALUE / 2);
        return new RateLimit(
                allowed,
                number(remaining, 0, allowed == null ? Long.MAX_VALUE : allowed),
                number(reset, 0, LONGEST_RESET));
    }

    /**
     * A refusal that says, besides, after how many seconds the request may come again. Where a limit is told without its
     * end, that is its end.
     *
     * @param seconds null: it does not say
     */
    public RateLimit retriedAfter(Long seconds) {
        boolean isEnd = limit != null && resetSeconds == null;
        return new RateLimit(limit, remaining, isEnd ? seconds : resetSeconds, seconds);
    }

    /** Seconds until a refused request may come again: the longer one where two are told; null: none is. */
    Long waitSeconds() {
        if (resetSeconds == null || retryAfterSeconds == null) {
            return resetSeconds == null ? retryAfterSeconds : resetSeconds;
        }
        return Math.max(resetSeconds, retryAfterSeconds);
    }

    private static Long number(String value, long least, long most) {
        if (value == null) {
            return null;
        }
        try {
            long number = Long.parseLong(value.trim());
            return number < least || number > most ? null : number;
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
