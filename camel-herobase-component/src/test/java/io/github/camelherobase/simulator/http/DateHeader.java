package io.github.camelherobase.simulator.http;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.Supplier;

/** The {@code Date} header's value for the time that a clock shows; made once a second. */
public final class DateHeader implements Supplier<String> {

    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH);

    private record Rendered(long second, String text) {}

    private final Supplier<Instant> clock;
    private volatile Rendered last = new Rendered(Long.MIN_VALUE, "");

    public DateHeader(Supplier<Instant> clock) {
        this.clock = clock;
    }

    /** How a time stands in the header. */
    public static String text(Instant time) {
        return FORMAT.format(time.atOffset(ZoneOffset.UTC));
    }

    @Override
    public String get() {
        Instant now = clock.get();
        Rendered known = last;
        if (known.second() != now.getEpochSecond()) {
            known = new Rendered(now.getEpochSecond(), text(now));
            last = known;
        }
        return known.text();
    }
}
