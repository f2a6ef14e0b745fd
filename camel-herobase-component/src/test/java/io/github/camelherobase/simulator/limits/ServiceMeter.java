package io.github.camelherobase.simulator.limits;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Counts the requests of one owner to one service. */
final class ServiceMeter {

    private final RatePolicy policy;
    private final Window day = new Window(Duration.ofHours(24), first -> first);
    private final Window minute;

    ServiceMeter(RatePolicy policy) {
        this.policy = policy;
        this.minute = new Window(Duration.ofMinutes(1), policy.minuteAnchor()::startFor);
    }

    synchronized Verdict judge(long dailyLimit, FairUse fairUse, Instant now) {
        Tariff tariff = policy.tariff(dailyLimit, fairUse, now);
        long minuteLimit = RatePolicy.minuteLimit(dailyLimit);
        day.rollTo(now);
        if (tariff.minuteRated()) {
            minute.rollTo(now);
        }
        Optional<WindowKind> exceeded = exceeded(tariff, dailyLimit, minuteLimit, now);
        boolean charged = exceeded.isEmpty() || policy.refused() == RefusedRequests.CHARGED;
        if (charged) {
            charge(tariff);
        }
        long units = charged ? tariff.units() : 0;
        WindowKind shown = exceeded.orElse(tariff.minuteRated() ? WindowKind.MINUTE : WindowKind.DAY);
        return switch (shown) {
            case DAY -> verdict(exceeded, units, dailyLimit, day, now);
            case MINUTE -> verdict(exceeded, units, minuteLimit, minute, now);
        };
    }

    synchronized ServiceUsage usage(String serviceKey, long dailyLimit, Instant now) {
        return new ServiceUsage(serviceKey, dailyLimit, day.used(now), day.secondsLeft(now));
    }

    synchronized List<WindowUsage> windows(long dailyLimit, Instant now) {
        return List.of(
                new WindowUsage(WindowKind.DAY, dailyLimit, day.used(now), day.secondsLeft(now)),
                new WindowUsage(
                        WindowKind.MINUTE,
                        RatePolicy.minuteLimit(dailyLimit),
                        minute.used(now),
                        minute.secondsLeft(now)));
    }

    private Optional<WindowKind> exceeded(Tariff tariff, long dailyLimit, long minuteLimit, Instant now) {
        if (day.used(now) + tariff.units() > dailyLimit) {
            return Optional.of(WindowKind.DAY);
        }
        if (tariff.minuteRated() && minute.used(now) + 1 > minuteLimit) {
            return Optional.of(WindowKind.MINUTE);
        }
        return Optional.empty();
    }

    private void charge(Tariff tariff) {
        day.use(tariff.units());
        if (tariff.minuteRated()) {
            minute.use(1);
        }
    }

    private static Verdict verdict(Optional<WindowKind> refusedBy, long units, long limit, Window shown, Instant now) {
        return new Verdict(refusedBy, units, limit, Math.max(0, limit - shown.used(now)), shown.secondsLeft(now));
    }
}
