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
 * @param reserve what it leaves of the day's limit to others
 * @param maxWait how long it may wait; {@link #UNTIL_RESET}: as long as it takes
 */
public record QuotaTerms(QuotaPriority priority, Reserve reserve, Duration maxWait) {

    /** No deadline but the reset of the window that is used up. */
    public static final Duration UNTIL_RESET = ChronoUnit.FOREVER.getDuration();

    /** A longer wait is one without end. */
    private static final Duration LONGEST = Duration.ofDays(36_500);

    public QuotaTerms {
        Objects.requireNonNull(priority);
        Objects.requireNonNull(reserve);
        Objects.requireNonNull(maxWait);
    }

    public QuotaTerms(QuotaPriority priority, long reserve, Duration maxWait) {
        this(priority, Reserve.units(reserve), maxWait);
    }

    /** Normal priority and no reserve. */
    public static QuotaTerms waiting(Duration maxWait) {
        return new QuotaTerms(QuotaPriority.normal, Reserve.NONE, maxWait);
    }

    /** When a request that asks at {@code now} has waited long enough. */
    public Instant deadline(Instant now) {
        return maxWait.compareTo(LONGEST) > 0 ? Instant.MAX : now.plus(maxWait);
    }
}
