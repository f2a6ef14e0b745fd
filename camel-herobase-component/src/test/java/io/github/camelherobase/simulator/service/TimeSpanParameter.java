package io.github.camelherobase.simulator.service;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Period;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.camelherobase.simulator.http.QueryParameters;

/** Reads time spans in queries: {@code PnYnMnDTnHnMnS}, case sensitive (vendor's page, "TimeSpan"). */
final class TimeSpanParameter {

    private static final Pattern SYNTAX = Pattern.compile("P(?=.)(?:(\\d{1,6})Y)?(?:(\\d{1,6})M)?(?:(\\d{1,6})D)?"
            + "(?:T(?=.)(?:(\\d{1,9})H)?(?:(\\d{1,9})M)?(?:(\\d{1,9}(?:\\.\\d{1,9})?)S)?)?");

    /** A period of the calendar and an exact time. */
    record TimeSpan(Period period, Duration time) {}

    private TimeSpanParameter() {}

    static Optional<TimeSpan> read(QueryParameters query, String name) {
        return query.text(name).map(text -> parse(text, name));
    }

    private static TimeSpan parse(String text, String name) {
        Matcher matcher = SYNTAX.matcher(text);
        if (!matcher.matches()) {
            throw RefusedException.argument(name, "Not an ISO 8601 duration");
        }
        Period period = Period.of(number(matcher, 1), number(matcher, 2), number(matcher, 3));
        BigDecimal seconds = matcher.group(6) == null ? BigDecimal.ZERO : new BigDecimal(matcher.group(6));
        Duration time = Duration.ofHours(number(matcher, 4))
                .plusMinutes(number(matcher, 5))
                .plusNanos(seconds.movePointRight(9).longValueExact());
        return new TimeSpan(period, time);
    }

    private static int number(Matcher matcher, int group) {
        return matcher.group(group) == null ? 0 : Integer.parseInt(matcher.group(group));
    }
}
