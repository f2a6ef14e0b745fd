package io.github.camelherobase.poll;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheck;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.camelherobase.api.Call;
import io.github.camelherobase.api.HerobaseAccessDeniedException;
import io.github.camelherobase.api.Lead;
import io.github.camelherobase.simulator.HerobaseSimulator;
import io.github.camelherobase.simulator.account.AccountSpec;
import io.github.camelherobase.simulator.account.Resource;
import io.github.camelherobase.simulator.fault.Fault;
import io.github.camelherobase.simulator.fault.Faults;
import io.github.camelherobase.simulator.http.QueryParameters;
import io.github.camelherobase.support.ConsumerTestSupport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** How a consumer bears what goes wrong: which pauses it makes, and what it says of itself. The test makes each poll. */
class ConsumerFailuresTest extends ConsumerTestSupport {

    /** Five minutes are between polls, so that pauses are what they are in earnest. */
    private String slow(String options) {
        return uri("&startScheduler=false" + options).replace("delay=100", "delay=5m");
    }

    private void poll(Duration after) {
        clock.advance(after);
        consumer().run();
    }

    /** Several requests at once: the last may wait for the answer to those before it. */
    private void pollWhileTimePasses() {
        Thread polling = new Thread(consumer());
        polling.start();
        await().until(() -> {
            clock.advance(Duration.ofSeconds(5));
            return !polling.isAlive();
        });
    }

    private int requests() {
        return simulator.books().requests("GET /simpleleads").size();
    }

    private HealthCheck.Result health() {
        return consumer().getHealthCheck().call(Map.of());
    }

    @Test
    void aWrongPasswordIsTriedAfterFiveTenAndThenEachFifteenMinutes() throws Exception {
        AtomicReference<String> password = new AtomicReference<>("wrong");
        context.getRegistry().bind("vault", (Supplier<String>) password::get);
        addRouteFrom(slow("&passwordSupplier=#vault").replace("&password=RAW(secret)", ""), exchange -> {});
        context.start();
        poll(Duration.ZERO);
        assertThat(requests()).isEqualTo(1);
        assertThat(health().getState()).isEqualTo(HealthCheck.State.DOWN);
        int asked = 1;
        for (int minutes : new int[] {5, 10, 15, 15, 15}) {
            poll(Duration.ofMinutes(minutes).minusSeconds(1));
            assertThat(requests()).as("before %s minutes", minutes).isEqualTo(asked);
            assertThat(health().getState()).isEqualTo(HealthCheck.State.DOWN);
            poll(Duration.ofSeconds(1));
            asked++;
            assertThat(requests()).as("after %s minutes", minutes).isEqualTo(asked);
        }

        password.set(HerobaseSimulator.DEFAULT_PASSWORD);
        poll(Duration.ofMinutes(15));
        assertThat(health().getState()).isEqualTo(HealthCheck.State.UP);
        password.set("wrong again");
        poll(Duration.ofMinutes(5));
        asked = requests();
        poll(Duration.ofMinutes(5));
        assertThat(requests()).as("the pauses begin anew").isEqualTo(asked + 1);
    }

    @Test
    void aRecordThatAlwaysFailsIsTriedAgainAfterOneTwoFourAndAtMostSixtyFourDelays() throws Exception {
        addLeads(3);
        String poison =
                simulator.world().leads().skip(1).findFirst().orElseThrow().uniqueId();
        addRouteFrom(slow(""), exchange -> {
            if (exchange.getMessage().getBody(Lead.class).getUniqueId().equals(poison)) {
                throw new IllegalStateException("the sink refuses");
            }
        });
        context.start();
        poll(Duration.ZERO);
        String position = consumer().getPosition();
        for (int delays : new int[] {1, 2, 4, 8, 16, 32, 64, 64}) {
            assertThat(consumer().loop().state().held().restsUntil())
                    .isEqualTo(clock.now().plus(Duration.ofMinutes(5L * delays)));
            int asked = requests();
            poll(Duration.ofMinutes(5L * delays).minusSeconds(1));
            assertThat(requests()).isEqualTo(asked);
            poll(Duration.ofSeconds(1));
            assertThat(requests()).isGreaterThan(asked);
            assertThat(consumer().getPosition()).isEqualTo(position);
            assertThat(health().getState()).isEqualTo(HealthCheck.State.DOWN);
            assertThat(health().getDetails()).containsEntry("herobase.held.record", poison);
        }
        assertThat(sink).as("the others once").hasSize(2);
    }

