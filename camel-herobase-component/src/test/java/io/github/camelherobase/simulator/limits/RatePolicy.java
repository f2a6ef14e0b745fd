package io.github.camelherobase.simulator.limits;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;

/**
 * The vendor's rate limiting ("Rate limiting" on the vendor's page) with a switch for each open point. Immutable.
 *
 * @param zone of the production hours (inferred)
 * @param outsideUnits cost without fair use outside of production hours: the page says 4 and, a sentence later, 1
 * @param insideUnits cost without fair use within production hours
 * @param minuteAnchor when a minute begins
 * @param refused whether refused requests are counted
 * @param scope who shares a counter
 * @param serviceKeys what counts as one service
 * @param earlyRefusals whether requests without the right are counted
 */
public record RatePolicy(
        ZoneId zone,
        long outsideUnits,
        long insideUnits,
        MinuteAnchor minuteAnchor,
        RefusedRequests refused,
        CounterScope scope,
        ServiceKeys serviceKeys,
        EarlyRefusals earlyRefusals) {

    /** Services with more than this are "services with high limits". */
    static final long HIGH_LIMIT = 10_000;

    private static final LocalTime PRODUCTION_START = LocalTime.of(8, 0);
    private static final LocalTime PRODUCTION_END = LocalTime.of(21, 0);
    private static final long MINUTES_PER_DAY = 24 * 60;
    private static final long LEAST_MINUTE_LIMIT = 240;

    /** 4 and 8 units, minutes from the first request, refusals free, counted per account and route. */
    public static RatePolicy vendor(ZoneId zone) {
        return new RatePolicy(
                zone,
                4,
                8,
                MinuteAnchor.FIRST_REQUEST,
                RefusedRequests.FREE,
                CounterScope.ACCOUNT,
                ServiceKeys.PER_ROUTE,
                EarlyRefusals.UNCOUNTED);
    }

    public RatePolicy outsideUnits(long units) {
        return new RatePolicy(zone, units, insideUnits, minuteAnchor, refused, scope, serviceKeys, earlyRefusals);
    }

    public RatePolicy minuteAnchor(MinuteAnchor anchor) {
        return new RatePolicy(zone, outsideUnits, insideUnits, anchor, refused, scope, serviceKeys, earlyRefusals);
    }

    public RatePolicy refused(RefusedRequests requests) {
        return new RatePolicy(
                zone, outsideUnits, insideUnits, minuteAnchor, requests, scope, serviceKeys, earlyRefusals);
    }

    public RatePolicy scope(CounterScope counterScope) {
        return new RatePolicy(
                zone, outsideUnits, insideUnits, minuteAnchor, refused, counterScope, serviceKeys, earlyRefusals);
    }

    public RatePolicy serviceKeys(ServiceKeys keys) {
        return new RatePolicy(zone, outsideUnits, insideUnits, minuteAnchor, refused, scope, keys, earlyRefusals);
    }

    public RatePolicy earlyRefusals(EarlyRefusals refusals) {
        return new RatePolicy(zone, outsideUnits, insideUnits, minuteAnchor, refused, scope, serviceKeys, refusals);
    }

    public RatePolicy zone(ZoneId productionZone) {
        return new RatePolicy(
                productionZone, outsideUnits, insideUnits, minuteAnchor, refused, scope, serviceKeys, earlyRefusals);
    }

    /** Max(Ceiling(daily limit/(24*60)),240), as on the vendor's page. */
    static long minuteLimit(long dailyLimit) {
        return Math.max(Math.floorDiv(dailyLimit + MINUTES_PER_DAY - 1, MINUTES_PER_DAY), LEAST_MINUTE_LIMIT);
    }

    Tariff tariff(long dailyLimit, FairUse fairUse, Instant now) {
        if (dailyLimit <= HIGH_LIMIT) {
            // The additional rules are for services with high limits only.
            return new Tariff(1, false);
        }
        return switch (fairUse) {
            case MINUTE_RATED -> new Tariff(1, true);
            case NONE -> new Tariff(isProductionTime(now) ? insideUnits : outsideUnits, false);
        };
    }

    private boolean isProductionTime(Instant now) {
        LocalTime time = LocalTime.ofInstant(now, zone);
        return !time.isBefore(PRODUCTION_START) && time.isBefore(PRODUCTION_END);
    }
}
