package io.github.camelherobase.quota;

import java.time.Duration;

/**
 * What an answer says of a limit: the three {@code X-Rate-Limit} headers.
 *
 * @param limit requests allowed in the period; null when the header is missing or makes no sense
 * @param remaining requests left in the period; null likewise
 * @param resetSeconds seconds left in the period; null likewise
 */
public record RateLimit(Long limit, Long remaining, Long resetSeconds) {

    public static final RateLimit UNKNOWN = new RateLimit(null, null, null);

    private static final long LONGEST_RESET = Duration.ofDays(1).plusHours(1).toSeconds();

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
