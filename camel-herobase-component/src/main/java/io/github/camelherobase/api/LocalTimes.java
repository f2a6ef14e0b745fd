package io.github.camelherobase.api;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;
import java.time.zone.ZoneOffsetTransition;

/**
 * Times as the server writes them: local time with seven decimals and no offset. In the hour that an autumn clock change
 * doubles, the first of the two is meant.
 */
final class LocalTimes {

    /** {@code 2026-05-06T10:16:41}. */
    private static final int SECONDS_LENGTH = 19;

    private static final int MOST_DECIMALS = 9;

    private LocalTimes() {}

    /**
     * Null for none.
     *
     * @throws DateTimeParseException when it is no date and time
     */
    static OffsetDateTime read(String text, ZoneId zone) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        LocalDateTime usual = usual(text);
        try {
            LocalDateTime local = usual == null ? LocalDateTime.parse(text) : usual;
            return DayOffset.apply(local, zone);
        } catch (DateTimeParseException notLocal) {
            return OffsetDateTime.parse(text);
        }
    }

    /** The form that exports use, many times as fast as the platform's parser; null for any other. */
    private static LocalDateTime usual(String text) {
        int length = text.length();
        if (length < SECONDS_LENGTH
                || length == SECONDS_LENGTH + 1
                || length > SECONDS_LENGTH + 1 + MOST_DECIMALS
                || text.charAt(4) != '-'
                || text.charAt(7) != '-'
                || text.charAt(10) != 'T'
                || text.charAt(13) != ':'
                || text.charAt(16) != ':'
                || length > SECONDS_LENGTH && text.charAt(SECONDS_LENGTH) != '.') {
            return null;
        }
        int nanos = length == SECONDS_LENGTH ? 0 : number(text, SECONDS_LENGTH + 1, length);
        for (int decimals = Math.max(0, length - SECONDS_LENGTH - 1); decimals < MOST_DECIMALS; decimals++) {
            nanos *= 10;
        }
        int year = number(text, 0, 4);
        int month = number(text, 5, 7);
        int day = number(text, 8, 10);
        int hour = number(text, 11, 13);
        int minute = number(text, 14, 16);
        int second = number(text, 17, SECONDS_LENGTH);
        if ((year | month | day | hour | minute | second | nanos) < 0) {
            return null;
        }
        try {
            return LocalDateTime.of(year, month, day, hour, minute, second, nanos);
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** Negative when there is something else than digits. */
    private static int number(String text, int begin, int end) {
        int number = 0;
        int wrong = 0;
        for (int i = begin; i < end; i++) {
            int digit = text.charAt(i) - '0';
            wrong |= digit | 9 - digit;
            number = number * 10 + digit;
        }
        return wrong < 0 ? -1 : number;
    }

    /**
     * The offset of a day on which no clock changes. Exports hold the same few days over and over, for which the platform
     * need not be asked each time. Safe for threads: a place holds a whole day or none.
     */
    private record DayOffset(ZoneId zone, LocalDate day, ZoneOffset offset) {

        private static final int PLACES = 512;
        private static final DayOffset[] KNOWN = new DayOffset[PLACES];

        static OffsetDateTime apply(LocalDateTime local, ZoneId zone) {
            LocalDate day = local.toLocalDate();
            int place = day.getMonthValue() * 31 + day.getDayOfMonth() & PLACES - 1;
            DayOffset known = KNOWN[place];
            if (known != null && known.day.equals(day) && known.zone.equals(zone)) {
                return OffsetDateTime.of(local, known.offset);
            }
            OffsetDateTime time = local.atZone(zone).toOffsetDateTime();
            if (isSteady(day, zone)) {
                KNOWN[place] = new DayOffset(zone, day, time.getOffset());
            }
            return time;
        }

        /** Looked at from the day before, for a change at midnight belongs to the day too. */
        private static boolean isSteady(LocalDate day, ZoneId zone) {
            ZonedDateTime dayBefore = day.minusDays(1).atTime(LocalTime.NOON).atZone(zone);
            ZoneOffsetTransition next = zone.getRules().nextTransition(dayBefore.toInstant());
            return next == null || next.getDateTimeBefore().toLocalDate().isAfter(day);
        }
    }
}
