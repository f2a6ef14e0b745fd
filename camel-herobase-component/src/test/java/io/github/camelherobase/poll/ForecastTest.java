package io.github.camelherobase.poll;

import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.processor.state.MemoryStateRepository;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.camelherobase.HerobaseComponent;
import io.github.camelherobase.simulator.HerobaseSimulator;
import io.github.camelherobase.simulator.clock.MovableClock;
import io.github.camelherobase.simulator.clock.SimulatorClock;
import io.github.camelherobase.support.LogCapture;
import io.github.camelherobase.support.ManualClock;
import io.github.camelherobase.support.ManualPolls;

import static org.assertj.core.api.Assertions.assertThat;

/** What a start says of the requests ahead is within a factor of two of what is then asked: finding U5. */
class ForecastTest {

    private static final Pattern IF_LITTLE = Pattern.compile("and (\\d+) if there is little");

    @ParameterizedTest
    @ValueSource(strings = {"beginning", "P3000D", "P40D", "PT3H"})
    void historyCostsWhatWasSaid(String initialFrom) throws Exception {
        MovableClock time = SimulatorClock.movable(Instant.parse("2026-05-06T08:00:00Z"));
        ManualPolls polls = new ManualPolls();
        try (HerobaseSimulator simulator =
                        HerobaseSimulator.builder().clock(time).start();
                DefaultCamelContext context = new DefaultCamelContext();
                LogCapture log = new LogCapture()) {
            HerobaseComponent component = new HerobaseComponent();
            component.setClock(new ManualClock(time));
            context.addComponent("herobase", component);
            context.getRegistry().bind("store", new MemoryStateRepository());
            context.getRegistry().bind("polls", polls);
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("herobase:simpleLeads?baseUrl=" + simulator.baseUrl() + "&quotaSync=0&username="
                                    + HerobaseSimulator.DEFAULT_USERNAME + "&password=RAW("
                                    + HerobaseSimulator.DEFAULT_PASSWORD
                                    + ")&cursorRepository=#store&scheduler=#polls&initialFrom=" + initialFrom)
                            .to("log:leads?level=DEBUG");
                }
            });
            context.start();
            for (int poll = 0; poll < 8; poll++) {
                time.set(time.now().plus(Duration.ofHours(1)));
                polls.poll();
            }
            Matcher said = IF_LITTLE.matcher(log.text());
            assertThat(said.find()).isTrue();
            long foretold = Long.parseLong(said.group(1));
            // Seven polls of the live end and what it takes to check bounds were said of their own.
            long history = simulator
                            .books()
                            .service(HerobaseSimulator.DEFAULT_USERNAME, "GET /simpleleads")
                            .received()
                    - 7
                    - 2;
            assertThat(history).isBetween((foretold + 1) / 2, foretold * 2);
        }
    }
}
