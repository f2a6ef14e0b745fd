package io.github.camelherobase.support;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

import io.github.camelherobase.HerobaseComponent;
import io.github.camelherobase.HerobaseConsumer;
import io.github.camelherobase.api.Lead;
import io.github.camelherobase.cursor.FileCursorStore;
import io.github.camelherobase.simulator.HerobaseSimulator;
import io.github.camelherobase.simulator.clock.MovableClock;
import io.github.camelherobase.simulator.clock.SimulatorClock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A context whose route {@code feed} reads the simulator's leads into {@link #sink}; both on one clock. */
public abstract class ConsumerTestSupport {

    @TempDir
    protected Path folder;

    protected final MovableClock time = SimulatorClock.movable(Instant.parse("2026-05-06T08:00:00Z"));
    protected final ManualClock clock = new ManualClock(time);
    protected final HerobaseSimulator simulator =
            HerobaseSimulator.builder().clock(time).start();
    protected final Queue<Lead> sink = new ConcurrentLinkedQueue<>();
    protected CamelContext context;

    @BeforeEach
    protected void newContext() {
        context = new DefaultCamelContext();
        HerobaseComponent component = new HerobaseComponent();
        component.setClock(clock);
        context.addComponent("herobase", component);
        context.getRegistry().bind("store", new FileCursorStore(folder));
    }

    @AfterEach
    protected void stop() {
        context.stop();
        simulator.close();
    }

    protected final String uri(String options) {
        return "herobase:simpleLeads?baseUrl=" + simulator.baseUrl() + "&quotaSync=0&username="
                + HerobaseSimulator.DEFAULT_USERNAME
                + "&password=RAW(" + HerobaseSimulator.DEFAULT_PASSWORD
                + ")&cursorRepository=#store&delay=100&initialDelay=0&initialFrom=beginning" + options;
    }

    protected final void addRoute(String options, Processor processor) throws Exception {
        addRouteFrom(uri(options), processor);
    }

    protected final void addRouteFrom(String uri, Processor processor) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri).routeId("feed").process(processor).process(this::take);
            }

            private void take(Exchange exchange) {
                sink.add(exchange.getMessage().getBody(Lead.class));
            }
        });
    }

    protected final void addRoute(String options) throws Exception {
        addRoute(options, exchange -> {});
    }

    protected final void addLeads(int count) {
        for (int i = 0; i < count; i++) {
            simulator.world().addLead("SPRING25", Map.of("Phone", "7000" + i));
        }
    }

    protected final Map<String, String> statusesInSink() {
        Map<String, String> last = new TreeMap<>();
        sink.forEach(lead -> last.put(lead.getUniqueId(), lead.getStatus()));
        return last;
    }

    protected final Map<String, String> statusesInHeroBase() {
        Map<String, String> last = new TreeMap<>();
        simulator
                .world()
                .leads()
                .forEach(lead -> last.put(lead.uniqueId(), lead.status().name()));
        return last;
    }

    protected final void awaitEqualStates() {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(statusesInSink()).isEqualTo(statusesInHeroBase()));
    }

    protected final HerobaseConsumer consumer() {
        return (HerobaseConsumer) context.getRoute("feed").getConsumer();
    }

    protected final void awaitPolls(int more) {
        long before = consumer().getCounter();
        await().atMost(Duration.ofSeconds(20)).until(() -> consumer().getCounter() >= before + more);
    }

    protected final void awaitSimulatorQuiet() {
        await().until(() -> simulator.books().inFlight() == 0);
    }
}
