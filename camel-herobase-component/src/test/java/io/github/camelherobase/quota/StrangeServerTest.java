package io.github.camelherobase.quota;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.github.camelherobase.simulator.account.AccountSpec;
import io.github.camelherobase.simulator.limits.FairUse;
import io.github.camelherobase.simulator.limits.MinuteAnchor;
import io.github.camelherobase.simulator.limits.RatePolicy;

import static org.assertj.core.api.Assertions.assertThat;

/** Other programs of the account, headers that lie, and slow answers: few refusals, each waited out, no storm. */
class StrangeServerTest {

    private static final ZoneId ZONE = ZoneId.of("Europe/Copenhagen");
    private static final Instant BEGIN = Instant.parse("2026-05-06T00:00:20Z");
    private static final Duration DAY = Duration.ofDays(1);
    private static final String LEADS = "POST /leads";
    private static final QuotaTerms PATIENT = QuotaTerms.waiting(QuotaTerms.UNTIL_RESET);

    private final SimulatedTime time = new SimulatedTime(BEGIN);

    static Stream<Arguments> lies() {
        return Stream.of(
                Arguments.of("frozen", frozen()),
                Arguments.of("missing", (UnaryOperator<RateLimit>) said -> RateLimit.UNKNOWN),
                Arguments.of("all 30 % less", scaled(0.7, 0.7)),
                Arguments.of("all 30 % more", scaled(1.3, 1.3)),
                Arguments.of("limit 30 % more", scaled(1.3, 1)),
                Arguments.of("remaining 30 % less", scaled(1, 0.7)),
                Arguments.of("remaining 30 % more", scaled(1, 1.3)),
                Arguments.of("reset jumping within the minute", jumping(60)),
                Arguments.of("reset jumping within two minutes", jumping(120)),
                Arguments.of("reset jumping within the day", jumping(86_400)));
    }

    private static UnaryOperator<RateLimit> frozen() {
        RateLimit[] first = new RateLimit[1];
        return said -> first[0] = first[0] == null ? said : first[0];
    }

    private static UnaryOperator<RateLimit> scaled(double limit, double remaining) {
        return said -> new RateLimit(
                Math.round(said.limit() * limit), Math.round(said.remaining() * remaining), said.resetSeconds());
    }

    private static UnaryOperator<RateLimit> jumping(int most) {
        Random random = new Random(1);
        return said -> new RateLimit(said.limit(), said.remaining(), (long) random.nextInt(most));
    }

    @ParameterizedTest
    @MethodSource("lies")
    void headersThatLie(String lie, UnaryOperator<RateLimit> headers) {
        for (boolean rights : new boolean[] {true, false}) {
            SimulatedTime day = new SimulatedTime(BEGIN);
            SimulatedServer server = server(day, 100_000, UnaryOperator.identity(), Duration.ofMillis(100));
            server.headers(headers);
            AccountQuota quota = quota(day);
            quota.usageFrom(rights ? server.usageOf(Set.of(LEADS)) : server.noUsage());
            SimulatedLanes lanes = new SimulatedLanes(server, quota, "ours", LEADS, PATIENT);
            lanes.start(16);

            day.runUntil(BEGIN.plus(Duration.ofHours(6)));

            long refused = server.book("ours", LEADS).refused();
            System.out.printf(
                    Locale.ROOT,
                    "Headers %s, %s right to counts: %d requests in 6 hours (%.1f %% of the minutes), %d refused%n",
                    lie,
                    rights ? "with" : "without",
                    lanes.given(),
                    lanes.given() / 864.0,
                    refused);
            assertThat(refused).isLessThanOrEqualTo(100);
            assertThat(lanes.given()).isGreaterThanOrEqualTo(240);
        }
    }

