package io.github.camelherobase.request;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;

/**
 * A bound of a time filter as it goes out: whole seconds of local time without an offset, as the server compares local
 * times. In the hour that an autumn clock change doubles, a local time means two instants; there a lower bound is taken
 * down to the hour's start and an upper one up to its end, so that no record falls out.
 */
public final class LocalBound {

    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss");

    private LocalBound() {}

    public static String from(Instant instant, ZoneId zone) {
        LocalDateTime local = LocalDateTime.ofInstant(instant, zone).truncatedTo(ChronoUnit.SECONDS);
        ZoneOffsetTransition doubled = doubledHour(local, zone);
        return SECONDS.format(doubled == null ? local : doubled.getDateTimeAfter());
    }

    public static String to(Instant instant, ZoneId zone) {
        LocalDateTime exact = LocalDateTime.ofInstant(instant, zone);
        LocalDateTime local = exact.truncatedTo(ChronoUnit.SECONDS);
        if (local.isBefore(exact)) {
            local = local.plusSeconds(1);
        }
        ZoneOffsetTransition doubled = doubledHour(local, zone);
        return SECONDS.format(doubled == null ? local : doubled.getDateTimeBefore());
    }

    public static String plus(String bound, Duration time) {
        return SECONDS.format(LocalDateTime.parse(bound).plus(time));
    }

    /** Without regard to a doubled hour. */
    public static String seconds(Instant instant, ZoneId zone) {
        return SECONDS.format(LocalDateTime.ofInstant(instant, zone));
    }

    private static ZoneOffsetTransition doubledHour(LocalDateTime local, ZoneId zone) {
        ZoneOffsetTransition transition = zone.getRules().getTransition(local);
        return transition != null && transition.isOverlap() ? transition : null;
    }
}
