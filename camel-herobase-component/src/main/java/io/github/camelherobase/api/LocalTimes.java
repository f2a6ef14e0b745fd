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
        try {
            return LocalDateTime.parse(text).atZone(zone).toOffsetDateTime();
        } catch (DateTimeParseException notLocal) {
            return OffsetDateTime.parse(text);
        }
    }

    /** The form that exports use, many times as fast as the platform's parser; null for any other. */
    static OffsetDateTime usual(byte[] text, int begin, int end, ZoneId zone) {
        int length = end - begin;
        if (length < SECONDS_LENGTH
                || length == SECONDS_LENGTH + 1
                || length > SECONDS_LENGTH + 1 + MOST_DECIMALS
                || text[begin + 4] != '-'
                || text[begin + 7] != '-'
                || text[begin + 10] != 'T'
                || text[begin + 13] != ':'
                || text[begin + 16] != ':'
                || length > SECONDS_LENGTH && text[begin + SECONDS_LENGTH] != '.') {
            return null;
        }
        int nanos = length == SECONDS_LENGTH ? 0 : number(text, begin + SECONDS_LENGTH + 1, end);
        for (int decimals = Math.max(0, length - SECONDS_LENGTH - 1); decimals < MOST_DECIMALS; decimals++) {
            nanos *= 10;
        }
        int year = number(text, begin, begin + 4);
        int month = number(text, begin + 5, begin + 7);
        int day = number(text, begin + 8, begin + 10);
        int hour = number(text, begin + 11, begin + 13);
        int minute = number(text, begin + 14, begin + 16);
        int second = number(text, begin + 17, begin + SECONDS_LENGTH);
        if ((year | month | day | hour | minute | second | nanos) < 0) {
            return null;
        }
        try {
            return SteadyDay.at(year, month, day, LocalTime.of(hour, minute, second, nanos), zone);
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** Negative when there is something else than digits. */
    private static int number(byte[] text, int begin, int end) {
        int number = 0;
        int wrong = 0;
        for (int i = begin; i < end; i++) {
            int digit = text[i] - '0';
            wrong |= digit | 9 - digit;
            number = number * 10 + digit;
        }
        return wrong < 0 ? -1 : number;
    }

    /**
     * A day on which no clock changes, and its offset. Exports hold the same few days over and over, for which the platform
     * need not be asked each time. Safe for threads: a place holds a whole day or none.
     */
    private record SteadyDay(ZoneId zone, LocalDate day, ZoneOffset offset) {

        private static final int PLACES = 512;
        private static final SteadyDay[] KNOWN = new SteadyDay[PLACES];

        static OffsetDateTime at(int year, int month, int day, LocalTime time, ZoneId zone) {
            int place = month * 31 + day & PLACES - 1;
            SteadyDay known = KNOWN[place];
            if (known != null && known.is(year, month, day, zone)) {
                return OffsetDateTime.of(known.day, time, known.offset);
            }
            LocalDate date = LocalDate.of(year, month, day);
            OffsetDateTime instant = date.atTime(time).atZone(zone).toOffsetDateTime();
            if (isSteady(date, zone)) {
                KNOWN[place] = new SteadyDay(zone, date, instant.getOffset());
            }
            return instant;
        }

        private boolean is(int year, int month, int dayOfMonth, ZoneId wanted) {
            return day.getDayOfMonth() == dayOfMonth
                    && day.getMonthValue() == month
                    && day.getYear() == year
                    && zone.equals(wanted);
        }

        /** Looked at from the day before, for a change at midnight belongs to the day too. */
        private static boolean isSteady(LocalDate day, ZoneId zone) {
            ZonedDateTime dayBefore = day.minusDays(1).atTime(LocalTime.NOON).atZone(zone);
            ZoneOffsetTransition next = zone.getRules().nextTransition(dayBefore.toInstant());
            return next == null || next.getDateTimeBefore().toLocalDate().isAfter(day);
        }
    }
}