    @Test
    void aWindowThatBreaksOffBeforeTheRecordThatHoldsThePositionStillIsHeld() throws Exception {
        addLeads(3);
        addRouteFrom(slow(""), exchange -> {
            throw new IllegalStateException("the sink refuses");
        });
        context.start();
        poll(Duration.ZERO);
        String record = consumer().getHeldRecord();
        assertThat(record).isNotNull();
        simulator.faults().next(Faults.ANY_SERVICE, Fault.cutAfterBytes(1));
        poll(Duration.ofMinutes(5));
        assertThat(consumer().getHeldRecord()).isEqualTo(record);
        assertThat(consumer().loop().state().held().attempts()).isEqualTo(1);
        poll(Duration.ofMinutes(5));
        assertThat(consumer().loop().state().held().attempts()).isEqualTo(2);
    }

    @Test
    void slicesOfHistoryAreDoubledWhileTheyAreSmall() throws Exception {
        addRouteFrom(slow("&windowSize=1d").replace("beginning", "2026-04-06T10:00:00Z"), exchange -> {});
        context.start();
        poll(Duration.ZERO);
        // The first window shows no lead, so how bounds are read is tried with open requests besides; as none shows it,
        // the
        // window is read again at the next poll, and from then on each is asked for from 26 hours before it.
        assertThat(slices().stream().filter(hours -> hours > 0)).containsExactly(24L);
        poll(Duration.ofMinutes(5));
        assertThat(slices()).endsWith(-1L);
        assertThat(slices().stream().filter(hours -> hours > 0).skip(1))
                .containsExactly(24L + 26, 48L + 26, 96L + 26, 192L + 26);
    }

    /** In hours; -1: open. */
    private List<Long> slices() {
        return simulator.books().requests("GET /simpleleads").stream()
                .map(request -> hours(request.queryParameters()))
                .toList();
    }