    @ParameterizedTest
    @MethodSource("anchors")
    void aForeignClientEatsAThirdOfTheMinute(MinuteAnchor anchor, boolean rights) {
        long limit = 345_600;
        SimulatedServer server = server(time, limit, policy -> policy.minuteAnchor(anchor), Duration.ofMillis(100));
        AccountQuota quota = quota(time);
        quota.usageFrom(rights ? server.usageOf(Set.of(LEADS)) : server.noUsage());
        SimulatedLanes lanes = new SimulatedLanes(server, quota, "ours", LEADS, PATIENT);
        lanes.start(16);
        foreign(server, Duration.ofMillis(750));

        time.runUntil(BEGIN.plus(DAY));

        report("A foreign client eats a third of the minute, " + anchor, rights, limit, server);
        long all = server.book("ours", LEADS).units()
                + server.book("foreign", LEADS).units();
        assertThat(all).isGreaterThanOrEqualTo(limit * 95 / 100);
    }

    static Stream<Arguments> anchors() {
        return Stream.of(MinuteAnchor.values())
                .flatMap(anchor -> Stream.of(Arguments.of(anchor, true), Arguments.of(anchor, false)));
    }

    @Test
    void aForeignClientEatsAThirdOfTheDay() {
        for (boolean rights : new boolean[] {true, false}) {
            SimulatedTime day = new SimulatedTime(BEGIN);
            long limit = 100_000;
            SimulatedServer server = server(day, limit, UnaryOperator.identity(), Duration.ofMillis(100));
            AccountQuota quota = quota(day);
            quota.usageFrom(rights ? server.usageOf(Set.of(LEADS)) : server.noUsage());
            new SimulatedLanes(server, quota, "ours", LEADS, PATIENT).start(16);
            foreign(day, server, Duration.ofMillis(750));

            day.runUntil(BEGIN.plus(DAY));

            report("A foreign client eats a third of the day", rights, limit, server);
            SimulatedServer.Book ours = server.book("ours", LEADS);
            assertThat(ours.units() + server.book("foreign", LEADS).units()).isEqualTo(limit);
            assertThat(ours.refusedByDay()).isLessThanOrEqualTo(rights ? 16 : 48);
        }
    }

    @ParameterizedTest
    @MethodSource("edges")
    void inFlightOverTheEdgeOfAWindow(MinuteAnchor anchor, int roundTripMillis) {
        SimulatedServer server =
                server(time, 345_600, policy -> policy.minuteAnchor(anchor), Duration.ofMillis(roundTripMillis));
        AccountQuota quota = quota(time);
        quota.usageFrom(server.usageOf(Set.of(LEADS)));
        new SimulatedLanes(server, quota, "ours", LEADS, PATIENT).start(16);

        time.runUntil(BEGIN.plus(Duration.ofHours(6)));

        assertThat(server.book("ours", LEADS).refused()).isZero();
    }

    static Stream<Arguments> edges() {
        return Stream.of(MinuteAnchor.values())
                .flatMap(anchor -> Stream.of(200, 1_000, 3_000, 3_990, 4_100, 10_000, 59_000)
                        .map(millis -> Arguments.of(anchor, millis)));
    }

    private void foreign(SimulatedServer server, Duration pause) {
        foreign(time, server, pause);
    }

    private static void foreign(SimulatedTime time, SimulatedServer server, Duration pause) {
        time.callAfter(pause, () -> {
            server.send("foreign", LEADS, FairUse.MINUTE_RATED, answer -> {});
            foreign(time, server, pause);
        });
    }

    private static void report(String what, boolean rights, long limit, SimulatedServer server) {
        SimulatedServer.Book ours = server.book("ours", LEADS);
        SimulatedServer.Book foreign = server.book("foreign", LEADS);
        System.out.printf(
                Locale.ROOT,
                "%s, %s right to counts: ours %d, %d refused (%d by the day); foreign %d, %d refused; together %.2f %%%n",
                what,
                rights ? "with" : "without",
                ours.units(),
                ours.refused(),
                ours.refusedByDay(),
                foreign.units(),
                foreign.refused(),
                100.0 * (ours.units() + foreign.units()) / limit);
    }

    private static AccountQuota quota(SimulatedTime time) {
        return new AccountQuota("user@host", true, ZONE, Duration.ofMinutes(15), time);
    }

    private static SimulatedServer server(
            SimulatedTime time, long limit, UnaryOperator<RatePolicy> policy, Duration roundTrip) {
        return new SimulatedServer(
                time,
                policy.apply(RatePolicy.vendor(ZONE)),
                AccountSpec.named("user", "password").defaultDailyLimit(limit),
                roundTrip);
    }
}
