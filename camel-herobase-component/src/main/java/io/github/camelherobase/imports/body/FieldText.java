package io.github.camelherobase.imports.body;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Clob;
import java.sql.SQLException;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalAmount;
import java.util.Date;
import java.util.Map;

/**
 * A field's value as it is sent: the service takes text only. The same value is the same text, whatever Java type a
 * route holds it in.
 *
 * @param zone of dates that have none
 */
public record FieldText(ZoneId zone) {

    private static final int MOST_DIGITS = 400;
    private static final int MOST_CHARACTERS = 16 * 1024 * 1024;

    /** @throws IllegalArgumentException naming field and type when the value cannot be sent; never the value */
    public String of(String field, Object value) {
        if (value instanceof CharSequence
                || value instanceof Character
                || value instanceof Boolean
                || JsonTrees.is(value)) {
            return text(field, value);
        }
        if (value instanceof Number number) {
            return number(field, number);
        }
        if (value instanceof Enum<?> constant) {
            return constant.name();
        }
        if (value instanceof ZonedDateTime time) {
            return time.toOffsetDateTime().toString();
        }
        if (isTime(value)) {
            return value.toString();
        }
        if (value instanceof Date date) {
            return date(date);
        }
        if (value instanceof Clob clob) {
            return clob(field, clob);
        }
        throw new IllegalArgumentException("its field " + field + " is a "
                + value.getClass().getName()
                + "; expected a text, a number, true or false, an enum, a time of java.time, a Date or a Clob");
    }

    private String text(String field, Object value) {
        if (!JsonTrees.is(value)) {
            return value.toString();
        }
        Object plain = JsonTrees.plain(value);
        if (plain == null || plain instanceof Map || plain instanceof Iterable) {
            throw new IllegalArgumentException("its field " + field + " is a JSON "
                    + (plain == null ? "null" : plain instanceof Map ? "object" : "array") + "; expected a text");
        }
        return of(field, plain);
    }

    private static boolean isTime(Object value) {
        return (value instanceof TemporalAccessor || value instanceof TemporalAmount)
                && value.getClass().getName().startsWith("java.time.");
    }

    private String date(Date date) {
        if (date instanceof java.sql.Date day) {
            return day.toLocalDate().toString();
        }
        if (date instanceof java.sql.Time time) {
            return time.toLocalTime().toString();
        }
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(date.toInstant().atZone(zone));
    }

    private static String clob(String field, Clob clob) {
        try {
            if (clob.length() > MOST_CHARACTERS) {
                throw new IllegalArgumentException(
                        "its field " + field + " is a Clob of more than " + MOST_CHARACTERS + " characters");
            }
            return clob.length() == 0 ? "" : clob.getSubString(1, (int) clob.length());
        } catch (SQLException e) {
            throw new IllegalArgumentException("its field " + field + " is a Clob that cannot be read", e);
        }
    }

    private static String number(String field, Number value) {
        BigDecimal number = decimal(field, value);
        // Before a text is made of it: 1e999999999 has nine characters and a billion digits.
        long whole = (long) number.precision() - number.scale();
        if (whole > MOST_DIGITS || number.scale() > MOST_DIGITS || number.precision() > MOST_DIGITS) {
            throw new IllegalArgumentException(
                    "its field " + field + " is a number of more than " + MOST_DIGITS + " digits");
        }
        boolean isWhole = number.signum() == 0 || number.stripTrailingZeros().scale() <= 0;
        return isWhole ? number.toBigInteger().toString() : number.toPlainString();
    }

    private static BigDecimal decimal(String field, Number value) {
        if (value instanceof BigDecimal decimal) {
            return decimal;
        }
        if (value instanceof BigInteger integer) {
            return new BigDecimal(integer);
        }
        if ((value instanceof Double || value instanceof Float) && !Double.isFinite(value.doubleValue())) {
            throw new IllegalArgumentException("its field " + field + " is not a finite number");
        }
        try {
            return new BigDecimal(value.toString());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("its field " + field + " is a "
                    + value.getClass().getName() + ", which is not written as a number");
        }
    }
}
