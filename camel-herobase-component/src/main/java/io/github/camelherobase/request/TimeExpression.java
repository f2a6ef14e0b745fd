package io.github.camelherobase.request;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.time.zone.ZoneOffsetTransition;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A time as route authors write it: {@code today}, {@code yesterday}, {@code now}, {@code now-2h}, {@code now-PT2H}, an
 * ISO 8601 date, or a date-time with an offset or in the account's zone. Resolved anew at each exchange.
 */
@FunctionalInterface
public interface TimeExpression {

    Pattern BACK_FROM_NOW = Pattern.compile("now\\s*-\\s*(\\S+)");
    /** The plus sign of an offset is a blank once a URI was decoded. */
    Pattern EATEN_PLUS = Pattern.compile("(T.*) (\\d{2}:?\\d{2})$");

    Instant at(Instant now);

    /**
     * Reads an option or a header.
     *
     * @param name of the option or header, for the message
     * @throws IllegalArgumentException when it is none of the forms above
     */
    static TimeExpression parse(String name, String text, ZoneId zone) {
        String value = text.trim();
        switch (value.toLowerCase(Locale.ROOT)) {
            case "now":
                return now -> now;
            case "today":
                return now -> startOfDay(now.atZone(zone).toLocalDate(), zone);
            case "yesterday":
                return now -> startOfDay(now.atZone(zone).toLocalDate().minusDays(1), zone);
            default:
                break;
        }
        try {
            Matcher back = BACK_FROM_NOW.matcher(value);
            if (back.matches()) {
                Duration duration = duration(back.group(1));
                return now -> now.minus(duration);
            }
            Instant instant = instant(EATEN_PLUS.matcher(value).replaceFirst("$1+$2"), zone);
            return now -> instant;
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(
                    name + "=" + text + " is no time; expected an ISO 8601 date or date-time such as 2026-05-06 or"
                            + " 2026-05-06T10:00:00+02:00 (without an offset in the account's zone), today, yesterday, or"
                            + " now-2h",
                    e);
        }
    }

    /** A time that is fixed. */
    static TimeExpression of(Instant instant) {
        return now -> instant;
    }

    private static Duration duration(String text) {
        return DurationText.read(text)
                .orElseThrow(() -> new IllegalArgumentException(text + " is no duration such as 2h or PT2H"));
    }

    private static Instant instant(String value, ZoneId zone) {
        if (value.indexOf('T') < 0) {
            return startOfDay(LocalDate.parse(value), zone);
        }
        try {
            return OffsetDateTime.parse(value).toInstant();
        } catch (DateTimeParseException e) {
            return local(LocalDateTime.parse(value), zone);
        }
    }

    /** A time that a spring clock change leaves out is the moment of that change: nothing lies between. */
    private static Instant local(LocalDateTime time, ZoneId zone) {
        ZoneOffsetTransition transition = zone.getRules().getTransition(time);
        return transition != null && transition.isGap()
                ? transition.getInstant()
                : time.atZone(zone).toInstant();
    }

    private static Instant startOfDay(LocalDate day, ZoneId zone) {
        return local(day.atStartOfDay(), zone);
    }
}
