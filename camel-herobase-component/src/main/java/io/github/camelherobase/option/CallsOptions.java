package io.github.camelherobase.option;

import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import io.github.camelherobase.HerobaseConfiguration;
import io.github.camelherobase.HerobaseConstants;
import io.github.camelherobase.calls.CallsFilter;
import io.github.camelherobase.cursor.TimeWindow;
import io.github.camelherobase.request.AskedPeriod;
import io.github.camelherobase.request.DurationText;
import io.github.camelherobase.request.TimeExpression;

/** Which calls an endpoint asks for; the headers of a message override its options. */
public final class CallsOptions {

    private static final Duration SHORTEST_SLICE = Duration.ofSeconds(1);

    private final List<String> orgCodes;
    private final IncludeNames include;
    private final TimeExpression startTime;
    private final TimeExpression endTime;
    private final String timeSpan;
    private final Duration slice;
    private final ZoneId zone;

    /** @throws IllegalArgumentException naming the option that is wrong */
    public CallsOptions(HerobaseConfiguration configuration, ZoneId zone) {
        this.zone = zone;
        this.orgCodes = OptionText.names(configuration.getOrgCodes());
        this.include = new IncludeNames(configuration);
        this.startTime = OptionText.time("startTime", configuration.getStartTime(), zone);
        this.endTime = OptionText.time("endTime", configuration.getEndTime(), zone);
        this.timeSpan = configuration.getTimeSpan();
        this.slice = configuration.getWindowSize() == null
                ? null
                : OptionText.atLeast("windowSize", configuration.getWindowSize(), SHORTEST_SLICE);
        if (endTime != null && timeSpan != null) {
            throw new IllegalArgumentException("endTime and timeSpan are both set; keep one of them");
        }
        if (timeSpan != null) {
            end("timeSpan", Instant.EPOCH, timeSpan);
        }
    }

    /** @throws IllegalArgumentException when no org code is named */
    public CallsFilter filter(Function<String, Object> values) {
        OverridingHeaders headers = new OverridingHeaders(values);
        List<String> codes = headers.names(HerobaseConstants.ORG_CODES, orgCodes);
        if (codes.isEmpty()) {
            throw new IllegalArgumentException(
                    "No org code is named, and the server lists calls of org codes only: set the"
                            + " option orgCodes or the header CamelHerobaseOrgCodes, to * for all units");
        }
        return new CallsFilter(codes, include.of(headers));
    }

    /** How long a period is asked for at once, to begin with; null: all of it. */
    public Duration slice() {
        return slice;
    }

    /** @throws IllegalArgumentException when no start is named, or the end is before it */
    public TimeWindow window(Function<String, Object> values, Instant now) {
        OverridingHeaders headers = new OverridingHeaders(values);
        TimeExpression start = headers.time(HerobaseConstants.START_TIME, startTime, zone);
        if (start == null) {
            throw new IllegalArgumentException(
                    "No startTime: set the option startTime or the header CamelHerobaseStartTime,"
                            + " for example to today");
        }
        Instant from = start.at(now);
        Instant to = end(headers, from, now);
        AskedPeriod.check("startTime", from, "endTime", to);
        return new TimeWindow(from, to);
    }

    private Instant end(OverridingHeaders headers, Instant from, Instant now) {
        Object spanHeader = headers.value(HerobaseConstants.TIME_SPAN);
        Object endHeader = headers.value(HerobaseConstants.END_TIME);
        if (spanHeader != null && endHeader != null) {
            throw new IllegalArgumentException(
                    "The headers CamelHerobaseEndTime and CamelHerobaseTimeSpan are both set");
        }
        if (spanHeader != null) {
            return end(HerobaseConstants.TIME_SPAN, from, spanHeader.toString());
        }
        if (endHeader != null) {
            return OptionText.time(HerobaseConstants.END_TIME, endHeader, zone).at(now);
        }
        if (endTime != null) {
            return endTime.at(now);
        }
        return timeSpan == null ? null : end("timeSpan", from, timeSpan);
    }

    /** Years, months and days count in the account's zone. */
    private Instant end(String name, Instant from, String span) {
        try {
            Optional<Duration> fixed = DurationText.read(span);
            if (fixed.isPresent() && !span.startsWith("P")) {
                return from.plus(fixed.get());
            }
            int time = span.indexOf('T');
            String days = time < 0 ? span : span.substring(0, time);
            Period period = days.equals("P") ? Period.ZERO : Period.parse(days);
            Duration duration = time < 0 ? Duration.ZERO : Duration.parse("P" + span.substring(time));
            return from.atZone(zone).plus(period).toInstant().plus(duration);
        } catch (DateTimeParseException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    name + "=" + span + " is not a valid duration; expected one such as PT2H, P1D, P3Y or 2h", e);
        }
    }
}
