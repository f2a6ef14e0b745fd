package io.github.camelherobase.quota;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

import io.github.camelherobase.api.QuotaPriority;

/**
 * On which terms a request asks for quota.
 *
 * @param priority whether it goes before others that wait
 * @param reserve units of the day's limit that it leaves to others
 * @param maxWait how long it may wait; {@link #UNTIL_RESET}: as long as it takes
 */
public record QuotaTerms(QuotaPriority priority, long reserve, Duration maxWait) {

    /** No deadline but the reset of the window that is used up. */
    public static final Duration UNTIL_RESET = ChronoUnit.FOREVER.getDuration();

    public QuotaTerms {
        Objects.requireNonNull(priority);
        Objects.requireNonNull(maxWait);
        if (reserve < 0) {
            throw new IllegalArgumentException("A reserve cannot be negative: " + reserve);
        }
    }

    /** Normal priority and no reserve. */
    public static QuotaTerms waiting(Duration maxWait) {
        return new QuotaTerms(QuotaPriority.normal, 0, maxWait);
    }

    /** When a request that asks at {@code now} has waited long enough. */
    public Instant deadline(Instant now) {
        return maxWait.equals(UNTIL_RESET) ? Instant.MAX : now.plus(maxWait);
    }
}
