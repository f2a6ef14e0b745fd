package io.github.camelherobase.client;

import java.time.Duration;
import java.time.Instant;

import org.apache.hc.client5.http.utils.DateUtils;

/**
 * What {@code Retry-After} of an answer says: seconds, or a time by the server's clock (RFC 9110, 10.2.3). HeroBase's page
 * does not name it, but gateways before it send it.
 *
 * @param seconds from the answer on; null when there is none, or none that is heeded
 * @param complaint why it is not heeded, without what it holds; null when it is, or there is none
 */
record RetryAfter(Long seconds, String complaint) {

    /** Nothing of HeroBase's lasts longer than a day; and clocks differ. */
    private static final Duration LONGEST = Duration.ofDays(1).plusHours(1);

    private static final RetryAfter NONE = new RetryAfter(null, null);

    /**
     * @param value of the header; null when there is none
     * @param date of the answer, by the server's clock; our time when it has none
     */
    static RetryAfter of(String value, Instant date) {
        if (value == null || value.isBlank()) {
            return NONE;
        }
        String text = value.trim();
        if (text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            // More digits than a long has are too long too.
            return bounded(text.length() > 10 ? Long.MAX_VALUE : Long.parseLong(text));
        }
        Instant when = DateUtils.parseStandardDate(text);
        if (when == null) {
            return new RetryAfter(null, "is neither a number of seconds nor a date");
        }
        return bounded(Math.max(0, Duration.between(date, when).toSeconds()));
    }

    private static RetryAfter bounded(long seconds) {
        return seconds > LONGEST.toSeconds()
                ? new RetryAfter(null, "is more than a day from now")
                : new RetryAfter(seconds, null);
    }
}
