package io.github.camelherobase.poll;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;

import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.junit.jupiter.api.Test;

import io.github.camelherobase.api.Lead;
import io.github.camelherobase.cursor.FileCursorStore;
import io.github.camelherobase.simulator.HerobaseSimulator;
import io.github.camelherobase.simulator.account.AccountSpec;
import io.github.camelherobase.simulator.fault.Fault;
import io.github.camelherobase.simulator.fault.Faults;
import io.github.camelherobase.simulator.world.CampaignSpec;
import io.github.camelherobase.support.ConsumerTestSupport;
import io.github.camelherobase.support.LogCapture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** {@code from("herobase:simpleLeads")} over HTTP against the simulator. */
class ConsumerTest extends ConsumerTestSupport {

    @Test
    void everyStateIsDeliveredOnce() throws Exception {
        addLeads(20);
        addRoute("");
        context.start();
        awaitEqualStates();
        awaitPolls(3);
        assertThat(sink).hasSize(20);

        clock.advance(Duration.ofMinutes(10));
        simulator.world().agents(1).work(5);
        awaitEqualStates();
        awaitPolls(3);
        assertThat(sink).hasSize(25);
    }

    @Test
    void aRestartGoesOnWhereItWas() throws Exception {
        addLeads(20);
        addRoute("");
        context.start();
        awaitEqualStates();
        clock.advance(Duration.ofMinutes(10));
        awaitPolls(2);
        context.stop();
        sink.clear();

        newContext();
        addRoute("");
        context.start();
        clock.advance(Duration.ofMinutes(10));
        simulator.world().agents(1).work(3);
        await().untilAsserted(() -> assertThat(sink).hasSize(3));
        awaitPolls(2);
        assertThat(sink).hasSize(3);
    }

    @Test
    void aFailedRecordHoldsThePositionAndOthersPass() throws Exception {
        addLeads(10);
        String poison =
                simulator.world().leads().skip(4).findFirst().orElseThrow().uniqueId();
        Set<String> failing = ConcurrentHashMap.newKeySet();
        failing.add(poison);
        addRoute("", exchange -> {
            if (failing.contains(exchange.getMessage().getBody(Lead.class).getUniqueId())) {
                throw new IllegalStateException("the sink refuses");
            }
        });
        context.start();
        await().untilAsserted(() -> assertThat(sink).hasSize(9));
        await().untilAsserted(() -> assertThat(consumer().getHeldRecord()).isEqualTo(poison));
        awaitPolls(2);
        String position = consumer().getPosition();
        HealthCheck.Result health = consumer().getHealthCheck().call(Map.of());
        assertThat(health.getState()).isEqualTo(HealthCheck.State.DOWN);
        assertThat(health.getMessage())
                .hasValueSatisfying(text -> assertThat(text).contains(poison));

        // After the first pause it fails again, and the second pause is longer.
        clock.advance(Duration.ofMillis(100));
        await().untilAsserted(() ->
                assertThat(consumer().loop().state().held().attempts()).isEqualTo(2));
        assertThat(consumer().loop().state().held().restsUntil())
                .isEqualTo(clock.now().plusMillis(200));
        assertThat(sink).hasSize(9);
        assertThat(consumer().getPosition()).isEqualTo(position);

        failing.clear();
        clock.advance(Duration.ofMinutes(1));
        await().untilAsserted(() -> assertThat(sink).hasSize(10));
        await().untilAsserted(() -> assertThat(consumer().getHeldRecord()).isNull());
        awaitPolls(2);
        assertThat(sink).hasSize(10);
    }

