package io.github.camelherobase.quota;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.camelherobase.api.HerobaseQuotaExceededException;
import io.github.camelherobase.api.QuotaPriority;
import io.github.camelherobase.simulator.account.AccountSpec;
import io.github.camelherobase.simulator.limits.RatePolicy;

import static org.assertj.core.api.Assertions.assertThat;

/** Several processes on one account through one store, in simulated time; one of them is killed half-way. */
class SharedQuotaTest {

    private static final ZoneId ZONE = ZoneId.of("Europe/Copenhagen");
    private static final Instant BEGIN = Instant.parse("2026-05-06T00:00:20Z");
    private static final Duration DAY = Duration.ofDays(1);
    private static final String LEADS = "POST /leads";
    private static final QuotaTerms PATIENT = QuotaTerms.waiting(QuotaTerms.UNTIL_RESET);

    private final SimulatedTime time = new SimulatedTime(BEGIN);
    private final SharedMemory store = new SharedMemory(time::now);

    @ParameterizedTest
    @ValueSource(longs = {2_980, 100_000, 345_600, 500_000})
    void fourProcessesOneOfWhichDies(long limit) {
        SimulatedServer server = server(limit);
        List<SimulatedProcess> processes = new ArrayList<>();
        List<SimulatedLanes> lanes = new ArrayList<>();
        for (int number = 0; number < 4; number++) {
            // Their clocks differ by seconds, as machines' do.
            SimulatedProcess process =
                    new SimulatedProcess(time, Duration.ofMillis(5), Duration.ofSeconds(3L * number - 5));
            AccountQuota quota = quota(process);
            quota.usageFrom(server.usageOf(Set.of(LEADS)));
            SimulatedLanes own = new SimulatedLanes(server, quota, "process" + number, LEADS, PATIENT);
            own.start(4);
            processes.add(process);
            lanes.add(own);
        }

        time.runUntil(BEGIN.plus(limit < 10_000 ? Duration.ofMinutes(6) : DAY.dividedBy(8)));
        processes.get(1).kill();
        lanes.get(1).kill();
        time.runUntil(BEGIN.plus(DAY));

        long units = 0;
        long refused = 0;
        for (int number = 0; number < 4; number++) {
            units += server.book("process" + number, LEADS).units();
            refused += server.book("process" + number, LEADS).refused();
        }
        System.out.printf(
                Locale.ROOT,
                "Four processes, one killed: limit %d, %d units = %.3f %%, %d refused; by process %s%n",
                limit,
                units,
                100.0 * units / limit,
                refused,
                lanes.stream().map(SimulatedLanes::given).toList());
        assertThat(units).isGreaterThanOrEqualTo(limit * 99 / 100);
        assertThat(refused).isLessThanOrEqualTo(16);
        assertThat(lanes.stream().filter(own -> own.given() < limit / 20)).hasSizeLessThanOrEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void aForeignClientBesideTwoProcesses(ForeignClient foreign) {
        Duration length = Duration.ofHours(3);
        long all = length.toMinutes() * 240;
        time.runUntil(BEGIN.plusSeconds(40));
        SimulatedServer server = server(345_600);
        server.jitter();
        foreign.start(time, server, LEADS);
        for (int number = 0; number < 2; number++) {
            SimulatedProcess process = new SimulatedProcess(time, Duration.ofMillis(5), Duration.ofSeconds(number));
            AccountQuota quota = quota(process);
            quota.usageFrom(server.usageOf(Set.of(LEADS)));
            new SimulatedLanes(server, quota, "ours", LEADS, PATIENT).start(8);
        }

        time.runUntil(BEGIN.plusSeconds(40).plus(length));

        SimulatedServer.Book ours = server.book("ours", LEADS);
        SimulatedServer.Book others = server.book(ForeignClient.NAME, LEADS);
        System.out.printf(
                Locale.ROOT,
                "Two processes and a foreign client, %s: ours %d, %d refused; foreign %d; together %.2f %%%n",
                foreign,
                ours.units(),
                ours.refused(),
                others.units(),
                100.0 * (ours.units() + others.units()) / all);
        assertThat(ours.units() + others.units()).isGreaterThanOrEqualTo(all * 95 / 100);
        // What one process has leased, the other's answers cannot call back.
        assertThat(ours.refused()).isLessThanOrEqualTo(4 * length.toMinutes());
    }

    /** Units and shares of the day in one line: who leaves less gets what is left, with a store as without. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void endpointsWithReservesGetTheSameAsInMemory(boolean shared) {
        long limit = 1_000;
        SimulatedServer server = server(limit);
        SimulatedProcess process = new SimulatedProcess(time, Duration.ofMillis(5), Duration.ZERO);
        AccountQuota quota =
                shared ? quota(process) : new AccountQuota("user@host", true, ZONE, Duration.ofMinutes(15), process);
        quota.usageFrom(server.usageOf(Set.of(LEADS)));
        Map<String, Long> least = new LinkedHashMap<>();
        for (String reserve : new String[] {"500", "30%", "5%", "120"}) {
            QuotaTerms terms = new QuotaTerms(QuotaPriority.normal, Reserve.parse(reserve), QuotaTerms.UNTIL_RESET);
            new SimulatedLanes(server, quota, reserve, LEADS, terms).start(2);
            least.put(reserve, 0L);
        }
        time.runUntil(BEGIN.plus(Duration.ofHours(20)));
        long all = least.keySet().stream()
                .mapToLong(name -> server.book(name, LEADS).units())
                .sum();
        least.replaceAll((name, none) -> server.book(name, LEADS).units());
        System.out.println((shared ? "Shared" : "In memory") + ": " + least);
        assertThat(all).isBetween(limit * 95 / 100 - 25, limit * 95 / 100);
        assertThat(server.book("5%", LEADS).units())
                .isGreaterThan(server.book("500", LEADS).units());
    }

    @Test
    void withoutTheStoreNobodyGetsAPermitAndTheImpatientHearOfIt() {
        store.failing(true);
        AccountQuota quota = quota(new SimulatedProcess(time, Duration.ofMillis(5), Duration.ZERO));
        Answers impatient = new Answers();
        Answers patient = new Answers();
        quota.acquire(LEADS, QuotaTerms.waiting(Duration.ZERO), time.now(), impatient);
        quota.acquire(LEADS, PATIENT, Instant.MAX, patient);

        time.runUntil(BEGIN.plusSeconds(20));
        assertThat(impatient.refusal.getWindow()).isEqualTo("store");
        assertThat(impatient.refusal)
                .hasMessageContaining("POST /leads was not sent: the quota store fails (IllegalStateException)");
        assertThat(patient.permit).isNull();
        assertThat(patient.refusal).isNull();

        store.failing(false);
        time.runUntil(BEGIN.plusSeconds(60));
        assertThat(patient.permit).isNotNull();
    }

    @Test
    void anAnswerOfTheStoreThatIsLostCountsNothingTwice() {
        AccountQuota quota = quota(new SimulatedProcess(time, Duration.ofMillis(5), Duration.ZERO));
        SimulatedServer server = server(2_980);
        new SimulatedLanes(server, quota, "ours", LEADS, PATIENT).start(4);
        for (int second = 1; second < 60 * 14; second++) {
            store.loseNextAnswer();
            time.runUntil(BEGIN.plusSeconds(second));
        }
        time.runUntil(BEGIN.plus(Duration.ofHours(12)));

        assertThat(server.book("ours", LEADS).refusedByDay()).isLessThanOrEqualTo(4);
        assertThat(server.book("ours", LEADS).accepted()).isEqualTo(2_980);
    }

    @Test
    void whatWasSpentSurvivesARestart() {
        SimulatedServer server = server(2_980);
        SimulatedProcess first = new SimulatedProcess(time, Duration.ofMillis(5), Duration.ZERO);
        SimulatedLanes lanes = new SimulatedLanes(server, quota(first), "ours", LEADS, PATIENT);
        lanes.start(4);
        time.runUntil(BEGIN.plus(Duration.ofMinutes(5)));
        first.kill();
        lanes.kill();

        AccountQuota quota = quota(new SimulatedProcess(time, Duration.ofMillis(5), Duration.ZERO));
        new SimulatedLanes(server, quota, "again", LEADS, PATIENT).start(4);
        time.runUntil(BEGIN.plus(Duration.ofHours(20)));

        assertThat(server.book("ours", LEADS).accepted()
                        + server.book("again", LEADS).accepted())
                .isEqualTo(2_980);
        assertThat(server.book("again", LEADS).refused()).isLessThanOrEqualTo(4);
        assertThat(quota.limitedUntil(LEADS, PATIENT)).hasValueSatisfying(until -> assertThat(until)
                .isBetween(BEGIN.plus(DAY), BEGIN.plus(DAY).plusSeconds(60)));
    }

    /** What only an answer said is tried once, with a store too: a window that lies about others would last a day. */
    @Test
    void aWindowThatOthersAreSaidToHaveUsedUpIsTriedAfterAWhile() {
        AccountQuota quota = quota(new SimulatedProcess(time, Duration.ofMillis(5), Duration.ZERO));
        Answers first = new Answers();
        quota.acquire(LEADS, PATIENT, Instant.MAX, first);
        time.runUntil(BEGIN.plusSeconds(1));
        first.permit.answered(new RateLimit(20_000L, 0L, 80_000L));
        Answers next = new Answers();
        quota.acquire(LEADS, PATIENT, Instant.MAX, next);
        time.runUntil(BEGIN.plus(Duration.ofMinutes(4)));
        assertThat(next.permit).isNull();

        time.runUntil(BEGIN.plus(Duration.ofMinutes(7)));

        assertThat(next.permit).isNotNull();
    }

    private AccountQuota quota(SimulatedProcess process) {
        AccountQuota quota = new AccountQuota("user@host", true, ZONE, Duration.ofMinutes(15), process);
        quota.shareThrough(store, process);
        return quota;
    }

    private SimulatedServer server(long limit) {
        return new SimulatedServer(
                time,
                RatePolicy.vendor(ZONE),
                AccountSpec.named("user", "password").defaultDailyLimit(limit),
                Duration.ofMillis(20));
    }

    private static final class Answers implements Waiter {

        private Permit permit;
        private HerobaseQuotaExceededException refusal;

        @Override
        public void granted(Permit given) {
            permit = given;
        }

        @Override
        public void refused(HerobaseQuotaExceededException why) {
            refusal = why;
        }
    }
}
