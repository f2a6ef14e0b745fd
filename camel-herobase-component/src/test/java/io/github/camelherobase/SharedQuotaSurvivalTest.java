package io.github.camelherobase;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.OpenDataException;

import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.processor.state.MemoryStateRepository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.github.camelherobase.api.HerobaseClock;
import io.github.camelherobase.support.LogCapture;
import io.github.camelherobase.support.OwnServer;
import io.github.camelherobase.support.OwnServer.Answer;
import io.github.camelherobase.support.SteppedClock;
import io.github.camelherobase.support.TextStore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The quota that processes share, over HTTP: clocks that are set, stores that are slow, silent or broken. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SharedQuotaSurvivalTest {

    private static final Instant BEGIN = Instant.parse("2026-05-06T10:00:00Z");
    private static final String LEADS = "POST /leads";
    private static final int SPEED = 60;

    private final ExecutorService callers = Executors.newCachedThreadPool();
    private final List<DefaultCamelContext> contexts = new ArrayList<>();
    private final SteppedClock trueClock = new SteppedClock(BEGIN, SPEED);
    private final TextStore store = new TextStore(trueClock::now);
    private final OwnServer server = new OwnServer((request, number) -> switch (request.service()) {
        case LEADS -> Answer.accepted();
        // A day of 300 requests.
        case "GET /myaccount/request/limits" ->
            new Answer(200, "{\"POST /leads\": 300, \"GET /calls\": 300}", Map.of());
        default -> new Answer(200, "{\"POST /leads\": 0, \"GET /calls\": 0}", Map.of());
    });

    @AfterEach
    void end() throws Exception {
        callers.shutdownNow();
        for (DefaultCamelContext context : contexts) {
            context.getShutdownStrategy().setTimeout(1);
            context.close();
        }
        server.close();
        trueClock.close();
    }

    // F6

    @Test
    void aReserveOfOneEndpointHoldsUpNoOther() {
        // Not accelerated, or the first answer about the limits may come too late.
        SteppedClock own = new SteppedClock(BEGIN, 1);
        DefaultCamelContext context = begin(own);
        component(context).getConfiguration().setQuotaStore(new TextStore(own::now));
        List<CompletableFuture<Exchange>> modest = new ArrayList<>();
        for (int lead = 0; lead < 3; lead++) {
            modest.add(send(context, "herobase:importLeads?quotaReserve=300&maxQuotaWait=3h", lead));
        }
        await().until(() -> component(context).quota().values().stream()
                .map(CompositeData.class::cast)
                .anyMatch(row -> row.get("service").equals(LEADS) && (Long) row.get("waiting") == 3));
        List<CompletableFuture<Exchange>> entitled = new ArrayList<>();
        for (int lead = 10; lead < 20; lead++) {
            entitled.add(send(context, "herobase:importLeads?quotaPriority=high&maxQuotaWait=3h", lead));
        }
        assertThat(CompletableFuture.allOf(entitled.toArray(CompletableFuture[]::new)))
                .succeedsWithin(Duration.ofSeconds(15));
        assertThat(entitled).allMatch(one -> one.join().getException() == null);
        assertThat(server.count(LEADS)).isEqualTo(10);
        assertThat(modest).noneMatch(one -> one.isDone() && one.join().getException() == null);
    }

    // F7

    @Test
    void aClockThatIsSetBackStopsNoWaiter() {
        SteppedClock own = new SteppedClock(BEGIN, SPEED);
        DefaultCamelContext context = begin(own);
        List<CompletableFuture<Exchange>> all = new ArrayList<>();
        for (int lead = 0; lead < 480; lead++) {
            all.add(send(context, "herobase:importLeads?quotaSync=0&maxQuotaWait=6h", lead));
        }
        await().until(() -> server.count(LEADS) >= 100);

        own.step(Duration.ofHours(-1));

        // A minute takes a second here.
        assertThat(CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)))
                .succeedsWithin(Duration.ofSeconds(20));
        assertThat(server.count(LEADS)).isEqualTo(480);
        own.close();
    }

    @Test
    void aClockThatIsSetBackWhileTheStoreFailsStopsNoWaiter() {
        SteppedClock own = new SteppedClock(BEGIN, SPEED);
        DefaultCamelContext context = begin(own);
        AtomicInteger failures = new AtomicInteger();
        AtomicBoolean broken = new AtomicBoolean(true);
        store.trouble(() -> {
            if (broken.get()) {
                failures.incrementAndGet();
                throw new IllegalStateException("the store is away");
            }
        });
        CompletableFuture<Exchange> lead = send(context, "herobase:importLeads?quotaSync=0&maxQuotaWait=6h", 0);
        await().until(() -> failures.get() > 2);

        own.step(Duration.ofHours(-1));
        broken.set(false);

        assertThat(lead).succeedsWithin(Duration.ofSeconds(15));
        assertThat(lead.join().getException()).isNull();
        own.close();
    }

    // F8

    @Test
    void aStoreThatIsSilentIsAskedAgain() throws Exception {
        DefaultCamelContext context = begin(trueClock);
        CountDownLatch never = new CountDownLatch(1);
        AtomicBoolean silent = new AtomicBoolean(true);
        store.trouble(() -> {
            if (silent.getAndSet(false)) {
                never.await(50, TimeUnit.SECONDS);
            }
        });
        CompletableFuture<Exchange> lead = send(context, "herobase:importLeads?quotaSync=0&maxQuotaWait=6h", 0);
        assertThat(lead).succeedsWithin(Duration.ofSeconds(15));
        assertThat(lead.join().getException()).isNull();
        never.countDown();
    }

    // F9

    @Test
    void aStoreThatIsSlowIsSlowAndNoMore() {
        DefaultCamelContext context = begin(trueClock);
        store.trouble(() -> TimeUnit.MILLISECONDS.sleep(11_000 / SPEED));
        List<CompletableFuture<Exchange>> all = new ArrayList<>();
        for (int lead = 0; lead < 10; lead++) {
            all.add(send(context, "herobase:importLeads?quotaSync=0&maxQuotaWait=6h", lead));
        }
        assertThat(CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)))
                .succeedsWithin(Duration.ofSeconds(20));
        assertThat(server.count(LEADS)).isEqualTo(10);
    }

    // F10

    @Test
    void anErrorOfTheStoreIsAFailureLikeOthers() {
        DefaultCamelContext context = begin(trueClock);
        AtomicBoolean broken = new AtomicBoolean(true);
        store.trouble(() -> {
            if (broken.getAndSet(false)) {
                throw new StackOverflowError("once");
            }
        });
        CompletableFuture<Exchange> lead = send(context, "herobase:importLeads?quotaSync=0&maxQuotaWait=6h", 0);
        assertThat(lead).succeedsWithin(Duration.ofSeconds(10));
        assertThat(lead.join().getException()).isNull();
    }

    // F12

    @Test
    void productionHoursAreThoseOfTheStoresClock() throws Exception {
        // Ten minutes past eight in Copenhagen; this node's clock is half an hour slow.
        SteppedClock real = new SteppedClock(Instant.parse("2026-05-06T06:10:00Z"), 1);
        SteppedClock slow = new SteppedClock(Instant.parse("2026-05-06T05:40:00Z"), 1);
        TextStore timed = new TextStore(real::now);
        DefaultCamelContext context = begin(slow);
        context.getComponent("herobase", HerobaseComponent.class)
                .getConfiguration()
                .setQuotaStore(timed);
        for (int lead = 0; lead < 20; lead++) {
            send(context, "herobase:importLeads?quotaSync=0&fairUse=false&maxQuotaWait=1m", lead)
                    .join();
        }
        long used = context.getComponent("herobase", HerobaseComponent.class).quota().values().stream()
                .map(CompositeData.class::cast)
                .filter(row -> row.get("window").equals("day"))
                .mapToLong(row -> (Long) row.get("used"))
                .sum();
        // The first went before the store was heard of.
        assertThat(used).isBetween(20L * 8 - 4, 20L * 8 + 80);
        real.close();
        slow.close();
    }

    // F13

    @Test
    void anEntryOfAnotherFormatIsNamed() {
        DefaultCamelContext context = begin(trueClock);
        store.put("99,1,2,3");
        CompletableFuture<Exchange> lead = send(context, "herobase:importLeads?quotaSync=0&onQuotaExceeded=fail", 0);
        assertThat(lead).succeedsWithin(Duration.ofSeconds(15));
        assertThat(lead.join().getException()).hasMessageContaining("another version");
    }

    // What is waited for is told

    @Test
    void aStoreThatFailsIsWhatRequestsAreLimitedBy() {
        DefaultCamelContext context = begin(trueClock);
        store.trouble(() -> {
            throw new IllegalStateException("the store is away");
        });
        CompletableFuture<Exchange> lead = send(context, "herobase:importLeads?quotaSync=0&maxQuotaWait=6h", 0);
        await().until(() -> rows(context).stream()
                .anyMatch(row -> "store".equals(row.get("limitedBy")) && row.get("limitedUntil") != null));
        store.trouble(() -> {});
        assertThat(lead).succeedsWithin(Duration.ofSeconds(15));
        await().until(() -> rows(context).stream().allMatch(row -> row.get("limitedBy") == null));
    }

    @Test
    void aConsumerWhoseQuotaStoreFailsIsDown() throws Exception {
        DefaultCamelContext context = begin(trueClock);
        store.trouble(() -> {
            throw new IllegalStateException("the store is away");
        });
        context.getRegistry().bind("positions", new MemoryStateRepository());
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("herobase:simpleLeads?quotaSync=0&cursorRepository=#positions&delay=60s&initialDelay=0&maxQuotaWait=30s")
                        .routeId("feed")
                        .to("mock:leads");
            }
        });
        HerobaseConsumer consumer = (HerobaseConsumer) context.getRoute("feed").getConsumer();
        HerobaseConsumerHealthCheck check = new HerobaseConsumerHealthCheck(consumer, "feed");
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            HealthCheck.Result health = check.call();
            assertThat(health.getDetails())
                    .containsEntry("herobase.cause", "quota-store")
                    .containsKey("herobase.limited.until");
            assertThat(health.getState()).isEqualTo(HealthCheck.State.DOWN);
        });
    }

    @Test
    void whoWaitsForSomethingElseThanALimitIsWarnedOf() throws Exception {
        CountDownLatch answers = new CountDownLatch(1);
        AtomicBoolean silent = new AtomicBoolean(true);
        store.trouble(() -> {
            if (silent.getAndSet(false)) {
                answers.await(40, TimeUnit.SECONDS);
            }
        });
        try (LogCapture log = new LogCapture()) {
            DefaultCamelContext context = begin(trueClock);
            CompletableFuture<Exchange> lead = send(context, "herobase:importLeads?quotaSync=0&maxQuotaWait=6h", 0);
            await().atMost(Duration.ofSeconds(20)).until(() -> log.text()
                    .contains("1 requests wait for POST /leads and none was sent for 30 s, though no"
                            + " limit is known to be used up: the quota store does not answer"));
            answers.countDown();
            assertThat(lead).succeedsWithin(Duration.ofSeconds(20));
        }
    }

    private static List<CompositeData> rows(DefaultCamelContext context) throws OpenDataException {
        return component(context).quota().values().stream()
                .map(CompositeData.class::cast)
                .toList();
    }

    private static HerobaseComponent component(DefaultCamelContext context) {
        return context.getComponent("herobase", HerobaseComponent.class);
    }

    private DefaultCamelContext begin(HerobaseClock clock) {
        DefaultCamelContext context = new DefaultCamelContext();
        contexts.add(context);
        HerobaseComponent component = context.getComponent("herobase", HerobaseComponent.class);
        component.setClock(clock);
        component.getConfiguration().setBaseUrl(server.baseUrl());
        component.getConfiguration().setUsername("user");
        component.getConfiguration().setPassword("password");
        component.getConfiguration().setCampaignCode("SPRING25");
        component.getConfiguration().setQuotaStore(store);
        context.start();
        return context;
    }

    private CompletableFuture<Exchange> send(DefaultCamelContext context, String uri, int lead) {
        CompletableFuture<Exchange> done = new CompletableFuture<>();
        try {
            AsyncProducer producer = context.getEndpoint(uri).createAsyncProducer();
            producer.start();
            Exchange exchange = producer.getEndpoint().createExchange();
            exchange.getMessage().setBody(Map.of("Phone", Integer.toString(70_000_000 + lead)));
            callers.execute(() -> producer.process(exchange, sync -> done.complete(exchange)));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return done;
    }
}
