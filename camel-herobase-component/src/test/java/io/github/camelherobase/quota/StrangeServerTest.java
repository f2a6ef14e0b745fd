package io.github.camelherobase.quota;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.camelherobase.simulator.account.AccountSpec;
import io.github.camelherobase.simulator.limits.MinuteAnchor;
import io.github.camelherobase.simulator.limits.RatePolicy;

import static org.assertj.core.api.Assertions.assertThat;

/** Other programs of the account, headers that lie, and slow answers: few refusals, each waited out, no storm. */
class StrangeServerTest {

    private static final boolean PROOF = Boolean.getBoolean("proof");
    private static final ZoneId ZONE = ZoneId.of("Europe/Copenhagen");
    private static final Instant BEGIN = Instant.parse("2026-05-06T00:00:20Z");
    private static final Instant MINUTE = Instant.parse("2026-05-06T00:01:00Z");
    private static final Duration DAY = Duration.ofDays(1);
    private static final String LEADS = "POST /leads";
    private static final QuotaTerms PATIENT = QuotaTerms.waiting(QuotaTerms.UNTIL_RESET);

    private final SimulatedTime time = new SimulatedTime(BEGIN);

    /** What a server makes of the true headers. */
    private interface Lie {
        UnaryOperator<RateLimit> told(SimulatedTime time);
    }

    static Stream<Arguments> lies() {
        return Stream.<Map.Entry<String, Lie>>of(
                        lie("frozen", time -> frozen()),
                        lie("frozen when nothing was left", time -> said -> new RateLimit(said.limit(), 0L, 30L)),
                        lie("missing", time -> said -> RateLimit.UNKNOWN),
                        lie("all 30 % less", time -> scaled(0.7, 0.7)),
                        lie("all 30 % more", time -> scaled(1.3, 1.3)),
                        lie("limit 30 % less", time -> scaled(0.7, 1)),
                        lie("limit 30 % more", time -> scaled(1.3, 1)),
                        lie("remaining 30 % less", time -> scaled(1, 0.7)),
                        lie("remaining 30 % more", time -> scaled(1, 1.3)),
                        lie("reset jumping within the minute", time -> jumping(60)),
                        lie("reset jumping within two minutes", time -> jumping(120)),
                        lie("reset jumping within the day", time -> jumping(86_400)),
                        lie("a small day, used up by others", time -> usedUpUntil(BEGIN.plusSeconds(50_000), time)))
                .flatMap(lie ->
                        Stream.of(true, false).map(rights -> Arguments.of(lie.getKey(), lie.getValue(), rights)));
    }

