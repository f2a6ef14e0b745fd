package io.github.camelherobase.poll;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.processor.state.MemoryStateRepository;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.camelherobase.HerobaseComponent;
import io.github.camelherobase.HerobaseConstants;
import io.github.camelherobase.HerobaseConsumer;
import io.github.camelherobase.api.Lead;
import io.github.camelherobase.simulator.HerobaseSimulator;
import io.github.camelherobase.simulator.Switches;
import io.github.camelherobase.simulator.account.AccountSpec;
import io.github.camelherobase.simulator.books.ServiceBook;
import io.github.camelherobase.simulator.clock.MovableClock;
import io.github.camelherobase.simulator.clock.SimulatorClock;
import io.github.camelherobase.simulator.world.OpenCall;
import io.github.camelherobase.simulator.world.SavedSearch;
import io.github.camelherobase.support.LogCapture;
import io.github.camelherobase.support.ManualClock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A server that rounds bounds down shows a record in the slice behind its own, where it is not dropped. */
class RoundedBoundsTest {

    @ParameterizedTest
    @CsvSource({
        "simpleLeads?include=data, MINUTES",
        "savedSearch?searchName=All, MINUTES",
        "simpleLeads?include=data, DAYS",
        "savedSearch?searchName=All, DAYS"
    })
    void historyInSlicesIsWhole(String operation, String rounding) throws Exception {
        MovableClock time = SimulatorClock.movable(Instant.parse("2026-05-05T22:00:00Z"));
        HerobaseSimulator.Builder builder = HerobaseSimulator.builder()
                .clock(time)
                .account(AccountSpec.named("api@example.com", "secret")
                        .linkedUser("boss@example.com")
                        .savedSearch(SavedSearch.named("All")));
        Switches.set(builder, "boundsRounding", rounding);
        try (HerobaseSimulator simulator = builder.start();
                CamelContext context = new DefaultCamelContext()) {
            Set<String> all = ConcurrentHashMap.newKeySet();
            for (int i = 0; i < 3_000; i++) {
                time.set(time.now().plusSeconds(9));
                all.add(simulator
                        .world()
                        .addLead("SPRING25", Map.of("Phone", "7000"))
                        .uniqueId());
            }
            time.set(time.now().plus(Duration.ofMinutes(10)));
            HerobaseComponent component = new HerobaseComponent();
            component.setClock(new ManualClock(time));
            context.addComponent("herobase", component);
            context.getRegistry().bind("store", new MemoryStateRepository());
            Set<String> sink = ConcurrentHashMap.newKeySet();
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("herobase:" + operation + "&baseUrl=" + simulator.baseUrl()
                                    + "&quotaSync=0&username=api@example.com&password=secret&cursorRepository=#store"
                                    + "&delay=50&initialDelay=0&windowSize=PT7M&initialFrom=2026-05-05T23:59:37")
                            .process(exchange -> sink.add(
                                    exchange.getMessage().getBody(Lead.class).getUniqueId()));
                }
            });
            context.start();
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(all).isSubsetOf(sink));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "simpleLeads?include=data, MINUTES, 2026-05-06T05:17:30",
        "savedSearch?searchName=All, MINUTES, 2026-05-06T05:17:30",
        "simpleLeads?include=data, DAYS, 2026-05-06T05:17:30",
        "savedSearch?searchName=All, DAYS, 2026-05-06T05:17:30",
        "simpleLeads?include=data, DAYS, 2026-05-06T23:59:00",
        "simpleLeads?include=data, NONE, 2026-05-06T05:17:30",
        "calls?orgCodes=*, MINUTES, 2026-05-06T05:17:30",
        "calls?orgCodes=*, DAYS, 2026-05-06T05:17:30",
        "calls?orgCodes=*, NONE, 2026-05-06T05:17:30"
    })
    void aBoundedRunHasItsEnd(String operation, String rounding, String until) throws Exception {
        aBoundedRun(operation, rounding, until, "P1D");
    }

    @ParameterizedTest
    @CsvSource({
        "simpleLeads?include=data, MINUTES",
        "simpleLeads?include=data, DAYS",
        "calls?orgCodes=*, MINUTES",
        "calls?orgCodes=*, DAYS"
    })
    void aBoundedRunInShortSlicesIsWhole(String operation, String rounding) throws Exception {
        aBoundedRun(operation, rounding, "2026-05-06T05:17:30", "PT17M13S");
    }

    /** What the server reads an hour or more too early is asked for behind the end, in windows that it manages. */
    @ParameterizedTest
    @CsvSource({
        "simpleLeads?include=data, Europe/Helsinki",
        "simpleLeads?include=data, Asia/Tokyo",
        "savedSearch?searchName=All, Europe/Helsinki",
        "calls?orgCodes=*, Europe/Helsinki"
    })
    void aBoundedRunHasItsEndWhereTheServerManagesLittle(String operation, String zone) throws Exception {
        aBoundedRun(
                operation,
                "2026-05-06T05:17:30",
                "PT1H",
                200,
                Map.of(
                        "boundsZone", zone,
                        "failLeadsAbove", "PT90M",
                        "failCallsAbove", "PT90M"));
    }

    private void aBoundedRun(String operation, String rounding, String until, String slice) throws Exception {
        aBoundedRun(operation, until, slice, 60, Map.of("boundsRounding", rounding));
    }

    private void aBoundedRun(String operation, String until, String slice, int requests, Map<String, String> switches)
            throws Exception {
        MovableClock time = SimulatorClock.movable(Instant.parse("2026-05-05T21:30:00Z"));
        try (HerobaseSimulator simulator = simulator(time, switches);
                CamelContext context = new DefaultCamelContext()) {
            ZoneId zone = ZoneId.of("Europe/Copenhagen");
            Instant from =
                    LocalDateTime.parse("2026-05-05T23:41:07").atZone(zone).toInstant();
            Instant end = LocalDateTime.parse(until).atZone(zone).toInstant();
            Set<String> wanted = ConcurrentHashMap.newKeySet();
            Set<String> tooLate = ConcurrentHashMap.newKeySet();
            for (int i = 0; i < 400; i++) {
                time.set(time.now().plusSeconds(241));
                Instant now = time.now();
                String id = operation.startsWith("calls") ? call(simulator) : lead(simulator);
                if (!now.isBefore(from)) {
                    (now.isBefore(end) ? wanted : tooLate).add(id);
                }
            }
            time.set(time.now().plus(Duration.ofHours(6)));
            Set<String> sink = ConcurrentHashMap.newKeySet();
            try (LogCapture log = new LogCapture()) {
                consume(
                        context,
                        simulator,
                        time,
                        operation + "&windowSize=" + slice + "&initialFrom=2026-05-05T23:41:07&until=" + until,
                        sink);
                await().atMost(Duration.ofSeconds(20))
                        .until(() -> context.getRouteController()
                                        .getRouteStatus("feed")
                                        .isStopped()
                                || ((HerobaseConsumer) context.getRoute("feed").getConsumer())
                                        .getStateCause()
                                        .equals("bounds"));
                if (context.getRouteController().getRouteStatus("feed").isStopped()) {
                    assertThat(sink).containsAll(wanted).doesNotContainAnyElementsOf(tooLate);
                }
                assertThat(log.text()).doesNotContain("does not apply");
            }
            assertThat(simulator.books().services("api@example.com").values().stream()
                            .mapToLong(ServiceBook::received)
                            .sum())
                    .as("requests")
                    .isLessThan(requests);
        }
    }

    /** The live end of calls, when the time that they are asked for from is taken for the day's beginning. */
    @ParameterizedTest
    @CsvSource({"DAYS, PT2H", "DAYS, today", "DAYS, P2D", "MINUTES, PT2H"})
    void theLiveEndOfCallsIsNeverSilentlyEmpty(String rounding, String initialFrom) throws Exception {
        MovableClock time = SimulatorClock.movable(Instant.parse("2026-05-05T06:00:00Z"));
        try (HerobaseSimulator simulator = simulator(time, rounding);
                CamelContext context = new DefaultCamelContext()) {
            Set<String> all = ConcurrentHashMap.newKeySet();
            for (int i = 0; i < 20; i++) {
                time.set(time.now().plus(Duration.ofMinutes(17)));
                call(simulator);
            }
            time.set(Instant.parse("2026-05-06T09:00:00Z"));
            Set<String> sink = ConcurrentHashMap.newKeySet();
            consume(context, simulator, time, "calls?orgCodes=*&initialFrom=" + initialFrom, sink);
            for (int i = 0; i < 60; i++) {
                time.set(time.now().plus(Duration.ofMinutes(16)));
                all.add(call(simulator));
                await().atMost(Duration.ofSeconds(10))
                        .untilAsserted(() -> assertThat(sink).containsAll(all));
            }
        }
    }

    private static HerobaseSimulator simulator(MovableClock time, String rounding) {
        return simulator(time, Map.of("boundsRounding", rounding));
    }

    private static HerobaseSimulator simulator(MovableClock time, Map<String, String> switches) {
        HerobaseSimulator.Builder builder = HerobaseSimulator.builder()
                .clock(time)
                .organisation(units -> {
                    units.addUnit("Danmark");
                    units.addUser("agent1@example.com", "Danmark");
                })
                .account(AccountSpec.named("api@example.com", "secret")
                        .defaultDailyLimit(1_000_000_000)
                        .linkedUser("boss@example.com")
                        .savedSearch(SavedSearch.named("All")));
        switches.forEach((point, value) -> Switches.set(builder, point, value));
        return builder.start();
    }

    private static String lead(HerobaseSimulator simulator) {
        return simulator.world().addLead("SPRING25", Map.of("Phone", "7000")).uniqueId();
    }

    private static String call(HerobaseSimulator simulator) {
        OpenCall call = simulator.world().dialer().dial(lead(simulator), "agent1@example.com");
        call.hangUp();
        return call.call().uniqueId();
    }

    private static void consume(
            CamelContext context, HerobaseSimulator simulator, MovableClock time, String options, Set<String> sink)
            throws Exception {
        HerobaseComponent component = new HerobaseComponent();
        component.setClock(new ManualClock(time));
        context.addComponent("herobase", component);
        context.getRegistry().bind("store", new MemoryStateRepository());
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("herobase:" + options + "&baseUrl=" + simulator.baseUrl()
                                + "&quotaSync=0&username=api@example.com&password=secret&cursorRepository=#store"
                                + "&delay=50&initialDelay=0")
                        .routeId("feed")
                        .process(exchange ->
                                sink.add(exchange.getMessage().getHeader(HerobaseConstants.UNIQUE_ID, String.class)));
            }
        });
        context.start();
    }
}