    private static long hours(QueryParameters query) {
        return query.text("ModifiedTo")
                .map(to -> Duration.between(
                                LocalDateTime.parse(query.text("ModifiedFrom").orElseThrow()), LocalDateTime.parse(to))
                        .toHours())
                .orElse(-1L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cut", "504", "silence", "500", "refused"})
    void aSliceThatFailsOnceIsAskedForAgainInTheSamePoll(String failure) throws Exception {
        addLeads(20);
        // A busy machine is silent for a while too; only silence itself is waited for.
        int timeout = failure.equals("silence") ? 2_000 : 20_000;
        addRouteFrom(
                slow("&windowSize=1d&responseTimeout=" + timeout).replace("beginning", "2026-04-06T10:00:00Z"),
                exchange -> {});
        simulator
                .faults()
                .next(
                        Faults.ANY_SERVICE,
                        switch (failure) {
                            case "cut" -> Fault.cutAfterBytes(1);
                            case "silence" -> Fault.delayAnswer(Duration.ofHours(1));
                            case "refused" -> Fault.resetBeforeProcessing();
                            default -> Fault.status(Integer.parseInt(failure));
                        });
        context.start();
        poll(Duration.ZERO);
        assertThat(consumer().loop().state().failure()).isNull();
        assertThat(sink).hasSize(20);
        // A second of it was asked for in between.
        assertThat(slices()).contains(0L, 24L).doesNotContain(12L);
    }

    @Test
    void aPauseOrSuspensionIsNoReasonToHalve() throws Exception {
        addLeads(200);
        simulator.faults().next(Faults.ANY_SERVICE, Fault.drip(2_000, Duration.ofMillis(100)));
        addRouteFrom(slow("").replace("beginning", "2026-05-06T00:00:00Z"), exchange -> {});
        context.start();
        Thread polling = new Thread(consumer());
        polling.start();
        await().until(() -> !sink.isEmpty());
        // The poll waits for the next drops.
        consumer().pause();
        polling.join();
        assertThat(sink).hasSizeLessThan(200);
        assertThat(consumer().loop().state().failure()).isNull();
        consumer().rewind("2026-03-01T00:00:00Z");
        consumer().unpause();
        simulator.books().clear();
        poll(Duration.ofMinutes(5));
        assertThat(slices().get(0)).isEqualTo(24);
    }

    @Test
    void aQuotaThatEndsBetweenTwoOrgCodesIsWaitedForAndHealthStaysUp() throws Exception {
        try (HerobaseSimulator small = HerobaseSimulator.builder()
                .clock(time)
                .account(AccountSpec.named(HerobaseSimulator.DEFAULT_USERNAME, HerobaseSimulator.DEFAULT_PASSWORD)
                        .dailyLimit("GET /calls", 5))
                .organisation(units -> {
                    units.addUnit("North");
                    units.addUnit("South");
                    units.addUnit("West");
                    units.addUser("agent1@example.com", "North");
                })
                .start()) {
            small.world().addLead(HerobaseSimulator.DEFAULT_CAMPAIGN, Map.of("Phone", "70000001"));
            small.world().agents(1).work(1);
            Queue<String> calls = new ConcurrentLinkedQueue<>();
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from(slow("&orgCodes=North,South,West&windowSize=7d&sendEmptyMessageWhenIdle=true")
                                    .replace("simpleLeads", "calls")
                                    .replace("beginning", "2026-05-06T06:00:00Z")
                                    .replace(simulator.baseUrl(), small.baseUrl()))
                            .routeId("feed")
                            .process(exchange -> calls.add(
                                    exchange.getMessage().getBody() == null
                                            ? "empty"
                                            : exchange.getMessage()
                                                    .getBody(Call.class)
                                                    .getUniqueId()));
                }
            });
            context.start();
            consumer().run();
            String position = consumer().getPosition();
            int delivered = calls.size();
            assertThat(calls).hasSize(1).doesNotContain("empty");
            clock.advance(Duration.ofMinutes(5));
            pollWhileTimePasses();
            assertThat(small.books().requests("GET /calls")).hasSize(5);
            assertThat(consumer().loop().state().restsUntil())
                    .isAfter(clock.now().plus(Duration.ofHours(23)));
            assertThat(health().getState()).isEqualTo(HealthCheck.State.UP);
            assertThat(consumer().getPosition())
                    .as("not all org codes were read")
                    .isEqualTo(position);
            assertThat(calls).hasSize(delivered);

            poll(Duration.ofHours(25));
            assertThat(consumer().loop().state()).isNotInstanceOf(PollState.Limited.class);
            assertThat(consumer().getPosition()).isGreaterThan(position);
        }
    }

    @Test
    void aForbiddenServiceLeavesTheOthersWorking() throws Exception {
        try (HerobaseSimulator limited = HerobaseSimulator.builder()
                .clock(time)
                .account(AccountSpec.named(HerobaseSimulator.DEFAULT_USERNAME, HerobaseSimulator.DEFAULT_PASSWORD)
                        .resourceRights(Resource.CALLS))
                .organisation(units -> units.addUnit("North"))
                .start()) {
            limited.world().addLead(HerobaseSimulator.DEFAULT_CAMPAIGN, Map.of("Phone", "70000001"));
            String leads = uri("").replace(simulator.baseUrl(), limited.baseUrl());
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from(leads.replace("simpleLeads", "calls") + "&orgCodes=North")
                            .routeId("feed")
                            .to("mock:calls");
                    from(leads)
                            .process(exchange -> sink.add(exchange.getMessage().getBody(Lead.class)));
                }
            });
            context.start();
            await().untilAsserted(() ->
                    assertThat(consumer().loop().state().failure()).isInstanceOf(HerobaseAccessDeniedException.class));
            await().untilAsserted(() -> assertThat(sink).hasSize(1));
            awaitPolls(2);
            assertThat(health().getState()).isEqualTo(HealthCheck.State.DOWN);
            limited.world().addLead(HerobaseSimulator.DEFAULT_CAMPAIGN, Map.of("Phone", "70000002"));
            await().untilAsserted(() -> assertThat(sink).hasSize(2));

            assertThat(limited.books().requests("GET /calls")).hasSize(1);
            clock.advance(Duration.ofMinutes(15));
            await().untilAsserted(() ->
                    assertThat(limited.books().requests("GET /calls")).hasSize(2));
            context.getRouteController().stopRoute("feed");
            context.getRouteController().startRoute("feed");
            await().untilAsserted(() ->
                    assertThat(limited.books().requests("GET /calls")).hasSize(3));
        }
    }
}
