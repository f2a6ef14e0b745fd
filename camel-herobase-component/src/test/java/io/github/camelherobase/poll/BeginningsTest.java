package io.github.camelherobase.poll;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.RoutePolicySupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.camelherobase.HerobaseComponent;
import io.github.camelherobase.HerobaseConsumer;
import io.github.camelherobase.api.HerobaseClock;
import io.github.camelherobase.api.Lead;
import io.github.camelherobase.cursor.FileCursorStore;
import io.github.camelherobase.simulator.HerobaseSimulator;
import io.github.camelherobase.simulator.Switches;
import io.github.camelherobase.simulator.clock.MovableClock;
import io.github.camelherobase.simulator.clock.SimulatorClock;
import io.github.camelherobase.simulator.fault.Fault;
import io.github.camelherobase.support.ManualClock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** Where a consumer begins and ends, whatever its own clock and the server's zones. */
class BeginningsTest {

    @TempDir
    Path folder;

    private final MovableClock time = SimulatorClock.movable(Instant.parse("2026-05-06T08:00:00Z"));
    private final ManualClock clock = new ManualClock(time);
    private final Set<String> sink = new ConcurrentSkipListSet<>();
    private HerobaseSimulator simulator;
    private CamelContext context = new DefaultCamelContext();

    @AfterEach
    void stop() {
        context.stop();
        simulator.close();
    }

    private void simulate(String... switches) {
        HerobaseSimulator.Builder builder = HerobaseSimulator.builder().clock(time);
        for (int i = 0; i < switches.length; i += 2) {
            Switches.set(builder, switches[i], switches[i + 1]);
        }
        simulator = builder.start();
    }

    private String add() {
        return simulator.world().addLead("SPRING25", Map.of("Phone", "7000")).uniqueId();
    }

    private String uri(String options) {
        return "herobase:simpleLeads?baseUrl=" + simulator.baseUrl() + "&quotaSync=0&username="
                + HerobaseSimulator.DEFAULT_USERNAME + "&password=RAW(" + HerobaseSimulator.DEFAULT_PASSWORD
                + ")&cursorRepository=#store&delay=50&initialDelay=0" + options;
    }

    private void context(HerobaseClock ours) {
        context = new DefaultCamelContext();
        HerobaseComponent component = new HerobaseComponent();
        component.setClock(ours);
        context.addComponent("herobase", component);
        context.getRegistry().bind("store", new FileCursorStore(folder));
    }

    private void route(String id, String uri, Set<String> into) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri)
                        .routeId(id)
                        .process(exchange -> into.add(
                                exchange.getMessage().getBody(Lead.class).getUniqueId()));
            }
        });
    }

    /** Ours is ahead or behind; the server's is right. */
    private HerobaseClock off(Duration ahead) {
        return new HerobaseClock() {
            @Override
            public Instant now() {
                return clock.now().plus(ahead);
            }

            @Override
            public Cancellable callAt(Instant when, Runnable task) {
                return clock.callAt(when.minus(ahead), task);
            }
        };
    }

    private HerobaseConsumer consumer(String id) {
        return (HerobaseConsumer) context.getRoute(id).getConsumer();
    }

    private void awaitPolls(String id, int more) {
        long before = consumer(id).getCounter();
        await().atMost(Duration.ofSeconds(20)).until(() -> consumer(id).getCounter() >= before + more);
    }

    @ParameterizedTest
    @CsvSource({
        "PT0S, NONE, Europe/Copenhagen",
        "PT10M, NONE, Europe/Copenhagen",
        "PT3H, NONE, Europe/Copenhagen",
        "PT-10M, NONE, Europe/Copenhagen",
        "PT10M, NONE, UTC",
        "PT10M, FROZEN, Europe/Copenhagen"
    })
    void latestIsTheServersTime(Duration ahead, String date, String zone) throws Exception {
        simulate("boundsZone", zone, "stampZone", zone, "dateHeaderTime", date.equals("NONE") ? "RIGHT" : date);
        add();
        clock.advance(Duration.ofMinutes(30));
        context(off(ahead));
        route("feed", uri("&initialFrom=latest"), sink);
        context.start();
        awaitPolls("feed", 2);
        Set<String> changed = new ConcurrentSkipListSet<>();
        for (int i = 0; i < 6; i++) {
            clock.advance(Duration.ofMinutes(1));
            changed.add(add());
            awaitPolls("feed", 1);
        }
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(sink).isEqualTo(changed));
    }

    @Test
    void latestIsFoundAfterAStartWithoutANetwork() throws Exception {
        simulate();
        add();
        simulator.faults().always("GET /simpleleads", Fault.status(503));
        context(off(Duration.ofMinutes(10)));
        route("feed", uri("&initialFrom=latest"), sink);
        context.start();
        awaitPolls("feed", 3);
        context.stop();
        clock.advance(Duration.ofMinutes(5));
        simulator.faults().clear();
        String before = add();
        clock.advance(Duration.ofMinutes(5));
        context(off(Duration.ofMinutes(10)));
        route("feed", uri("&initialFrom=latest"), sink);
        context.start();
        awaitPolls("feed", 2);
        clock.advance(Duration.ofMinutes(1));
        String after = add();
        await().untilAsserted(() -> assertThat(sink).contains(after).doesNotContain(before));
    }

    /** The second route begins after midnight by the clock, but with the same context as the first. */
    @Test
    void twoRoutesThatMeetAtMidnightLoseNothing() throws Exception {
        simulate();
        time.set(Instant.parse("2026-05-06T12:00:00Z"));
        String of6May = add();
        time.set(Instant.parse("2026-05-06T21:59:59Z"));
        Set<String> history = new ConcurrentSkipListSet<>();
        Set<String> live = new ConcurrentSkipListSet<>();
        context(clock);
        route("history", uri("&initialFrom=2026-05-01&until=today&cursorKey=history"), history);
        route("live", uri("&initialFrom=today&cursorKey=live"), live);
        context.addRoutePolicyFactory((camel, id, route) -> new RoutePolicySupport() {
            @Override
            public void onStart(Route starting) {
                if (starting.getId().equals("live")) {
                    time.set(Instant.parse("2026-05-06T22:00:01Z"));
                }
            }
        });
        context.start();
        time.set(Instant.parse("2026-05-06T22:30:00Z"));
        awaitPolls("live", 2);
        await().untilAsserted(() ->
                assertThat(history.contains(of6May) || live.contains(of6May)).isTrue());
    }

    @Test
    void untilIsResolvedAtEachStart() throws Exception {
        simulate();
        context(clock);
        route("feed", uri("&initialFrom=2026-05-01&until=today"), sink);
        String of6May = add();
        context.start();
        await().until(() -> context.getRouteController().getRouteStatus("feed").isStopped());
        assertThat(sink).isEmpty();
        clock.advance(Duration.ofDays(1));
        context.getRouteController().startRoute("feed");
        await().until(() -> context.getRouteController().getRouteStatus("feed").isStopped());
        assertThat(sink).containsExactly(of6May);
    }

    @Test
    void aRunThatEndsBeforeItBeginsFailsTheStart() throws Exception {
        simulate();
        context(clock);
        route("feed", uri("&initialFrom=today&until=yesterday"), sink);
        assertThatThrownBy(context::start).hasStackTraceContaining("initialFrom to until ends at");
    }
}
