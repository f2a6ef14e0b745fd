package io.github.camelherobase;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;

import org.apache.camel.util.TimeUtils;

import io.github.camelherobase.operation.TimeExpression;

/** The option {@code initialFrom}: where a consumer without a stored position begins. */
final class StartingPoint {

    /** Before any lead of HeroBase. */
    private static final Instant BEGINNING = Instant.parse("2000-01-01T00:00:00Z");

    private StartingPoint() {}

    /** @throws IllegalArgumentException when it is none of the forms that the option describes */
    static TimeExpression parse(String text, ZoneId zone) {
        String value = text.trim();
        switch (value.toLowerCase(Locale.ROOT)) {
            case "latest":
                return now -> now;
            case "beginning":
                return now -> BEGINNING;
            default:
                Duration back = duration(value);
                return back == null ? TimeExpression.parse("initialFrom", value, zone) : now -> now.minus(back);
        }
    }

    /** Null when the text is something else. */
    private static Duration duration(String value) {
        try {
            return value.startsWith("P") ? Duration.parse(value) : TimeUtils.toDuration(value);
        } catch (RuntimeException e) {
            // Not a duration: a time, or a mistake that reading it as a time will name.
            return null;
        }
    }
}
