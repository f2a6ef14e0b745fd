package io.github.camelherobase.poll;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.support.ScheduledPollConsumer;
import org.junit.jupiter.api.Test;

import io.github.camelherobase.api.Lead;
import io.github.camelherobase.support.ConsumerTestSupport;
import io.github.camelherobase.support.LogCapture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Exchanges that never end, and those that are rolled back. */
class UnfinishedExchangesTest extends ConsumerTestSupport {

    private final Set<String> attempted = ConcurrentHashMap.newKeySet();

    private HealthCheck.Result health() {
        ScheduledPollConsumer consumer =
                (ScheduledPollConsumer) context.getRoute("feed").getConsumer();
        return ((HealthCheck) consumer.getHealthCheck()).call(Map.of());
    }

    @Test
    void anExchangeThatNeverCompletesIsNamed() throws Exception {
        addLeads(3);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri("")).routeId("feed").to("seda:slow");
                // Its consumer is not started: nothing is ever taken out.
                from("seda:slow")
                        .routeId("stopped")
                        .autoStartup(false)
                        .process(exchange -> sink.add(exchange.getMessage().getBody(Lead.class)));
            }
        });
        try (LogCapture log = new LogCapture()) {
            context.start();
            await().until(() -> consumer().getUnderWay() == 3);
            String first = simulator.world().leads().iterator().next().uniqueId();
            clock.advance(Duration.ofMinutes(29));
            assertThat(health().getState()).isNotEqualTo(HealthCheck.State.DOWN);

            clock.advance(Duration.ofMinutes(2));
            await().untilAsserted(() -> assertThat(health().getState()).isEqualTo(HealthCheck.State.DOWN));
            assertThat(health().getMessage().orElseThrow()).contains(first, "maxExchangeTime");
            assertThat(health().getDetails()).containsEntry("herobase.cause", "exchange-overdue");
            await().untilAsserted(() ->
                    assertThat(log.text()).contains("the exchange of record " + first + " is under way since"));
            assertThat(health().getDetails()).containsEntry("herobase.state", "stuck");

            context.getRouteController().startRoute("stopped");
            await().until(() -> sink.size() == 3);
            await().untilAsserted(() -> assertThat(health().getState()).isEqualTo(HealthCheck.State.UP));
        }
    }

    @Test
    void whatWasRolledBackIsReadAgain() throws Exception {
        addLeads(5);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri(""))
                        .routeId("feed")
                        .filter(exchange -> attempted.add(
                                exchange.getMessage().getBody(Lead.class).getUniqueId()))
                        .markRollbackOnly()
                        .end()
                        .process(exchange -> sink.add(exchange.getMessage().getBody(Lead.class)));
            }
        });
        context.start();
        await().until(() -> attempted.size() == 5);
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            clock.advance(Duration.ofMillis(500));
            assertThat(statusesInSink()).isEqualTo(statusesInHeroBase());
        });
    }

    @Test
    void aRecordThatIsAlwaysRolledBackHoldsThePosition() throws Exception {
        addLeads(1);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri("")).routeId("feed").markRollbackOnlyLast();
            }
        });
        context.start();
        await().untilAsserted(() -> assertThat(consumer().getHeldRecord())
                .isEqualTo(simulator.world().leads().iterator().next().uniqueId()));
        assertThat(health().getState()).isEqualTo(HealthCheck.State.DOWN);
        assertThat(health().getDetails()).containsEntry("herobase.cause", "record-failed");
    }
}
