package io.github.camelherobase.quota;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.camelherobase.simulator.account.AccountSpec;
import io.github.camelherobase.simulator.limits.MinuteAnchor;
import io.github.camelherobase.simulator.limits.RatePolicy;

import static org.assertj.core.api.Assertions.assertThat;

/** A whole day at each limit, in simulated time against the simulator's rules: all of it is used, none is refused. */
class SimulatedDayTest {

    private static final ZoneId ZONE = ZoneId.of("Europe/Copenhagen");
    private static final Instant BEGIN = Instant.parse("2026-05-06T00:00:20Z");
    private static final Duration DAY = Duration.ofDays(1);
    private static final String LEADS = "POST /leads";
    private static final String EXPORT = "GET /simpleleads";

    private record Day(long units, long requests, long refused, double share) {}

    @ParameterizedTest
    @ValueSource(longs = {2_980, 10_000, 10_001, 100_000, 345_600, 500_000})
    void fairUseWithTheMinuteFromTheFirstRequest(long limit) {
        for (int millis : roundTrips(limit, 20, 50, 100)) {
            for (boolean jitter : new boolean[] {false, true}) {
                Day day = day(limit, true, UnaryOperator.identity(), Duration.ofMillis(millis), jitter);
                print("fair use, first-request minute, " + millis + " ms" + (jitter ? ", jitter" : ""), limit, day);
                assertThat(day.refused()).isZero();
                assertThat(day.share()).isGreaterThanOrEqualTo(0.999);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {2_980, 10_000, 10_001, 100_000, 345_600, 500_000})
    void fairUseWithClockMinutes(long limit) {
        for (int millis : roundTrips(limit, 20, 100, 900)) {
            Day day = day(limit, true, policy -> policy.minuteAnchor(MinuteAnchor.CLOCK), Duration.ofMillis(millis));
            print("fair use, clock minute, " + millis + " ms", limit, day);
            assertThat(day.refused()).isZero();
            assertThat(day.share()).isGreaterThanOrEqualTo(0.97);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {2_980, 10_000, 10_001, 100_000, 345_600, 500_000})
    void naive(long limit) {
        for (long outside : new long[] {4, 1}) {
            Day day = day(limit, false, policy -> policy.outsideUnits(outside), Duration.ofMillis(100));
            print("naive, " + outside + " outside production hours", limit, day);
            assertThat(day.refused()).isZero();
            assertThat(day.share()).isGreaterThanOrEqualTo(0.99);
        }
    }

    /** A day of half a million requests takes seconds of processor time: only the shortest, unless all sizes are asked for. */
    private static int[] roundTrips(long limit, int... millis) {
        return limit <= 100_000 || Boolean.getBoolean("proof") ? millis : new int[] {millis[0]};
    }

    private static Day day(long limit, boolean fairUse, UnaryOperator<RatePolicy> policy, Duration roundTrip) {
        return day(limit, fairUse, policy, roundTrip, false);
    }

    private static Day day(
            long limit, boolean fairUse, UnaryOperator<RatePolicy> policy, Duration roundTrip, boolean jitter) {
        SimulatedTime time = new SimulatedTime(BEGIN);
        AccountSpec account = AccountSpec.named("user", "password").defaultDailyLimit(limit);
        SimulatedServer server = new SimulatedServer(time, policy.apply(RatePolicy.vendor(ZONE)), account, roundTrip);
        if (jitter) {
            server.jitter();
        }
        AccountQuota quota = new AccountQuota("user", fairUse, ZONE, Duration.ofMinutes(15), time);
        quota.usageFrom(server.usageOf(Set.of(LEADS, EXPORT)));
        for (String service : List.of(LEADS, EXPORT)) {
            new SimulatedLanes(server, quota, "ours", service, QuotaTerms.waiting(QuotaTerms.UNTIL_RESET)).start(16);
        }
        // The server's day begins with the first request, which follows the answers about the limits.
        time.runUntil(BEGIN.plus(DAY));
        assertThat(server.book("usage", "GET /counts").accepted()).isBetween(1L, 200L);
        SimulatedServer.Book book = server.book("ours", LEADS);
        assertThat(server.book("ours", EXPORT).units()).isBetween(book.units() - 16, book.units() + 16);
        return new Day(book.units(), book.accepted(), book.refused(), (double) book.units() / limit);
    }

    private static void print(String what, long limit, Day day) {
        System.out.printf(
                Locale.ROOT,
                "%-48s limit %7d: %7d requests, %7d units = %7.3f %%, %d refused%n",
                what,
                limit,
                day.requests(),
                day.units(),
                100 * day.share(),
                day.refused());
    }
}
