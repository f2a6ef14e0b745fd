package io.github.camelherobase;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.github.camelherobase.api.HerobaseQuotaExceededException;
import io.github.camelherobase.simulator.clock.SimulatorClock;
import io.github.camelherobase.support.ManualClock;
import io.github.camelherobase.support.OwnServer;
import io.github.camelherobase.support.OwnServer.Answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Contexts that come and go, and routes that rest, while exchanges wait for quota: nothing is left, lost or doubled. */
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class QuotaRestartsTest {

    private static final String LEADS = "POST /leads";
    private static final int CONTEXTS = Boolean.getBoolean("proof") ? 20 : 3;
    private static final int MINUTE = 240;
    private static final int WAITING = 60;

    private final ManualClock clock = new ManualClock(SimulatorClock.movable(Instant.parse("2026-05-06T08:00:00Z")));
    private final OwnServer server = new OwnServer((request, number) -> Answer.accepted());
    private DefaultCamelContext context;

    @AfterEach
    void end() throws Exception {
        context.close();
        server.close();
    }

    private void begin() throws Exception {
        context = new DefaultCamelContext();
        HerobaseComponent component = context.getComponent("herobase", HerobaseComponent.class);
        component.setClock(clock);
        component.getConfiguration().setBaseUrl(server.baseUrl());
        component.getConfiguration().setUsername("user");
        component.getConfiguration().setPassword("password");
        component.getConfiguration().setCampaignCode("SPRING25");
        component.getConfiguration().setQuotaSync(0);
        context.getShutdownStrategy().setTimeout(1);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("direct:in").routeId("in").to("herobase:importLeads?maxQuotaWait=1d");
            }
        });
        context.start();
    }

    private List<CompletableFuture<Exchange>> send(int leads) throws Exception {
        AsyncProducer producer = context.getEndpoint("direct:in").createAsyncProducer();
        producer.start();
        List<CompletableFuture<Exchange>> all = new ArrayList<>();
        for (int lead = 0; lead < leads; lead++) {
            Exchange exchange = producer.getEndpoint().createExchange();
            exchange.getMessage().setBody(Map.of("Phone", Integer.toString(70_000_000 + lead)));
            CompletableFuture<Exchange> done = new CompletableFuture<>();
            producer.process(exchange, sync -> done.complete(exchange));
            all.add(done);
        }
        return all;
    }

    private static long done(List<CompletableFuture<Exchange>> all) {
        return all.stream().filter(CompletableFuture::isDone).count();
    }

    @Test
    void contextsThatComeAndGoLeaveNoThread() throws Exception {
        for (int round = 0; round < CONTEXTS; round++) {
            begin();
            List<CompletableFuture<Exchange>> all = send(MINUTE + WAITING);
            await().until(() -> done(all) == MINUTE);
            context.stop();
            assertThat(done(all)).isEqualTo(MINUTE + WAITING);
            assertThat(all.stream()
                            .filter(one -> one.join().getException() instanceof HerobaseQuotaExceededException)
                            .count())
                    .isEqualTo(WAITING);
        }
        assertThat(server.count(LEADS)).isEqualTo(CONTEXTS * MINUTE);
        await().untilAsserted(() -> assertThat(ours()).isEmpty());
    }

    private static List<String> ours() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.toLowerCase().contains("herobase") && name.contains("camel-"))
                .toList();
    }

    @Test
    void aRouteThatRestsLosesNoneOfThoseWhoWait() throws Exception {
        begin();
        List<CompletableFuture<Exchange>> all = send(MINUTE + WAITING);
        await().until(() -> done(all) == MINUTE);
        context.getRouteController().suspendRoute("in");
        context.getRouteController().resumeRoute("in");
        sendTheRest(all);
    }

    @Test
    void aContextThatRestsLosesNoneOfThoseWhoWait() throws Exception {
        begin();
        List<CompletableFuture<Exchange>> all = send(MINUTE + WAITING);
        await().until(() -> done(all) == MINUTE);
        context.suspend();
        context.resume();
        sendTheRest(all);
    }

    @Test
    void aRouteThatIsStoppedAndStartedLosesNoneOfThoseWhoWait() throws Exception {
        begin();
        List<CompletableFuture<Exchange>> all = send(MINUTE + WAITING);
        await().until(() -> done(all) == MINUTE);
        context.getRouteController().stopRoute("in");
        context.getRouteController().startRoute("in");
        sendTheRest(all);
    }

    /** Those who waited are sent, or told that they were not; each lead is sent once, and the route goes on. */
    private void sendTheRest(List<CompletableFuture<Exchange>> all) throws Exception {
        clock.advance(Duration.ofSeconds(62));
        await().until(() -> done(all) == MINUTE + WAITING);
        long accepted =
                all.stream().filter(one -> one.join().getException() == null).count();
        assertThat(server.requests(LEADS).stream()
                        .collect(Collectors.groupingBy(OwnServer.Request::body, Collectors.counting()))
                        .values())
                .allMatch(times -> times == 1)
                .hasSize((int) accepted);
        assertThat(accepted).isEqualTo(MINUTE + WAITING);
        // A route that did not come to rest in time has no consumer any more: Camel's own.
        context.getRouteController().stopRoute("in");
        context.getRouteController().startRoute("in");
        assertThat(send(1).get(0))
                .succeedsWithin(Duration.ofSeconds(10))
                .extracting(Exchange::getException)
                .isNull();
    }
}
