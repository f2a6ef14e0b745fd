package io.github.camelherobase.quota;

/**
 * What an answer says of a limit: the three {@code X-Rate-Limit} headers.
 *
 * @param limit requests allowed in the period; null when the header is missing or no whole number ≥ 0
 * @param remaining requests left in the period; null likewise
 * @param resetSeconds seconds left in the period; null likewise
 */
public record RateLimit(Long limit, Long remaining, Long resetSeconds) {

    public static final RateLimit UNKNOWN = new RateLimit(null, null, null);

    /** Reads the headers' values; what makes no sense counts as missing. */
    public static RateLimit of(String limit, String remaining, String reset) {
        return new RateLimit(number(limit), number(remaining), number(reset));
    }

    private static Long number(String value) {
        if (value == null) {
            return null;
        }
        try {
            long number = Long.parseLong(value.trim());
            return number < 0 ? null : number;
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
