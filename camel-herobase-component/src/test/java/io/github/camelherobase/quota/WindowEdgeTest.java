package io.github.camelherobase.quota;

import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.Map;
import java.util.stream.Stream;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

import io.github.camelherobase.HerobaseComponent;
import io.github.camelherobase.HerobaseConfiguration;
import io.github.camelherobase.api.ImportReport;
import io.github.camelherobase.simulator.HerobaseSimulator;
import io.github.camelherobase.simulator.account.AccountSpec;
import io.github.camelherobase.simulator.books.ServiceBook;
import io.github.camelherobase.simulator.clock.SimulatorClock;
import io.github.camelherobase.simulator.fault.Fault;
import io.github.camelherobase.support.AcceleratedClock;

import static org.assertj.core.api.Assertions.assertThat;

/** Many requests on their way at once while a minute ends, over HTTP. */
class WindowEdgeTest {

    private static final int IN_FLIGHT = 16;
    /** A minute takes three seconds, and a hold-up of the machine counts as much more. */
    private static final int SPEED = 20;

    private static final Duration EACH_WAY = Duration.ofMillis(100).dividedBy(SPEED);
    private static final Instant BEGIN = Instant.parse("2030-05-06T08:00:00Z");
    private static final String POST = "POST /leads";
    /** A third of what 16 at once could send: all of them wait for each minute's end, and go at once. */
    private static final int MINUTE_LIMIT = IN_FLIGHT * 5 * 60 / 3;

    private static final int LEADS = 5 * MINUTE_LIMIT;

    @Test
    void sixteenInFlightOverEveryEdgeAreNeverRefused() throws Exception {
        SimulatorClock time = SimulatorClock.accelerated(BEGIN, Instant.now(), SPEED);
        try (AcceleratedClock clock = new AcceleratedClock(time, SPEED);
                HerobaseSimulator simulator = HerobaseSimulator.builder()
                        .clock(time)
                        .account(AccountSpec.named("user", "password").dailyLimit(POST, MINUTE_LIMIT * 24 * 60))
                        .start();
                DefaultCamelContext context = new DefaultCamelContext()) {
            simulator.faults().always(POST, Fault.delay(EACH_WAY).around(Fault.delayAnswer(EACH_WAY)));
            HerobaseComponent component = context.getComponent("herobase", HerobaseComponent.class);
            component.setClock(clock);
            HerobaseConfiguration configuration = component.getConfiguration();
            configuration.setBaseUrl(simulator.baseUrl());
            configuration.setUsername("user");
            configuration.setPassword("password");
            configuration.setCampaignCode(HerobaseSimulator.DEFAULT_CAMPAIGN);
            configuration.setQuotaSync(0);
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:leads").to("herobase:importLeads?importConcurrency=" + IN_FLIGHT);
                }
            });
            context.start();
            Iterator<Map<String, String>> leads = Stream.iterate(0, number -> number + 1)
                    .limit(LEADS)
                    .map(number -> Map.of("Phone", "7" + number))
                    .iterator();

            ImportReport report =
                    context.createProducerTemplate().requestBody("direct:leads", leads, ImportReport.class);

            ServiceBook book = simulator.books().service("user", POST);
            assertThat(report.accepted()).isEqualTo(LEADS);
            assertThat(book.refused()).isZero();
            assertThat(simulator.books().inFlightMaximum()).isEqualTo(IN_FLIGHT);
            assertThat(Duration.between(BEGIN, time.now())).as("four edges").isGreaterThan(Duration.ofMinutes(4));
        }
    }
}
