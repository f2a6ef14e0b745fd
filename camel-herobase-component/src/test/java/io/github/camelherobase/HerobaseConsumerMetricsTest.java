package io.github.camelherobase;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.github.camelherobase.cursor.FileCursorStore;
import io.github.camelherobase.simulator.HerobaseSimulator;
import io.github.camelherobase.simulator.clock.MovableClock;
import io.github.camelherobase.simulator.clock.SimulatorClock;
import io.github.camelherobase.support.ManualClock;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Lag and held records of a consumer that runs. */
class HerobaseConsumerMetricsTest {

    private static final Duration OVERLAP = Duration.ofMinutes(2);

    @TempDir
    private Path folder;

    private final MovableClock time = SimulatorClock.movable(Instant.parse("2026-05-06T08:00:00Z"));
    private final ManualClock clock = new ManualClock(time);
    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final AtomicBoolean fails = new AtomicBoolean(true);

    private double value(String name) {
        return registry.get("herobase.consumer." + name)
                .tag("route", "feed")
                .tag("operation", "simpleLeads")
                .gauge()
                .value();
    }

    private double state(String name) {
        return registry.get("herobase.consumer.state")
                .tag("state", name)
                .gauge()
                .value();
    }

    @Test
    void aHeldRecordAndTheLagAreSeen() throws Exception {
        try (HerobaseSimulator simulator =
                        HerobaseSimulator.builder().clock(time).start();
                DefaultCamelContext context = new DefaultCamelContext()) {
            HerobaseComponent component = new HerobaseComponent();
            component.setClock(clock);
            context.addComponent("herobase", component);
            context.getRegistry().bind("store", new FileCursorStore(folder));
            new HerobaseConsumerMetrics(context).bindTo(registry);
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("herobase:simpleLeads?baseUrl=" + simulator.baseUrl() + "&username=api@example.com"
                                    + "&password=secret&quotaSync=0&cursorRepository=#store&delay=60s&initialDelay=0"
                                    + "&initialFrom=now")
                            .routeId("feed")
                            .process(exchange -> {
                                if (fails.get()) {
                                    throw new IllegalStateException("The sink is down");
                                }
                            });
                }
            });
            simulator.world().addLead("SPRING25", Map.of("Phone", "70000001"));
            context.start();
            HerobaseConsumer consumer =
                    (HerobaseConsumer) context.getRoute("feed").getConsumer();
            await().atMost(Duration.ofSeconds(20)).until(() -> value("held") == 1);
            assertThat(state("held")).isEqualTo(1);
            assertThat(state("ready")).isZero();
            clock.advance(Duration.ofMinutes(30));
            assertThat(value("lag")).isEqualTo(Duration.ofMinutes(30).toSeconds());

            fails.set(false);
            consumer.poll();
            assertThat(value("held")).isZero();
            assertThat(state("held")).isZero();
            assertThat(state("ready")).isEqualTo(1);
            assertThat(value("underway")).isZero();
            assertThat(value("lag")).isBetween((double) OVERLAP.toSeconds(), OVERLAP.toSeconds() + 5.0);
        }
        assertThat(value("lag")).isNaN();
    }
}
