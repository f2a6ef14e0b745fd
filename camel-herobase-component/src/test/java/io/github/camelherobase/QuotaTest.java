package io.github.camelherobase;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.openmbean.TabularData;

import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.console.DevConsole;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.camelherobase.api.HerobaseQuotaExceededException;
import io.github.camelherobase.api.ImportReport;
import io.github.camelherobase.quota.AccountQuota;
import io.github.camelherobase.quota.QuotaTerms;
import io.github.camelherobase.simulator.HerobaseSimulator;
import io.github.camelherobase.simulator.account.AccountSpec;
import io.github.camelherobase.simulator.books.ServiceBook;
import io.github.camelherobase.simulator.clock.MovableClock;
import io.github.camelherobase.simulator.clock.SimulatorClock;
import io.github.camelherobase.support.ManualClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** The account's windows, on a clock that the test moves. */
class QuotaTest {

    private static final Instant BEGIN = Instant.parse("2026-05-06T08:00:00Z");

    private final MovableClock time = SimulatorClock.movable(BEGIN);
    private final ManualClock clock = new ManualClock(time);
    private HerobaseSimulator simulator;
    private DefaultCamelContext context;

    @BeforeEach
    void begin() {
        begin(AccountSpec.named("user", "password").dailyLimit("POST /leads", 20_000));
    }

    private void begin(AccountSpec account) {
        simulator = HerobaseSimulator.builder().clock(time).account(account).start();
        context = contextOf();
    }

    private DefaultCamelContext contextOf() {
        DefaultCamelContext made = new DefaultCamelContext();
        HerobaseComponent component = made.getComponent("herobase", HerobaseComponent.class);
        component.setClock(clock);
        component.getConfiguration().setBaseUrl(simulator.baseUrl());
        component.getConfiguration().setUsername("user");
        component.getConfiguration().setPassword("password");
        component.getConfiguration().setCampaignCode(HerobaseSimulator.DEFAULT_CAMPAIGN);
        return made;
    }

    @AfterEach
    void end() throws Exception {
        context.close();
        simulator.close();
    }

    @Test
    void twoThousandImportsTakeTheWindowsTheyMustAndNoneIsRefused() throws Exception {
        route("direct:in", "herobase:importLeads");
        CompletableFuture<ImportReport> report = send("direct:in", leads(2_000));

        List<Duration> openings = moveWindowsUntil(report);

        assertThat(report.join().accepted()).isEqualTo(2_000);
        // 240 at once and 240 at each opening: eight openings for the other 1,760.
        assertThat(openings).hasSize(8);
        assertThat(openings.get(7)).isEqualTo(Duration.ofMinutes(8));
        assertThat(book().refused()).isZero();
        assertThat(book().accepted()).isEqualTo(2_000);
        assertThat(book().unitsCharged()).isEqualTo(2_000);
    }

