package io.github.camelherobase.poll;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

import org.apache.camel.support.service.ServiceHelper;

import io.github.camelherobase.HerobaseConfiguration;
import io.github.camelherobase.HerobaseOperation;
import io.github.camelherobase.QuotaExceededPolicy;
import io.github.camelherobase.option.OptionText;
import io.github.camelherobase.request.DurationText;
import io.github.camelherobase.request.TimeExpression;

/** Reads how a consumer is to read, and refuses what is the cursor's alone. */
public final class PollingOptions {

    static final Duration SHORTEST_WINDOW = Duration.ofSeconds(1);

    private static final Duration LEADS_OVERLAP = Duration.ofMinutes(2);
    /** A wrap-up may change a call long after it. */
    private static final Duration CALLS_OVERLAP = Duration.ofHours(1);

    private static final String LATEST = "latest";

    /** Before any lead of HeroBase. */
    private static final Instant BEGINNING = Instant.parse("2000-01-01T00:00:00Z");

    private PollingOptions() {}

    /** @throws IllegalArgumentException naming the option that is wrong, and the remedy */
    public static Polling of(HerobaseConfiguration configuration, ZoneId zone) {
        if (Stream.of(
                        configuration.getModifiedFrom(),
                        configuration.getModifiedTo(),
                        configuration.getStartTime(),
                        configuration.getEndTime(),
                        configuration.getTimeSpan())
                .anyMatch(Objects::nonNull)) {
            throw new IllegalArgumentException(
                    "A consumer does not take modifiedFrom, modifiedTo, startTime, endTime or"
                            + " timeSpan: it keeps its own position. Set initialFrom to say where it begins, and until for a"
                            + " bounded run");
        }
        return new Polling(
                startingPoint(configuration.getInitialFrom(), zone),
                configuration.getInitialFrom().trim().equalsIgnoreCase(LATEST),
                OptionText.time("until", configuration.getUntil(), zone),
                OptionText.atLeast("overlap", overlap(configuration), Duration.ZERO),
                windowSize(configuration),
                OptionText.atLeast("batchSize", configuration.getBatchSize(), 0),
                OptionText.atLeast("maxInFlight", configuration.getMaxInFlight(), 1),
                OptionText.atLeast("maxExchangeTime", configuration.getMaxExchangeTime(), Duration.ofMillis(1)),
                configuration.getResponseTimeout(),
                longestUnfinished(configuration),
                configuration.getOnQuotaExceeded() == QuotaExceededPolicy.wait,
                delivered(configuration));
    }

    private static Duration windowSize(HerobaseConfiguration configuration) {
        return configuration.getWindowSize() == null
                ? null
                : OptionText.atLeast("windowSize", configuration.getWindowSize(), SHORTEST_WINDOW);
    }

    private static Duration overlap(HerobaseConfiguration configuration) {
        if (configuration.getOverlap() != null) {
            return configuration.getOverlap();
        }
        return configuration.getOperation() == HerobaseOperation.calls ? CALLS_OVERLAP : LEADS_OVERLAP;
    }

    private static Duration longestUnfinished(HerobaseConfiguration configuration) {
        return configuration.getOperation() == HerobaseOperation.calls
                ? OptionText.atLeast("maxCallDuration", configuration.getMaxCallDuration(), Duration.ZERO)
                : Duration.ZERO;
    }

    private static DeliveredRecords delivered(HerobaseConfiguration configuration) {
        if (configuration.getIdempotentRepository() == null) {
            return DeliveredRecords.NOT_KEPT;
        }
        if (configuration.getOperation() == HerobaseOperation.rawLeads) {
            throw new IllegalArgumentException(
                    "herobase:rawLeads does not take idempotentRepository: the repository would"
                            + " grow by an entry for each field of each lead");
        }
        ServiceHelper.startService(configuration.getIdempotentRepository());
        return DeliveredRecords.in(configuration.getIdempotentRepository());
    }

    /** Where a consumer without a stored position begins. */
    private static TimeExpression startingPoint(String text, ZoneId zone) {
        String value = text.trim();
        switch (value.toLowerCase(Locale.ROOT)) {
            case LATEST:
                return now -> now;
            case "beginning":
                return now -> BEGINNING;
            default:
                return DurationText.read(value)
                        .<TimeExpression>map(back -> now -> now.minus(back))
                        .orElseGet(() -> time(value, zone));
        }
    }

    private static TimeExpression time(String value, ZoneId zone) {
        try {
            return TimeExpression.parse("initialFrom", value, zone);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    e.getMessage() + "; or latest, beginning, or a duration back from now such as 30d or P30D", e);
        }
    }
}
