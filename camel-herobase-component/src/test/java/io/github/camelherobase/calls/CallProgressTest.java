package io.github.camelherobase.calls;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.processor.state.MemoryStateRepository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.github.camelherobase.HerobaseComponent;
import io.github.camelherobase.HerobaseConfiguration;
import io.github.camelherobase.HerobaseConsumer;
import io.github.camelherobase.api.Call;
import io.github.camelherobase.simulator.HerobaseSimulator;
import io.github.camelherobase.simulator.account.AccountSpec;
import io.github.camelherobase.simulator.clock.MovableClock;
import io.github.camelherobase.simulator.clock.SimulatorClock;
import io.github.camelherobase.simulator.world.OpenCall;
import io.github.camelherobase.support.ManualClock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** When a consumer delivers a call that is in progress, never ends, or is wrapped up late. */
class CallProgressTest {

    private static final Instant START = Instant.parse("2026-05-06T08:00:00Z");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final MovableClock time = SimulatorClock.movable(START);
    private final ManualClock clock = new ManualClock(time);
    private final HerobaseSimulator simulator = HerobaseSimulator.builder()
            .clock(time)
            .account(AccountSpec.named("api@example.com", "secret").defaultDailyLimit(1_000_000_000))
            .organisation(units -> {
                units.addUnit("Danmark");
                units.addUser("agent1@example.com", "Danmark");
                units.addUser("agent2@example.com", "Danmark");
            })
            .start();
    private final List<Call> delivered = new CopyOnWriteArrayList<>();
    private final CamelContext context = new DefaultCamelContext();

    private void consume(String options) throws Exception {
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
                from("herobase:calls?orgCodes=*&initialFrom=today&delay=20&initialDelay=0" + options)
                        .process(exchange -> delivered.add(exchange.getMessage().getBody(Call.class)));
            }
        });
        context.start();
    }

    @AfterEach
    void stop() {
        context.stop();
        simulator.close();
    }

    private OpenCall dial(String agent) {
        String lead = simulator
                .world()
                .addLead("SPRING25", Map.of("Phone", "70000001"))
                .uniqueId();
        return simulator.world().dialer().dial(lead, agent);
    }

    /** Until the server was asked twice after now; one more may be on its way from before. */
    private void awaitPolls() {
        long before = polls();
        await().atMost(PATIENCE).until(() -> polls() > before + 3);
    }

    private long polls() {
        return simulator.books().service("api@example.com", "GET /calls").received();
    }

    @Test
    void aCallThatNeverEndsIsDeliveredAsItIsAfterItsLongestTime() throws Exception {
        OpenCall forgotten = dial("agent1@example.com");
        clock.advance(Duration.ofMinutes(10));
        OpenCall later = dial("agent2@example.com");
        later.answer();
        clock.advance(Duration.ofMinutes(5));
        later.hangUp();
        later.save("Sale");
        consume("&maxCallDuration=3h");
        await().atMost(PATIENCE).until(() -> delivered.size() == 1);
        assertThat(delivered.get(0).getUniqueId()).isEqualTo(later.call().uniqueId());

        clock.advance(Duration.ofHours(2));
        awaitPolls();
        assertThat(delivered).hasSize(1);
        assertThat(Instant.parse(consumer().getPosition()))
                .as("the position waits for the call")
                .isBeforeOrEqualTo(START);

        clock.advance(Duration.ofHours(1));
        await().atMost(PATIENCE).until(() -> delivered.size() == 2);
        assertThat(delivered.get(1).getUniqueId()).isEqualTo(forgotten.call().uniqueId());
        assertThat(delivered.get(1).isFinished()).isFalse();
        clock.advance(Duration.ofHours(1));
        await().atMost(PATIENCE)
                .until(() -> Instant.parse(consumer().getPosition()).isAfter(START));
    }

    private HerobaseConsumer consumer() {
        return (HerobaseConsumer) context.getRoutes().get(0).getConsumer();
    }

    /** Its start lies further back than the overlap when it is wrapped up. */
    @Test
    void theWrapUpOfALongCallIsDeliveredAtNoMoreRequests() throws Exception {
        OpenCall call = dial("agent1@example.com");
        call.answer();
        consume("");
        awaitPolls();
        clock.advance(Duration.ofMinutes(65));
        call.hangUp();
        await().atMost(PATIENCE).until(() -> delivered.size() == 1);
        clock.advance(Duration.ofMinutes(20));
        awaitPolls();
        call.save("Sale");
        await().atMost(PATIENCE).until(() -> delivered.size() == 2);
        assertThat(delivered.get(1).getStatus()).isEqualTo("UserProcessed");

        clock.advance(Duration.ofHours(12));
        awaitPolls();
        List<String> starts = simulator.books().requests("GET /calls").stream()
                .map(request -> request.queryParameters().text("StartTime").orElseThrow())
                .toList();
        assertThat(starts.subList(starts.size() - 2, starts.size()))
                .as("one request a poll, from the same position")
                .containsOnly(starts.get(starts.size() - 1));
    }

    @Test
    void aLateWrapUpIsDeliveredToo() throws Exception {
        OpenCall call = dial("agent1@example.com");
        call.answer();
        clock.advance(Duration.ofMinutes(5));
        call.hangUp();
        consume("");
        await().atMost(PATIENCE).until(() -> delivered.size() == 1);
        assertThat(delivered.get(0).getStatus()).isEqualTo("NotSet");
        clock.advance(Duration.ofMinutes(50));
        awaitPolls();
        assertThat(delivered).as("nothing new").hasSize(1);

        call.save("Sale");
        await().atMost(PATIENCE).until(() -> delivered.size() == 2);
        assertThat(delivered.get(1).getStatus()).isEqualTo("UserProcessed");
        assertThat(delivered.get(1).getWrapUpDuration()).isEqualTo(Duration.ofMinutes(50));
        assertThat(delivered.get(1).toJson())
                .as("raw, as it was at that time")
                .contains("\"orgUnits\":[{\"orgCode\":\"Danmark\"");
    }
}