    @Test
    void eightEndpointsInThreeRoutesShareOneBudget() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                int number = 0;
                for (int route = 0; route < 3; route++) {
                    var steps = from("direct:route" + route).multicast().parallelProcessing();
                    for (int endpoint = 0; endpoint < (route == 2 ? 2 : 3); endpoint++) {
                        steps = steps.to("herobase:importLeads?leadPool=pool" + number++);
                    }
                    steps.end();
                }
            }
        });
        context.start();
        List<CompletableFuture<?>> all = new ArrayList<>();
        for (int route = 0; route < 3; route++) {
            all.add(send("direct:route" + route, leads(100)));
        }

        List<Duration> openings = moveWindowsUntil(CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)));

        assertThat(openings).hasSize(3);
        assertThat(book().accepted()).isEqualTo(800);
        assertThat(book().refused()).isZero();
    }

    @Test
    void aWaitLongerThanAllowedFailsAtOnceAndNamesTheWindow() throws Exception {
        route("direct:in", "herobase:importLeads?onQuotaExceeded=fail");
        ProducerTemplate template = context.createProducerTemplate();
        for (int lead = 0; lead < 240; lead++) {
            template.requestBody("direct:in", Map.of("Phone", "7" + lead));
        }

        assertThatThrownBy(() -> template.requestBody("direct:in", Map.of("Phone", "70000001")))
                .cause()
                .isInstanceOfSatisfying(HerobaseQuotaExceededException.class, e -> {
                    assertThat(e.getWindow()).isEqualTo("minute");
                    assertThat(e.getResetsAt()).isEqualTo(BEGIN.plusSeconds(60));
                });
        assertThat(book().refused()).isZero();
    }

    @Test
    void stoppingEndsEveryWait() throws Exception {
        route("direct:in", "herobase:importLeads");
        context.getShutdownStrategy().setTimeout(1);
        CompletableFuture<Object> report = send("direct:in", leads(500));
        await().atMost(Duration.ofSeconds(10)).until(() -> book().accepted() == 240);

        context.stop();

        assertThat(report)
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableThat()
                .havingRootCause();
        assertThat(simulator.world().leadCount()).isEqualTo(240);
    }

    /** Without the header a request costs 8 at that hour, where more than 10,000 are allowed. */
    @ParameterizedTest
    @CsvSource({"2980, true, 2980", "10001, true, 10001", "2980, false, 2980", "10001, false, 1250"})
    void aWholeDayOverHttpUsesAllOfItAndIsNeverRefused(long limit, boolean fairUse, long requests) throws Exception {
        end();
        begin(AccountSpec.named("user", "password").dailyLimit("POST /leads", limit));
        route("direct:in", "herobase:importLeads?importConcurrency=16&maxQuotaWait=P2D&fairUse=" + fairUse);
        context.getShutdownStrategy().setTimeout(1);
        send("direct:in", leads((int) limit + 10));

        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> {
                    if (book().accepted() >= requests) {
                        return true;
                    }
                    // In small steps, or a day may pass while the component asks for its counts.
                    clock.advance(isLimited() ? Duration.ofSeconds(10) : Duration.ZERO);
                    return false;
                });

        assertThat(book().accepted()).isEqualTo(requests);
        assertThat(book().refused()).isZero();
        assertThat(Duration.between(BEGIN, clock.now())).isLessThan(Duration.ofDays(1));
    }

    @Test
    void tenThousandExchangesThatWaitHoldNoThread() throws Exception {
        context.start();
        AsyncProducer producer =
                context.getEndpoint("herobase:importLeads?maxQuotaWait=1d").createAsyncProducer();
        producer.start();
        AtomicInteger done = new AtomicInteger();
        int threads = 0;
        for (int lead = 0; lead < 10_240; lead++) {
            Exchange exchange = producer.getEndpoint().createExchange();
            exchange.getMessage().setBody(Map.of("Phone", Integer.toString(70_000_000 + lead)));
            producer.process(exchange, doneSync -> done.incrementAndGet());
            if (lead == 240) {
                await().until(() -> book().accepted() == 240);
                threads = Thread.activeCount();
            }
        }

        HerobaseComponent component = context.getComponent("herobase", HerobaseComponent.class);
        assertThat(component.quotas().get(0).status("POST /leads").waiting()).isEqualTo(10_000);
        assertThat(Thread.activeCount()).isLessThanOrEqualTo(threads + 5);
        producer.stop();
        context.stop();
        await().atMost(Duration.ofSeconds(20)).until(() -> done.get() == 10_240);
    }

    @Test
    void howTheQuotaStandsIsSeenInJmxConsoleAndMeters() throws Exception {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        route("direct:in", "herobase:importLeads?onQuotaExceeded=fail");
        HerobaseComponent component = context.getComponent("herobase", HerobaseComponent.class);
        new HerobaseQuotaMetrics(component).bindTo(meters);
        ProducerTemplate template = context.createProducerTemplate();
        for (int lead = 0; lead < 240; lead++) {
            template.requestBody("direct:in", Map.of("Phone", "7" + lead));
        }
        assertThatThrownBy(() -> template.requestBody("direct:in", Map.of("Phone", "70000001")))
                .hasCauseInstanceOf(HerobaseQuotaExceededException.class);
        String account = component.quotas().get(0).account();

        assertThat(meters.get("herobase.quota.used")
                        .tags("service", "POST /leads", "window", "minute")
                        .gauge()
                        .value())
                .isEqualTo(240);
        assertThat(meters.get("herobase.quota.remaining")
                        .tags("service", "POST /leads", "window", "day", "account", account)
                        .gauge()
                        .value())
                .isEqualTo(20_000 - 240);
        assertThat(meters.get("herobase.quota.refused")
                        .tags("service", "POST /leads", "by", "component")
                        .functionCounter()
                        .count())
                .isEqualTo(1);
        assertThat(meters.get("herobase.quota.wait")
                        .tags("service", "POST /leads")
                        .functionTimer()
                        .count())
                .isEqualTo(240);

        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        ObjectName name = new ObjectName(
                "org.apache.camel:context=" + context.getManagementName() + ",type=components,name=\"herobase\"");
        TabularData table = (TabularData) server.invoke(name, "quota", null, null);
        assertThat(table.get(new Object[] {account, "POST /leads", "minute"}).get("remaining"))
                .isEqualTo(0L);
        TabularData waits = (TabularData) server.invoke(name, "quotaWaits", null, null);
        assertThat(waits.get(new Object[] {account, "POST /leads", "PT0S"}).get("count"))
                .isEqualTo(240L);
        assertThat(waits.get(new Object[] {account, "POST /leads", "longer"}).get("count"))
                .isEqualTo(0L);

        HerobaseQuotaConsole console = new HerobaseQuotaConsole();
        console.setCamelContext(context);
        assertThat(console.call(DevConsole.MediaType.TEXT).toString())
                .contains(account + " POST /leads: 240 granted, 0 waiting, 1 refused here, 0 refused by the server")
                .contains("minute: 240 used of 240, resets 2026-05-06T08:01:00Z");
        assertThat(console.call(DevConsole.MediaType.JSON).toString()).contains("POST /leads", "waits");
    }

    @Test
    void aRestartKnowsWhatWasUsedFromTheCountsService() throws Exception {
        end();
        begin(AccountSpec.named("user", "password").dailyLimit("POST /leads", 100));
        route("direct:in", "herobase:importLeads?onQuotaExceeded=fail");
        for (int lead = 0; lead < 60; lead++) {
            context.createProducerTemplate().requestBody("direct:in", Map.of("Phone", "7" + lead));
        }
        context.close();
        context = contextOf();
        clock.advance(Duration.ofHours(2));
        route("direct:in", "herobase:importLeads?onQuotaExceeded=fail");
        ProducerTemplate template = context.createProducerTemplate();
        for (int lead = 60; lead < 100; lead++) {
            template.requestBody("direct:in", Map.of("Phone", "7" + lead));
        }

        assertThatThrownBy(() -> template.requestBody("direct:in", Map.of("Phone", "70000001")))
                .cause()
                .isInstanceOfSatisfying(HerobaseQuotaExceededException.class, e -> {
                    assertThat(e.getWindow()).isEqualTo("day");
                    assertThat(e.getResetsAt())
                            .isBetween(
                                    BEGIN.plus(Duration.ofDays(1)),
                                    BEGIN.plus(Duration.ofDays(1)).plusSeconds(2));
                });
        assertThat(book().refused()).isZero();
    }

    private void route(String from, String to) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(from).to(to);
            }
        });
        context.start();
    }

    @SuppressWarnings("unchecked")
    private <T> CompletableFuture<T> send(String endpoint, Object body) {
        return (CompletableFuture<T>) context.createProducerTemplate().asyncRequestBody(endpoint, body);
    }

    private static List<Map<String, String>> leads(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> Map.of("Phone", Integer.toString(70_000_000 + number)))
                .toList();
    }

    /** Opens each window as soon as all of the last one is used; returns when they opened. */
    private List<Duration> moveWindowsUntil(CompletableFuture<?> done) {
        List<Duration> openings = new ArrayList<>();
        long used = 240;
        while (!done.isDone()) {
            long target = used;
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> done.isDone()
                            || book().accepted() == target && simulator.books().inFlight() == 0);
            if (done.isDone()) {
                break;
            }
            // The answers are on their way to the component until it has asked for the next opening.
            Instant before = clock.now();
            await().atMost(Duration.ofSeconds(20)).until(() -> done.isDone() || clock.advanceToNextCall());
            if (clock.now().isAfter(before)) {
                openings.add(Duration.between(BEGIN, clock.now()));
                used += 240;
            }
        }
        return openings;
    }

    /** Whether all that may be sent now was sent, and the server has answered it. */
    private boolean isLimited() {
        AccountQuota quota = context.getComponent("herobase", HerobaseComponent.class)
                .quotas()
                .get(0);
        return quota.limitedUntil("POST /leads", QuotaTerms.waiting(Duration.ZERO))
                        .isPresent()
                && quota.status("POST /leads").granted() == book().accepted() + book().refused()
                && simulator.books().inFlight() == 0;
    }

    private ServiceBook book() {
        return simulator.books().service("user", "POST /leads");
    }
}