    @Test
    void aHandledFailureIsDone() throws Exception {
        addLeads(10);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                onException(IllegalStateException.class)
                        .handled(true)
                        .process(exchange -> sink.add(exchange.getMessage().getBody(Lead.class)));
                from(uri("")).routeId("feed").process(exchange -> {
                    throw new IllegalStateException("always");
                });
            }
        });
        context.start();
        await().untilAsserted(() -> assertThat(sink).hasSize(10));
        awaitPolls(2);
        assertThat(consumer().getHeldRecord()).isNull();
        assertThat(sink).hasSize(10);
    }

    @Test
    void recordsOfOtherCampaignsArePassedOver() throws Exception {
        simulator
                .world()
                .addCampaign(CampaignSpec.code("OTHER").required("Phone").project("B2B North"));
        addLeads(5);
        simulator.world().addLead("OTHER", Map.of("Phone", "1"));
        addRoute("&campaigns=SPRING25");
        context.start();
        await().untilAsserted(() -> assertThat(sink).hasSize(5));
        awaitPolls(2);
        assertThat(sink).extracting(Lead::getCampaignCode).containsOnly("SPRING25");
    }

    @Test
    void aBoundedRunEndsItsRoute() throws Exception {
        addLeads(5);
        clock.advance(Duration.ofHours(1));
        // Shows that the times of records agree with the server's clock.
        addLeads(1);
        addRoute("&until=now-30m");
        context.start();
        await().untilAsserted(() -> assertThat(
                        context.getRouteController().getRouteStatus("feed").isStopped())
                .isTrue());
        assertThat(sink).hasSize(5);
    }

    @Test
    void aBoundedRunWaitsForItsEndWhereNoTimeAgreesWithTheClock() throws Exception {
        addLeads(5);
        clock.advance(Duration.ofHours(1));
        addRoute("&until=now-30m");
        try (LogCapture log = new LogCapture()) {
            context.start();
            await().untilAsserted(() -> assertThat(log.text()).contains("is not reached yet"));
        }
        clock.advance(Duration.ofHours(3));
        await().untilAsserted(() -> assertThat(
                        context.getRouteController().getRouteStatus("feed").isStopped())
                .isTrue());
        assertThat(sink).hasSize(5);
    }

    @Test
    void batchesAreListBodies() throws Exception {
        addLeads(25);
        Queue<List<?>> batches = new ConcurrentLinkedQueue<>();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri("&batchSize=10&outputType=map"))
                        .routeId("feed")
                        .process(exchange -> batches.add(exchange.getMessage().getBody(List.class)));
            }
        });
        context.start();
        await().untilAsserted(() -> assertThat(batches).extracting(List::size).containsExactly(10, 10, 5));
        assertThat(batches.peek().get(0)).isInstanceOf(Map.class);
    }

    @Test
    void suspendingLeavesThePosition() throws Exception {
        addLeads(5);
        addRoute("");
        context.start();
        await().untilAsserted(() -> assertThat(sink).hasSize(5));
        // The window's position is stored when its last record is done, a moment after that one was seen here.
        awaitPolls(2);
        context.getRouteController().suspendRoute("feed");
        String position = consumer().getPosition();
        clock.advance(Duration.ofHours(1));
        addLeads(5);
        awaitSimulatorQuiet();
        assertThat(consumer().getPosition()).isEqualTo(position);
        context.getRouteController().resumeRoute("feed");
        await().untilAsserted(() -> assertThat(sink).hasSize(10));
    }

    @Test
    void aCutAnswerLosesNothingAndRepeatsNothing() throws Exception {
        addLeads(50);
        simulator.faults().next(Faults.ANY_SERVICE, Fault.closeBeforeAnswer());
        simulator.faults().next(Faults.ANY_SERVICE, Fault.cutAfterBytes(5_000));
        addRoute("");
        context.start();
        awaitEqualStates();
        awaitPolls(2);
        assertThat(sink).hasSize(50);
    }

    @Test
    void twoConsumersOnOnePositionFailTheStart() throws Exception {
        addRoute("");
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri("&maxInFlight=7")).to("mock:other");
            }
        });
        assertThatThrownBy(context::start).hasStackTraceContaining("cursorKey of its own");
    }

    @Test
    void aStoredPositionThatDoesNotFitFailsTheStart() throws Exception {
        Map<String, String> stored = new TreeMap<>();
        stored.put("damaged", "{\"format\":1,\"account\":");
        stored.put("later", "{\"format\":99}");
        stored.put("foreign", entry("someone@else", "Projects=*"));
        stored.put("otherFilters", entry(account(), "Projects=B2B*"));
        stored.put("otherOperation", entry(account(), "").replace("simpleLeads", "calls"));
        stored.put("noTime", entry(account(), "").replace("2026-", "soon"));
        FileCursorStore store = new FileCursorStore(folder);
        stored.forEach(store::setState);
        store.start();
        store.stop();

        Map.of(
                        "damaged", "cannot be read: it is not JSON",
                        "later", "was written by a later version",
                        "foreign", "was stored for the account someone@else",
                        "otherFilters", "was stored for the filters Projects=B2B*, but the consumer has Projects=*",
                        "otherOperation", "was stored for the operation calls, but the consumer has simpleLeads",
                        "noTime", "cannot be read: its position is no time")
                .forEach((key, message) -> {
                    try (CamelContext own = new DefaultCamelContext()) {
                        own.getRegistry().bind("store", new FileCursorStore(folder));
                        own.addRoutes(new RouteBuilder() {
                            @Override
                            public void configure() {
                                from(uri("&cursorKey=" + key)).to("mock:none");
                            }
                        });
                        assertThatThrownBy(own::start).as(key).hasStackTraceContaining(message);
                    } catch (Exception e) {
                        throw new AssertionError(e);
                    }
                });
    }

    private String account() {
        return HerobaseSimulator.DEFAULT_USERNAME + "@"
                + URI.create(simulator.baseUrl()).getAuthority();
    }

    private static String entry(String account, String filters) {
        return "{\"format\":1,\"account\":\"" + account + "\",\"operation\":\"simpleLeads\",\"filters\":\"" + filters
                + "\",\"position\":\"2026-05-06T00:00:00Z\"}";
    }

    @Test
    void aConsumerDoesNotTakeTheTimesThatAreTheCursors() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri("&modifiedFrom=today")).to("mock:none");
            }
        });
        assertThatThrownBy(context::start).hasStackTraceContaining("Set initialFrom");
    }

    @Test
    void aPollThatWaitsForTheDaysQuotaIsUpAndSendsNoEmptyMessage() throws Exception {
        Queue<Object> bodies = new ConcurrentLinkedQueue<>();
        try (HerobaseSimulator small = HerobaseSimulator.builder()
                .clock(time)
                .account(AccountSpec.named(HerobaseSimulator.DEFAULT_USERNAME, HerobaseSimulator.DEFAULT_PASSWORD)
                        .dailyLimit("GET /simpleleads", 2))
                .start()) {
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from(uri("&sendEmptyMessageWhenIdle=true").replace(simulator.baseUrl(), small.baseUrl()))
                            .routeId("feed")
                            .process(exchange -> bodies.add(
                                    String.valueOf(exchange.getMessage().getBody())));
                }
            });
            context.start();
            await().untilAsserted(() -> assertThat(consumer().loop().state().restsUntil())
                    .isAfterOrEqualTo(clock.now().plusSeconds(86_400)));
            int asked = small.books().requests("GET /simpleleads").size();
            assertThat(asked).isEqualTo(2);
            awaitPolls(3);
            // The first poll asked for two slices of history, found nothing, and met the quota at the third.
            assertThat(bodies).hasSize(1);
            assertThat(small.books().requests("GET /simpleleads")).hasSize(asked);
            assertThat(consumer().getHealthCheck().call(Map.of()).getState()).isEqualTo(HealthCheck.State.UP);

            clock.advance(Duration.ofHours(25));
            await().untilAsserted(() -> assertThat(bodies).hasSizeGreaterThan(1));
        }
    }

    @Test
    void aWrongPasswordIsTriedLessAndLess() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri("").replace("(secret)", "(wrong)")).routeId("feed").to("mock:none");
            }
        });
        context.start();
        await().untilAsserted(
                        () -> assertThat(consumer().loop().state().failure()).isNotNull());
        awaitPolls(3);
        assertThat(simulator.books().requests("GET /simpleleads")).hasSize(1);
        assertThat(consumer().getHealthCheck().call(Map.of()).getState()).isEqualTo(HealthCheck.State.DOWN);
        clock.advance(Duration.ofMinutes(15));
        await().untilAsserted(() ->
                assertThat(simulator.books().requests("GET /simpleleads")).hasSize(2));
    }

    @Test
    void anOperatorRewinds() throws Exception {
        addLeads(5);
        addRoute("");
        context.start();
        await().untilAsserted(() -> assertThat(sink).hasSize(5));
        clock.advance(Duration.ofHours(2));
        awaitPolls(3);
        consumer().rewind("2026-05-06T00:00:00Z");
        await().untilAsserted(() -> assertThat(sink).hasSize(10));
    }

    @Test
    void aRouteThatTakesNothingForTooLongGivesTheRequestUpAndLosesNothing() throws Exception {
        addLeads(40);
        CountDownLatch free = new CountDownLatch(1);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri("&maxInFlight=3&responseTimeout=400"))
                        .routeId("feed")
                        .threads(3)
                        .process(exchange -> {
                            free.await();
                            sink.add(exchange.getMessage().getBody(Lead.class));
                        });
            }
        });
        context.start();
        await().untilAsserted(() -> assertThat(consumer().getUnderWay()).isEqualTo(3));
        String position = consumer().getPosition();
        awaitPolls(2);
        assertThat(consumer().getPosition()).isEqualTo(position);
        free.countDown();
        awaitEqualStates();
        awaitPolls(2);
        assertThat(sink).hasSize(40);
    }

    @Test
    void quartzMayPlanThePolls() throws Exception {
        addLeads(3);
        addRoute("&scheduler=quartz&scheduler.cron=0/1+*+*+*+*+?");
        context.start();
        await().untilAsserted(() -> assertThat(sink).hasSize(3));
    }

    @Test
    void withARepositoryNothingRepeatsOverARestart() throws Exception {
        addLeads(10);
        MemoryIdempotentRepository seen = new MemoryIdempotentRepository();
        seen.setCacheSize(1_000);
        context.getRegistry().bind("seen", seen);
        addRoute("&idempotentRepository=#seen");
        context.start();
        await().untilAsserted(() -> assertThat(sink).hasSize(10));
        context.stop();

        newContext();
        context.getRegistry().bind("seen", seen);
        addRoute("&idempotentRepository=#seen");
        context.start();
        awaitPolls(3);
        assertThat(sink).hasSize(10);
    }

    @Test
    void consumersThatTogetherNeedMoreThanTheKnownLimitFailTheStart() throws Exception {
        try (HerobaseSimulator small = HerobaseSimulator.builder()
                .clock(time)
                .account(AccountSpec.named(HerobaseSimulator.DEFAULT_USERNAME, HerobaseSimulator.DEFAULT_PASSWORD)
                        .dailyLimit("GET /simpleleads", 300))
                .start()) {
            String first = uri("").replace(simulator.baseUrl(), small.baseUrl()).replace("delay=100", "delay=5m");
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from(first).routeId("feed").to("mock:first");
                }
            });
            context.start();
            await().untilAsserted(() ->
                    assertThat(small.books().requests("GET /simpleleads")).isNotEmpty());
            await().until(() -> consumer().isFirstPollDone());

            assertThatThrownBy(() -> context.addRoutes(new RouteBuilder() {
                        @Override
                        public void configure() {
                            from(first + "&cursorKey=another").to("mock:another");
                        }
                    }))
                    .hasStackTraceContaining("would ask GET /simpleleads 576 times a day, but its limit is 300");
        }
    }
}
