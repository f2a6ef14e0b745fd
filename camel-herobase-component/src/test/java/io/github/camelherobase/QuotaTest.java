package io.github.camelherobase;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.github.camelherobase.api.HerobaseQuotaExceededException;
import io.github.camelherobase.api.ImportReport;
import io.github.camelherobase.simulator.HerobaseSimulator;
import io.github.camelherobase.simulator.account.AccountSpec;
import io.github.camelherobase.simulator.books.ServiceBook;
import io.github.camelherobase.simulator.clock.MovableClock;
import io.github.camelherobase.simulator.clock.SimulatorClock;

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
        simulator = HerobaseSimulator.builder()
                .clock(time)
                .account(AccountSpec.named("user", "password").dailyLimit("POST /leads", 20_000))
                .start();
        context = new DefaultCamelContext();
        HerobaseComponent component = context.getComponent("herobase", HerobaseComponent.class);
        component.setClock(clock);
        component.getConfiguration().setBaseUrl(simulator.baseUrl());
        component.getConfiguration().setUsername("user");
        component.getConfiguration().setPassword("password");
        component.getConfiguration().setCampaignCode(HerobaseSimulator.DEFAULT_CAMPAIGN);
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

    private ServiceBook book() {
        return simulator.books().service("user", "POST /leads");
    }
}
