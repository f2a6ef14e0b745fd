package io.github.camelherobase.option;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.Date;
import java.util.List;

import io.github.camelherobase.request.TimeExpression;

/** Reads the forms in which options and headers give lists and times, and checks bounds. */
public final class OptionText {

    private OptionText() {}

    /** A comma list or a collection; empty for null. */
    public static List<String> names(Object value) {
        if (value == null) {
            return List.of();
        }
        if (value instanceof Collection<?> collection) {
            return collection.stream().map(String::valueOf).toList();
        }
        return Arrays.stream(value.toString().split(","))
                .map(String::trim)
                .filter(name -> !name.isEmpty())
                .toList();
    }

    /**
     * A text as {@link TimeExpression} reads it, or one of Java's own types; null for null.
     *
     * @param name of the option or header, for the message
     * @throws IllegalArgumentException when it is none of these
     */
    public static TimeExpression time(String name, Object value, ZoneId zone) {
        if (value == null) {
            return null;
        }
        if (value instanceof Instant instant) {
            return TimeExpression.of(instant);
        }
        if (value instanceof Date date) {
            return TimeExpression.of(date.toInstant());
        }
        if (value instanceof OffsetDateTime time) {
            return TimeExpression.of(time.toInstant());
        }
        if (value instanceof ZonedDateTime time) {
            return TimeExpression.of(time.toInstant());
        }
        if (value instanceof LocalDate date) {
            return TimeExpression.of(date.atStartOfDay(zone).toInstant());
        }
        return TimeExpression.parse(name, value.toString(), zone);
    }

    /** @throws IllegalArgumentException naming the option when its value is less */
    public static <T extends Comparable<T>> T atLeast(String option, T value, T least) {
        if (value.compareTo(least) < 0) {
            throw new IllegalArgumentException(option + "=" + value + " is too small; expected at least " + least);
        }
        return value;
    }
}
