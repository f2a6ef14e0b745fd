package io.github.camelherobase.calls;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.processor.state.MemoryStateRepository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.github.camelherobase.HerobaseComponent;
import io.github.camelherobase.HerobaseConfiguration;
import io.github.camelherobase.HerobaseConsumer;
import io.github.camelherobase.api.Call;
import io.github.camelherobase.poll.PollState;
import io.github.camelherobase.simulator.HerobaseSimulator;
import io.github.camelherobase.simulator.account.AccountSpec;
import io.github.camelherobase.simulator.clock.MovableClock;
import io.github.camelherobase.simulator.clock.SimulatorClock;
import io.github.camelherobase.support.ManualClock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A window takes a request for each unit; the day's quota ends between two of them. */
class CallQuotaTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Instant FROM = Instant.parse("2026-05-01T00:00:00Z");
    private static final Instant TO = Instant.parse("2026-05-03T00:00:00Z");
    private static final int CALLS = 400;
    private static final int UNITS = 40;

    private final MovableClock time = SimulatorClock.movable(TO.plus(Duration.ofHours(10)));
    private final ManualClock clock = new ManualClock(time);
    private final HerobaseSimulator simulator = HerobaseSimulator.builder()
            .clock(time)
            .account(AccountSpec.named("api@example.com", "secret")
                    .defaultDailyLimit(1_000)
                    .dailyLimit("GET /calls", UNITS + UNITS / 2))
            .organisation(units -> {})
            .generatedCalls(CALLS, FROM, TO)
            .start();
    private final Set<String> delivered = ConcurrentHashMap.newKeySet();
    private final CamelContext context = new DefaultCamelContext();

    @AfterEach
    void stop() {
        context.stop();
        simulator.close();
    }

    @Test
    void theWindowIsReadAgainAfterTheResetAndNothingIsRefused() throws Exception {
        HerobaseComponent component = new HerobaseComponent();
        component.setClock(clock);
        HerobaseConfiguration configuration = component.getConfiguration();
        configuration.setBaseUrl(simulator.baseUrl());
        configuration.setUsername("api@example.com");
        configuration.setPassword("secret");
        configuration.setCursorRepository(new MemoryStateRepository());
        context.addComponent("herobase", component);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("herobase:calls?orgCodes=all&initialFrom=2026-05-01&until=2026-05-03T02:00&delay=1d&initialDelay=0")
                        .routeId("calls")
                        .process(exchange -> delivered.add(
                                exchange.getMessage().getBody(Call.class).getUniqueId()));
            }
        });
        context.start();
        HerobaseConsumer consumer = (HerobaseConsumer) context.getRoute("calls").getConsumer();
        await().atMost(PATIENCE).until(() -> consumer.loop().state() instanceof PollState.Limited);
        HealthCheck.Result health = consumer.getHealthCheck().call(Map.of());
        assertThat(health.getState()).isEqualTo(HealthCheck.State.UP);
        assertThat(delivered.size()).isLessThan(CALLS);
        // Requests at once may be counted twice, as sent and in what the server says is left: a few then stay unused.
        assertThat(received()).isGreaterThan(UNITS).isLessThanOrEqualTo(UNITS + UNITS / 2);

        clock.advance(Duration.ofHours(25));
        consumer.loop().poll();
        await().atMost(PATIENCE).until(() -> delivered.size() == CALLS);
        assertThat(simulator.books().refused()).isZero();
    }

    private long received() {
        return simulator.books().service("api@example.com", "GET /calls").received();
    }
}
