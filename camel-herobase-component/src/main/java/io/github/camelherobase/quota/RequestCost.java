package io.github.camelherobase.quota;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;

/** How many units of the daily limit one request costs. */
@FunctionalInterface
public interface RequestCost {

    /** With the fair-use policy every request costs one. */
    RequestCost FAIR_USE = when -> 1;

    /** The units that a request sent at {@code when} costs at the most. */
    int at(Instant when);

    /**
     * Without the fair-use policy: 8 in production hours (8:00 to 21:00 in {@code zone}), 4 outside. The page names 4
     * and, one sentence later, 1 for outside; we reckon with the dearer, and where the server counts less, its
     * {@code Remaining} gives back what we counted too much. Close to an edge the dearer hour counts, as the server's
     * clock is not ours.
     */
    static RequestCost naive(ZoneId zone) {
        Duration doubt = Duration.ofSeconds(2);
        return when -> productionHours(when.minus(doubt), zone) || productionHours(when.plus(doubt), zone) ? 8 : 4;
    }

    /**
     * The fewest units that requests spread over a day can cost without the fair-use policy: 8 in the 13 production hours,
     * and 1 in the others, as one of the page's two sentences has it. A service of a low limit counts one.
     */
    static long leastWithoutFairUse(long requestsADay, long dailyLimit) {
        return dailyLimit > ServiceWindows.HIGH_LIMIT ? requestsADay * (13 * 8 + 11) / 24 : requestsADay;
    }

    private static boolean productionHours(Instant when, ZoneId zone) {
        LocalTime time = when.atZone(zone).toLocalTime();
        return !time.isBefore(LocalTime.of(8, 0)) && time.isBefore(LocalTime.of(21, 0));
    }
}
