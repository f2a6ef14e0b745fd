package io.github.camelherobase;

import java.lang.management.ManagementFactory;
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
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import javax.management.openmbean.CompositeData;

import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.sun.management.OperatingSystemMXBean;

import io.github.camelherobase.api.HerobaseClock;
import io.github.camelherobase.api.HerobaseQuotaExceededException;
import io.github.camelherobase.simulator.clock.SimulatorClock;
import io.github.camelherobase.support.ManualClock;
import io.github.camelherobase.support.OwnServer;
import io.github.camelherobase.support.OwnServer.Answer;
import io.github.camelherobase.support.SteppedClock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The quota of one process, over HTTP: clocks that are set, neighbours that are slow, priorities, names, stops. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class QuotaSurvivalTest {

    private static final boolean PROOF = Boolean.getBoolean("proof");
    /** Long enough for a busy machine, and shorter than what holds up whom it should not. */
    private static final Duration SOON = Duration.ofSeconds(20);

    private static final Instant BEGIN = Instant.parse("2026-05-06T08:00:00Z");
    private static final String LEADS = "POST /leads";
    private static final String LIMITS = "GET /myaccount/request/limits";
    private static final String COUNTS = "GET /myaccount/request/counts";

    private final List<AutoCloseable> open = new ArrayList<>();
    private final ExecutorService callers = Executors.newCachedThreadPool();
    private OwnServer server;
    private DefaultCamelContext context;

    @AfterEach
    void end() throws Exception {
        callers.shutdownNow();
        if (context != null) {
            context.getShutdownStrategy().setTimeout(1);
            context.close();
        }
        for (AutoCloseable one : open) {
            one.close();
        }
        if (server != null) {
            server.close();
        }
    }

    // Q1

    @ParameterizedTest
    @ValueSource(strings = {"-P1D", "-PT1H", "-PT5S", "PT5S", "PT1H", "P1D"})
    void aClockThatIsSetHoldsUpNobodyLongerThanTheWindow(Duration step) {
        SteppedClock clock = new SteppedClock(BEGIN, 10);
        open.add(clock);
        begin(clock, (request, number) -> number == 2 ? Answer.refused(240, 30) : Answer.accepted());
        send("herobase:importLeads", 1).join();
        CompletableFuture<Exchange> waiting = send("herobase:importLeads", 2);
        await().until(() -> server.count(LEADS) == 2);

        clock.step(step);

        // Reset is 30 s, that is 3 s here; none waits longer than a minute's window more.
        assertThat(waiting).succeedsWithin(Duration.ofSeconds(12));
        assertThat(waiting.join().getException()).isNull();
    }

    // Q2

    @Test
    void aHighPriorityLeadPassesThoseThatCannotBeSentYet() throws Exception {
        ManualClock clock = new ManualClock(SimulatorClock.movable(BEGIN));
        CountDownLatch go = new CountDownLatch(1);
        begin(clock, (request, number) -> {
            if (number > 240) {
                go.await(30, TimeUnit.SECONDS);
            }
            return Answer.accepted();
        });
        List<CompletableFuture<Exchange>> all = new ArrayList<>();
        for (int lead = 0; lead < 540; lead++) {
            all.add(send("herobase:importLeads?quotaPriority=low&quotaSync=0", lead));
        }
        await().until(() -> server.count(LEADS) == 240);
        await().until(() -> all.stream().filter(CompletableFuture::isDone).count() == 240);
        clock.advance(Duration.ofSeconds(61));
        // As many as importConcurrency allows have left, and are not answered.
        await().until(() -> server.count(LEADS) == 244);

        CompletableFuture<Exchange> urgent =
                send("herobase:importLeads?quotaPriority=high&quotaSync=0&campaignCode=URGENT", 1_000);
        await().until(() -> server.count(LEADS) > 244);
        go.countDown();

        assertThat(urgent).succeedsWithin(Duration.ofSeconds(10));
        assertThat(urgent.join().getException()).isNull();
        int position = server.requests(LEADS).stream()
                .map(request -> request.body().contains("URGENT"))
                .toList()
                .indexOf(true);
        assertThat(position).isLessThan(240 + 20);
    }

    // Q3

    @Test
    void namesThatAreLearnedLateMoveTheCounts() {
        ManualClock clock = new ManualClock(SimulatorClock.movable(BEGIN));
        AtomicBoolean telling = new AtomicBoolean();
        begin(clock, (request, number) -> switch (request.service()) {
            case LIMITS ->
                telling.get() ? json("{\"ImportLead\": 20000, \"Other\": 7}") : new Answer(503, "", Map.of());
            case COUNTS -> json("{\"ImportLead\": " + server.count(LEADS) + ", \"Other\": 0}");
            default -> Answer.accepted();
        });
        String uri = "herobase:importLeads?quotaSync=1m&onQuotaExceeded=fail";
        // The first asks for the limits in vain; at the next question, a minute later, they are told.
        send(uri, 0).join();
        clock.advance(Duration.ofSeconds(30));
        clock.advance(Duration.ofSeconds(29));
        for (int lead = 1; lead <= 100; lead++) {
            send(uri, lead).join();
        }
        telling.set(true);
        clock.advance(Duration.ofMillis(900));
        // The minute of the first lead ends after that of the question; now it has begun anew with these.
        clock.advance(Duration.ofMillis(200));
        for (int lead = 101; lead <= 260; lead++) {
            send(uri, lead).join();
        }
        await().until(() -> server.count(COUNTS) > 0);
        for (int lead = 300; lead < 600; lead++) {
            send(uri, lead).join();
        }

        assertThat(server.count(LIMITS)).isEqualTo(2);
        // 101 in the first minute, all of the second, and nothing twice.
        assertThat(server.count(LEADS)).isBetween(240, 101 + 240);
    }

    // Q4

    @Test
    void oneAccountIsOneQuotaHoweverItsUserIsWritten() {
        begin(new ManualClock(SimulatorClock.movable(BEGIN)), (request, number) -> Answer.accepted());
        for (int lead = 0; lead < 200; lead++) {
            send("herobase:importLeads?onQuotaExceeded=fail&username=API@example.com", lead)
                    .join();
            send("herobase:importLeads?onQuotaExceeded=fail&username=api@example.com", lead)
                    .join();
        }
        assertThat(server.count(LEADS)).isEqualTo(240);
    }

    // Q5

    @Test
    void fourSilentNeighboursHoldUpNobody() {
        begin(null, (request, number) -> {
            if (!request.user().equals("fifth") && request.service().equals(LIMITS)) {
                return server.silence();
            }
            return request.service().equals(LEADS) ? Answer.accepted() : new Answer(403, "", Map.of());
        });
        for (String user : List.of("first", "second", "third", "fourth")) {
            send("herobase:importLeads?username=" + user, 0);
        }
        await().until(() -> server.count(LIMITS) == 4);

        CompletableFuture<Exchange> fifth = send("herobase:importLeads?username=fifth", 1);

        assertThat(fifth).succeedsWithin(SOON);
    }

    // Q6

    @Test
    void anErrorHandlerThatSleepsDelaysNoOtherAccount() throws Exception {
        begin(
                null,
                (request, number) -> request.user().equals("slow") && number == 1
                        ? Answer.refused(240, 1)
                        : request.service().equals(LEADS) ? Answer.accepted() : new Answer(403, "", Map.of()));
        CountDownLatch asleep = new CountDownLatch(1);
        CountDownLatch awake = new CountDownLatch(1);
        String uri = "herobase:importLeads?username=slow&quotaSync=0";
        var endpoint = context.getEndpoint(uri);
        send(uri, 1, exchange -> {
            asleep.countDown();
            try {
                awake.await(50, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        await().until(() -> server.count(LEADS) == 1);
        // As an endpoint of toD that is used no more.
        endpoint.stop();
        assertThat(asleep.await(20, TimeUnit.SECONDS)).isTrue();
        AtomicInteger ticks = new AtomicInteger();
        HerobaseClock clock =
                context.getComponent("herobase", HerobaseComponent.class).getClock();

        clock.callAt(clock.now(), ticks::incrementAndGet);

        await().atMost(SOON).until(() -> ticks.get() == 1);
        awake.countDown();
    }

    // Q7

    @Test
    void stoppingWithManyWhoWaitTakesNoTime() throws Exception {
        begin(new ManualClock(SimulatorClock.movable(BEGIN)), (request, number) -> Answer.accepted());
        int count = PROOF ? 10_240 : 2_240;
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("direct:in").to("herobase:importLeads?maxQuotaWait=1d");
            }
        });
        context.getShutdownStrategy().setTimeout(20);
        AtomicInteger done = new AtomicInteger();
        AtomicInteger told = new AtomicInteger();
        AsyncProducer producer = context.getEndpoint("direct:in").createAsyncProducer();
        producer.start();
        for (int lead = 0; lead < count; lead++) {
            Exchange exchange = producer.getEndpoint().createExchange();
            exchange.getMessage().setBody(Map.of("Phone", Integer.toString(70_000_000 + lead)));
            producer.process(exchange, sync -> {
                done.incrementAndGet();
                if (exchange.getException() instanceof HerobaseQuotaExceededException) {
                    told.incrementAndGet();
                }
            });
        }
        await().until(() -> done.get() == 240);
        long before = System.nanoTime();
        long processor = processorTime();

        context.stop();

        Duration took = Duration.ofNanos(System.nanoTime() - before);
        System.out.printf(
                "Stopping with %d who wait: %d ms, of processor time %d ms%n",
                count - 240, took.toMillis(), (processorTime() - processor) / 1_000_000);
        assertThat(done.get()).isEqualTo(count);
        assertThat(told.get()).isEqualTo(count - 240);
        assertThat(took).isLessThan(Duration.ofSeconds(PROOF ? 2 : 5));
        assertThat(server.count(LEADS)).isEqualTo(240);
    }

    private static long processorTime() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    // Q8

    @Test
    void asLongAsNothingIsKnownNobodyIsToldThatTheMinuteIsUsedUp() {
        ManualClock clock = new ManualClock(SimulatorClock.movable(BEGIN));
        begin(clock, (request, number) -> number == 1 ? server.silence() : Answer.accepted());
        String uri = "herobase:importLeads?onQuotaExceeded=fail&quotaSync=0";
        send(uri, 0);
        await().until(() -> server.count(LEADS) == 1);
        List<CompletableFuture<Exchange>> others = new ArrayList<>();
        for (int lead = 1; lead <= 4; lead++) {
            others.add(send(uri, lead));
        }
        advanceUntilDone(clock, others);
        for (CompletableFuture<Exchange> other : others) {
            if (other.join().getException() != null) {
                assertThat(other.join().getException().getMessage())
                        .doesNotContain("used up")
                        .contains("nothing is known yet");
            }
        }
    }

    /** A second of its time at each look: an answer that is late on a busy machine is not passed by. */
    private static void advanceUntilDone(ManualClock clock, List<CompletableFuture<Exchange>> all) {
        await().atMost(SOON).until(() -> {
            clock.advance(Duration.ofSeconds(1));
            return all.stream().allMatch(CompletableFuture::isDone);
        });
    }

    // Q9

    @Test
    void aFirstRequestForTheCountsMayBeRefused() {
        begin(
                null,
                (request, number) -> request.service().equals(COUNTS)
                        ? Answer.refused(100, 3_600)
                        : request.service().equals(LEADS) ? Answer.accepted() : new Answer(403, "", Map.of()));

        CompletableFuture<Exchange> counts = send("herobase:requestCounts", 0);

        assertThat(counts).succeedsWithin(SOON);
        assertThat(counts.join().getException()).isInstanceOf(HerobaseQuotaExceededException.class);
        assertThat(send("herobase:importLeads", 1)).succeedsWithin(SOON);
        assertThat(server.count(LEADS)).isEqualTo(1);
    }

    // Q10

    @Test
    void manyEndpointsOfOneAccountShareFewThreads() {
        ManualClock clock = new ManualClock(SimulatorClock.movable(BEGIN));
        begin(clock, (request, number) -> Answer.accepted());
        int before = ours();
        List<CompletableFuture<Exchange>> all = new ArrayList<>();
        for (int lead = 0; lead < 1_240; lead++) {
            all.add(send("herobase:importLeads?quotaSync=0&maxQuotaWait=1h&campaignCode=C" + lead % 200, lead));
        }
        AtomicInteger most = new AtomicInteger();
        AtomicLong last = new AtomicLong();
        await().pollInterval(Duration.ofMillis(5))
                .atMost(Duration.ofSeconds(60))
                .until(() -> {
                    most.accumulateAndGet(ours(), Math::max);
                    long sent = all.stream().filter(CompletableFuture::isDone).count();
                    // A minute passes when nothing can be sent any more.
                    if (last.getAndSet(sent) == sent) {
                        clock.advance(Duration.ofSeconds(61));
                    }
                    return sent == all.size();
                });
        System.out.println("Threads for 200 endpoints of one account: " + (most.get() - before));
        assertThat(most.get() - before).isLessThanOrEqualTo(50);
    }

    /** Threads that the component has started for this context. */
    private int ours() {
        return (int) Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().toLowerCase().contains("herobase")
                        && thread.getName().contains("(" + context.getName() + ")"))
                .count();
    }

    // Q11

    @Test
    void aRefusalOfAMinuteIsNotTakenForTheDay() throws Exception {
        ManualClock clock = new ManualClock(SimulatorClock.movable(BEGIN));
        begin(clock, (request, number) -> number == 101 ? Answer.refused(240, 61) : Answer.accepted());
        for (int lead = 0; lead < 100; lead++) {
            send("herobase:importLeads?quotaSync=0", lead).join();
        }
        CompletableFuture<Exchange> refused = send("herobase:importLeads?quotaSync=0", 100);
        await().until(() -> server.count(LEADS) == 101);
        await().until(() -> used("minute") >= 0);
        advanceUntilDone(clock, List.of(refused));
        assertThat(used("day")).isGreaterThanOrEqualTo(101);
    }

    @Test
    void theLongestWaitOfAllIsAWait() {
        CountDownLatch waiting = new CountDownLatch(1);
        begin(null, (request, number) -> {
            if (number == 1) {
                waiting.await(50, TimeUnit.SECONDS);
            }
            return Answer.accepted();
        });
        String uri = "herobase:importLeads?quotaSync=0&maxQuotaWait=" + Long.MAX_VALUE;
        send(uri, 0);
        await().until(() -> server.count(LEADS) == 1);
        CompletableFuture<Exchange> lead = send(uri, 1);
        HerobaseComponent component = context.getComponent("herobase", HerobaseComponent.class);
        await().atMost(SOON)
                .until(() -> lead.isDone()
                        || component.quota().values().stream()
                                .map(CompositeData.class::cast)
                                .anyMatch(row -> (Long) row.get("waiting") > 0));
        waiting.countDown();
        assertThat(lead).succeedsWithin(SOON);
        assertThat(lead.join().getException()).isNull();
    }

    private long used(String window) throws Exception {
        return context.getComponent("herobase", HerobaseComponent.class).quota().values().stream()
                .map(CompositeData.class::cast)
                .filter(row ->
                        row.get("service").equals(LEADS) && row.get("window").equals(window))
                .mapToLong(row -> (Long) row.get("used"))
                .sum();
    }

    private static Answer json(String body) {
        return new Answer(200, body, Map.of());
    }

    private void begin(HerobaseClock clock, OwnServer.Site site) {
        server = new OwnServer(site);
        context = new DefaultCamelContext();
        HerobaseComponent component = context.getComponent("herobase", HerobaseComponent.class);
        if (clock != null) {
            component.setClock(clock);
        }
        component.getConfiguration().setBaseUrl(server.baseUrl());
        component.getConfiguration().setUsername("user");
        component.getConfiguration().setPassword("password");
        component.getConfiguration().setCampaignCode("SPRING25");
        context.start();
    }

    private CompletableFuture<Exchange> send(String uri, int lead) {
        return send(uri, lead, exchange -> {});
    }

    /** Sends one lead, each on a thread of its own, as the first requests are sent by their callers. */
    private CompletableFuture<Exchange> send(String uri, int lead, Consumer<Exchange> afterwards) {
        CompletableFuture<Exchange> done = new CompletableFuture<>();
        try {
            AsyncProducer producer = context.getEndpoint(uri).createAsyncProducer();
            producer.start();
            Exchange exchange = producer.getEndpoint().createExchange();
            exchange.getMessage().setBody(Map.of("Phone", Integer.toString(70_000_000 + lead)));
            callers.execute(() -> producer.process(exchange, sync -> {
                afterwards.accept(exchange);
                done.complete(exchange);
            }));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return done;
    }
}