    private static Map.Entry<String, Lie> lie(String name, Lie lie) {
        return Map.entry(name, lie);
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

    /** As a service of 2,980 a day would say, and true to the second; only that it is not so. */
    private static UnaryOperator<RateLimit> usedUpUntil(Instant reset, SimulatedTime time) {
        return said ->
                new RateLimit(2_980L, 0L, Duration.between(time.now(), reset).toSeconds());
    }

    @ParameterizedTest(name = "{0}, right to counts: {2}")
    @MethodSource("lies")
    void headersThatLie(String lie, Lie headers, boolean rights) {
        SimulatedServer server = server(time, 100_000, UnaryOperator.identity(), Duration.ofMillis(100));
        server.jitter();
        server.headers(headers.told(time));
        SimulatedLanes lanes = lanes(server, rights);
        lanes.start(16);

        time.runUntil(BEGIN.plus(Duration.ofHours(6)));
        long inSixHours = lanes.given();
        long refusedInSixHours = server.book("ours", LEADS).refused();
        time.runUntil(BEGIN.plus(DAY));

        long refused = server.book("ours", LEADS).refused();
        System.out.printf(
                Locale.ROOT,
                "Headers %s, %s right to counts: in 6 hours %d requests (%.1f %% of the minutes), %d refused;"
                        + " in a day %d (%.1f %%), %d refused%n",
                lie,
                rights ? "with" : "without",
                inSixHours,
                inSixHours / 864.0,
                refusedInSixHours,
                lanes.given(),
                lanes.given() / 1000.0,
                refused);
        assertThat(refusedInSixHours).isLessThanOrEqualTo(5);
        assertThat(inSixHours).isGreaterThanOrEqualTo(86_400 * 95 / 100);
        // Where no header tells that it was the day: those in flight then, and one at a time in growing intervals.
        assertThat(refused).isLessThanOrEqualTo(rights ? 5 : 16 + 20);
        assertThat(lanes.given()).isEqualTo(100_000);
    }

    @ParameterizedTest
    @ValueSource(longs = {100, 240, 1_000, 2_980, 10_000})
    void aServiceWhoseHeadersSpeakOfTheDayIsUsedUpWithoutRefusalAlsoWithoutTheRightToCounts(long limit) {
        SimulatedServer server = server(time, limit, UnaryOperator.identity(), Duration.ofMillis(100));
        server.jitter();
        lanes(server, false).start(16);

        time.runUntil(BEGIN.plus(DAY));

        assertThat(server.book("ours", LEADS).accepted()).isEqualTo(limit);
        assertThat(server.book("ours", LEADS).refused()).isZero();
    }

    @Test
    void aHigherMinuteLimitIsLearnedWithoutTheRightToLimits() {
        SimulatedServer server = server(time, 500_000, UnaryOperator.identity(), Duration.ofMillis(100));
        server.jitter();
        lanes(server, false).start(16);

        time.runUntil(BEGIN.plus(Duration.ofHours(6)));

        assertThat(server.book("ours", LEADS).accepted()).isGreaterThanOrEqualTo(348 * 359);
        assertThat(server.book("ours", LEADS).refused()).isZero();
    }

    @Test
    void whatOthersAreSaidToHaveUsedUpIsTriedOnceAndThenLeftAlone() {
        SimulatedServer server = server(time, 2_980, UnaryOperator.identity(), Duration.ofMillis(100));
        for (int request = 0; request < 2_980; request++) {
            server.sendBeside(ForeignClient.NAME, LEADS);
        }
        time.runUntil(BEGIN.plus(Duration.ofHours(1)));
        lanes(server, false).start(16);

        time.runUntil(BEGIN.plus(DAY).minusSeconds(1));
        assertThat(server.book("ours", LEADS).accepted()).isZero();
        // The first tells that the day is over.
        assertThat(server.book("ours", LEADS).refused()).isEqualTo(1);

        time.runUntil(BEGIN.plus(DAY).plus(Duration.ofHours(1)));
        assertThat(server.book("ours", LEADS).accepted()).isEqualTo(2_980);
    }

    @ParameterizedTest(name = "{0}, {1}, right to counts: {2}")
    @MethodSource("foreignClients")
    void aForeignClientEatsAThirdOfTheMinute(ForeignClient foreign, MinuteAnchor anchor, boolean rights) {
        Duration length = PROOF ? DAY : Duration.ofHours(3);
        long minutes = length.toMinutes();
        SimulatedServer server = server(time, 345_600, policy -> policy.minuteAnchor(anchor), Duration.ofMillis(100));
        server.jitter();
        time.runUntil(MINUTE);
        foreign.start(time, server, LEADS);
        lanes(server, rights).start(16);

        time.runUntil(MINUTE.plus(length));

        report(
                "A foreign client eats a third of the minute, " + foreign + ", " + anchor,
                rights,
                minutes * 240,
                server);
        SimulatedServer.Book ours = server.book("ours", LEADS);
        SimulatedServer.Book others = server.book(ForeignClient.NAME, LEADS);
        assertThat(ours.units() + others.units()).isGreaterThanOrEqualTo(minutes * 240 * 99 / 100);
        // Once in a window at the most, by one request; and by those in flight when the day is over.
        assertThat(ours.refused()).isLessThanOrEqualTo(minutes + 16);
        assertThat(ours.refusedByDay()).isLessThanOrEqualTo(rights ? 2 : 16);
    }

    @ParameterizedTest(name = "{0}, {1}, right to counts: {2}")
    @MethodSource("foreignClients")
    void aForeignClientEatsAThirdOfTheDay(ForeignClient foreign, MinuteAnchor anchor, boolean rights) {
        long limit = 100_000;
        SimulatedServer server = server(time, limit, policy -> policy.minuteAnchor(anchor), Duration.ofMillis(100));
        server.jitter();
        time.runUntil(MINUTE);
        foreign.start(time, server, LEADS);
        lanes(server, rights).start(16);

        time.runUntil(MINUTE.plus(DAY));

        report("A foreign client eats a third of the day, " + foreign + ", " + anchor, rights, limit, server);
        SimulatedServer.Book ours = server.book("ours", LEADS);
        assertThat(ours.units() + server.book(ForeignClient.NAME, LEADS).units())
                .isEqualTo(limit);
        assertThat(ours.refused()).isLessThanOrEqualTo(420 + 16);
        assertThat(ours.refusedByDay()).isLessThanOrEqualTo(rights ? 2 : 16);
    }

    static Stream<Arguments> foreignClients() {
        return Stream.of(ForeignClient.values()).flatMap(foreign -> Stream.of(MinuteAnchor.values())
                .flatMap(anchor -> Stream.of(true, false).map(rights -> Arguments.of(foreign, anchor, rights))));
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

    @ParameterizedTest
    @CsvSource({"0.25, 0.75", "0.1, 0.5", "0.05, 3", "0.02, 0.98"})
    void whatLeavesBeforeTheEndOfAWindowDoesNotArriveBeforeIt(double leastOfATrip, double mostOfATrip) {
        SimulatedServer server = server(time, 345_600, UnaryOperator.identity(), Duration.ofMillis(100));
        server.jitter(leastOfATrip, mostOfATrip);
        lanes(server, true).start(16);

        time.runUntil(BEGIN.plus(DAY));

        assertThat(server.book("ours", LEADS).refused()).isZero();
    }

    static Stream<Arguments> edges() {
        return Stream.of(MinuteAnchor.values())
                .flatMap(anchor -> Stream.of(200, 1_000, 3_000, 3_990, 4_100, 10_000, 59_000)
                        .map(millis -> Arguments.of(anchor, millis)));
    }

    private SimulatedLanes lanes(SimulatedServer server, boolean rights) {
        AccountQuota quota = quota(time);
        quota.usageFrom(rights ? server.usageOf(Set.of(LEADS)) : server.noUsage());
        return new SimulatedLanes(server, quota, "ours", LEADS, PATIENT);
    }

    private static void report(String what, boolean rights, long limit, SimulatedServer server) {
        SimulatedServer.Book ours = server.book("ours", LEADS);
        SimulatedServer.Book foreign = server.book(ForeignClient.NAME, LEADS);
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
