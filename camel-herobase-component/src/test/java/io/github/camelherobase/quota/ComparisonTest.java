package io.github.camelherobase.quota;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Set;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.camelherobase.simulator.account.AccountSpec;
import io.github.camelherobase.simulator.limits.FairUse;
import io.github.camelherobase.simulator.limits.RatePolicy;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A day of ours beside a day of the vendor's sample client, which sleeps 250 ms after each answer, and of Camel's
 * Throttle EIP at 240 exchanges a minute, modelled after its way: each permit may be used again a period after it was
 * taken. Both send the fair-use header, and neither understands a 429.
 */
class ComparisonTest {

    private static final ZoneId ZONE = ZoneId.of("Europe/Copenhagen");
    private static final Instant BEGIN = Instant.parse("2026-05-06T00:00:20Z");
    private static final Duration DAY = Duration.ofDays(1);
    private static final String LEADS = "POST /leads";

    @ParameterizedTest
    @ValueSource(longs = {2_980, 10_001, 100_000, 345_600, 500_000})
    void aDayBesideOthers(long limit) {
        SimulatedServer.Book ours = ours(limit);
        SimulatedServer.Book sample = sample(limit, FairUse.MINUTE_RATED);
        SimulatedServer.Book naive = sample(limit, FairUse.NONE);
        SimulatedServer.Book throttle = throttle(limit);
        System.out.printf(
                Locale.ROOT,
                "Accepted (refused) in a day, limit %7d: ours %d (%d), sample client %d (%d), without header %d (%d),"
                        + " Throttle %d (%d)%n",
                limit,
                ours.accepted(),
                ours.refused(),
                sample.accepted(),
                sample.refused(),
                naive.accepted(),
                naive.refused(),
                throttle.accepted(),
                throttle.refused());
        assertThat(ours.refused()).isZero();
        assertThat(ours.accepted()).isGreaterThanOrEqualTo(Math.max(sample.accepted(), throttle.accepted()) * 99 / 100);
    }

    private static SimulatedServer.Book ours(long limit) {
        SimulatedTime time = new SimulatedTime(BEGIN);
        SimulatedServer server = server(time, limit);
        AccountQuota quota = new AccountQuota("user@host", true, ZONE, Duration.ofMinutes(15), time);
        quota.usageFrom(server.usageOf(Set.of(LEADS)));
        new SimulatedLanes(server, quota, "client", LEADS, QuotaTerms.waiting(QuotaTerms.UNTIL_RESET)).start(16);
        time.runUntil(BEGIN.plus(DAY));
        return server.book("client", LEADS);
    }

    private static SimulatedServer.Book sample(long limit, FairUse fairUse) {
        SimulatedTime time = new SimulatedTime(BEGIN);
        SimulatedServer server = server(time, limit);
        postAndSleep(time, server, fairUse);
        time.runUntil(BEGIN.plus(DAY));
        return server.book("client", LEADS);
    }

    private static void postAndSleep(SimulatedTime time, SimulatedServer server, FairUse fairUse) {
        server.send(
                "client",
                LEADS,
                fairUse,
                answer -> time.callAfter(Duration.ofMillis(250), () -> postAndSleep(time, server, fairUse)));
    }

    private static SimulatedServer.Book throttle(long limit) {
        SimulatedTime time = new SimulatedTime(BEGIN);
        SimulatedServer server = server(time, limit);
        Deque<Instant> permits = new ArrayDeque<>();
        for (int permit = 0; permit < 240; permit++) {
            permits.add(BEGIN);
        }
        for (int lane = 0; lane < 16; lane++) {
            throttled(time, server, permits);
        }
        time.runUntil(BEGIN.plus(DAY));
        return server.book("client", LEADS);
    }

    private static void throttled(SimulatedTime time, SimulatedServer server, Deque<Instant> permits) {
        Instant free = permits.remove();
        Instant taken = free.isAfter(time.now()) ? free : time.now();
        permits.add(taken.plus(Duration.ofMinutes(1)));
        time.callAt(
                taken,
                () -> server.send("client", LEADS, FairUse.MINUTE_RATED, answer -> throttled(time, server, permits)));
    }

    private static SimulatedServer server(SimulatedTime time, long limit) {
        SimulatedServer server = new SimulatedServer(
                time,
                RatePolicy.vendor(ZONE),
                AccountSpec.named("user", "password").defaultDailyLimit(limit),
                Duration.ofMillis(100));
        server.jitter();
        return server;
    }
}
