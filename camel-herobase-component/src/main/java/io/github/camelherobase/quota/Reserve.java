package io.github.camelherobase.quota;

/**
 * What a request leaves of the day's limit to others.
 *
 * @param units so many; 0 when it is a share
 * @param percent of the limit as soon as that is known; 0 when it is units
 */
public record Reserve(long units, double percent) implements Comparable<Reserve> {

    public static final Reserve NONE = new Reserve(0, 0);

    public Reserve {
        if (units < 0 || !(percent >= 0 && percent < 100)) {
            throw new IllegalArgumentException("A reserve must be 0 units or more, or from 0 to less than 100 percent");
        }
    }

    public static Reserve units(long units) {
        return units == 0 ? NONE : new Reserve(units, 0);
    }

    /** @param text units such as {@code 100}, or a share such as {@code 10%} */
    public static Reserve parse(String text) {
        String number = text == null ? "" : text.trim();
        try {
            if (number.endsWith("%")) {
                return new Reserve(0, Double.parseDouble(number.substring(0, number.length() - 1)));
            }
            return number.isEmpty() ? NONE : units(Long.parseLong(number));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "quotaReserve=" + text
                            + " is not valid; expected units of the day's limit to leave unused, 0 or more,"
                            + " or a share of it such as 10%",
                    e);
        }
    }

    /** The units of a day of that limit. */
    long of(long limit) {
        return percent == 0 ? units : limit == QuotaWindow.UNLIMITED ? 0 : (long) Math.ceil(limit * percent / 100);
    }

    boolean isNone() {
        return units == 0 && percent == 0;
    }

    /** The smaller one first. */
    @Override
    public int compareTo(Reserve other) {
        int byPercent = Double.compare(percent, other.percent);
        return byPercent != 0 ? byPercent : Long.compare(units, other.units);
    }
}
