package io.github.camelherobase.calls;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.github.camelherobase.HerobaseComponent;
import io.github.camelherobase.api.Call;
import io.github.camelherobase.cursor.FileCursorStore;
import io.github.camelherobase.simulator.HerobaseSimulator;
import io.github.camelherobase.simulator.account.AccountSpec;
import io.github.camelherobase.simulator.clock.MovableClock;
import io.github.camelherobase.simulator.clock.SimulatorClock;
import io.github.camelherobase.simulator.world.CampaignSpec;
import io.github.camelherobase.support.ManualClock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** {@code herobase:calls} over HTTP against the simulator: each call once, none missing. */
class CallsTest {

    private static final int CALLS = 3_000;
    private static final Instant FROM = Instant.parse("2026-05-01T00:00:00Z");
    private static final Instant TO = Instant.parse("2026-05-06T08:00:00Z");

    @TempDir
    private Path folder;

    private final MovableClock time = SimulatorClock.movable(TO.plus(Duration.ofHours(10)));
    private final ManualClock clock = new ManualClock(time);
    private final HerobaseSimulator simulator = HerobaseSimulator.builder()
            .clock(time)
            // The clock stands still, so a minute's limit that is met would never open again.
            .account(AccountSpec.named("api@example.com", "secret").defaultDailyLimit(1_000_000_000))
            .project("B2B North")
            .campaign(CampaignSpec.code("SPRING25").required("Phone"))
            .generatedCalls(CALLS, FROM, TO)
            .start();
    private final Map<String, AtomicInteger> deliveries = new ConcurrentHashMap<>();
    private final Set<String> inProgress = ConcurrentHashMap.newKeySet();
    private CamelContext context = newContext();

    private CamelContext newContext() {
        CamelContext fresh = new DefaultCamelContext();
        HerobaseComponent component = new HerobaseComponent();
        component.setClock(clock);
        fresh.addComponent("herobase", component);
        return fresh;
    }

    @AfterEach
    void stop() {
        context.stop();
        simulator.close();
    }

    private String uri(String options) {
        return "herobase:calls?baseUrl=" + simulator.baseUrl() + "&username=api@example.com&password=RAW(secret)"
                + options;
    }

    private void take(Call call) {
        if (!call.isFinished()) {
            inProgress.add(call.getUniqueId());
        }
        deliveries
                .computeIfAbsent(call.getUniqueId(), id -> new AtomicInteger())
                .incrementAndGet();
    }

    private List<String> missing() {
        return IntStream.range(0, CALLS)
                .mapToObj(number -> 60_000_000L + number + "S3064")
                .filter(id -> !deliveries.containsKey(id))
                .toList();
    }

    private void startConsumer() throws Exception {
        context.getRegistry().bind("store", new FileCursorStore(folder));
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri("&orgCodes=*&cursorRepository=#store&initialFrom=2026-04-30&delay=50&initialDelay=0"))
                        .routeId("calls")
                        .process(exchange -> take(exchange.getMessage().getBody(Call.class)));
            }
        });
        context.start();
    }

    @Test
    void everyCallOnceOverARestart() throws Exception {
        startConsumer();
        await().atMost(Duration.ofSeconds(30)).until(() -> deliveries.size() > CALLS / 3);
        context.stop();
        context = newContext();
        startConsumer();
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(missing()).isEmpty());
    }

    @Test
    void aCallInProgressIsDeliveredWhenItIsOver() throws Exception {
        time.set(TO.minus(Duration.ofMinutes(30)));
        startConsumer();
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(deliveries).hasSizeGreaterThan(CALLS * 9 / 10));
        clock.advance(Duration.ofHours(8));
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(missing()).isEmpty());
        assertThat(inProgress).isEmpty();
    }

    /** Its questions end before the server's time: the position must not pass what was not asked for. */
    @Test
    void aClientWhoseClockIsHoursBehindMissesNoCall() throws Exception {
        ManualClock late = new ManualClock(SimulatorClock.movable(TO.minus(Duration.ofHours(5))));
        time.set(TO);
        context.getComponent("herobase", HerobaseComponent.class).setClock(late);
        startConsumer();
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            late.advance(Duration.ofMinutes(20));
            clock.advance(Duration.ofMinutes(20));
            assertThat(missing()).isEmpty();
        });
    }

    @Test
    void aProducerReadsAPeriodOfSeveralOrgCodesWithEachCallOnce() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in")
                        .to(uri("&orgCodes=*&startTime=2026-05-02&timeSpan=P2D"))
                        .convertBodyTo(List.class);
                from("direct:none").to(uri("&startTime=today"));
            }
        });
        context.start();
        List<?> calls = context.createProducerTemplate().requestBody("direct:in", null, List.class);
        assertThat(calls).isNotEmpty().doesNotHaveDuplicates().allSatisfy(call -> {
            Call it = (Call) call;
            assertThat(it.getEndTime()).isAfterOrEqualTo(it.getStartTime());
            assertThat(it.getStartTime().toInstant())
                    .isBetween(Instant.parse("2026-05-01T22:00:00Z"), Instant.parse("2026-05-03T22:00:00Z"));
        });
        assertThat(calls).extracting(call -> ((Call) call).getUniqueId()).doesNotHaveDuplicates();
        assertThatThrownBy(() -> context.createProducerTemplate().requestBody("direct:none", (Object) null))
                .hasStackTraceContaining("set the option orgCodes");
    }
}
