package io.github.camelherobase;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;

import io.github.camelherobase.operation.DurationText;
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
                return DurationText.read(value)
                        .<TimeExpression>map(back -> now -> now.minus(back))
                        .orElseGet(() -> TimeExpression.parse("initialFrom", value, zone));
        }
    }
}
