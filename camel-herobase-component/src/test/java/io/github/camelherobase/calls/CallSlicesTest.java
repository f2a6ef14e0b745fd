package io.github.camelherobase.calls;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.github.camelherobase.HerobaseComponent;
import io.github.camelherobase.HerobaseConfiguration;
import io.github.camelherobase.api.Call;
import io.github.camelherobase.api.HerobaseServerException;
import io.github.camelherobase.simulator.HerobaseSimulator;
import io.github.camelherobase.simulator.account.AccountSpec;
import io.github.camelherobase.simulator.clock.MovableClock;
import io.github.camelherobase.simulator.clock.SimulatorClock;
import io.github.camelherobase.simulator.fault.Fault;
import io.github.camelherobase.support.ManualClock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A producer's long period of calls, from a server that does not manage all of it at once. */
class CallSlicesTest {

    private static final int CALLS = 5_000;
    private static final String GET = "GET /calls";
    private static final Instant FROM = Instant.parse("2026-04-01T00:00:00Z");
    private static final Instant TO = Instant.parse("2026-05-06T08:00:00Z");

    private final MovableClock time = SimulatorClock.movable(TO.plus(Duration.ofDays(1)));
    private final HerobaseSimulator simulator = HerobaseSimulator.builder()
            .clock(time)
            .account(AccountSpec.named("api@example.com", "secret").defaultDailyLimit(1_000_000_000))
            .generatedCalls(CALLS, FROM, TO)
            .start();
    private final DefaultCamelContext context = new DefaultCamelContext();

    @BeforeEach
    void start() throws Exception {
        HerobaseComponent component = context.getComponent("herobase", HerobaseComponent.class);
        component.setClock(new ManualClock(time));
        HerobaseConfiguration configuration = component.getConfiguration();
        configuration.setBaseUrl(simulator.baseUrl());
        configuration.setUsername("api@example.com");
        configuration.setPassword("secret");
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").toD("herobase:calls?${body}").convertBodyTo(List.class);
            }
        });
        context.start();
    }

    @AfterEach
    void stop() throws Exception {
        context.close();
        simulator.close();
    }

    private List<String> read(String options) {
        List<?> calls = context.createProducerTemplate().requestBody("direct:in", options, List.class);
        return calls.stream().map(call -> ((Call) call).getUniqueId()).toList();
    }

    private static List<String> all() {
        return IntStream.range(0, CALLS)
                .mapToObj(number -> 60_000_000L + number + "S3064")
                .toList();
    }

    private List<Duration> spans() {
        return simulator.books().requests(GET).stream()
                .map(request -> Duration.parse(
                        request.queryParameters().text("TimeSpan").orElseThrow()))
                .toList();
    }

    @Test
    void growsWhileThereIsLittleInIt() {
        String period = "orgCodes=Afdeling 1/Ærø&startTime=2024-01-01&timeSpan=P3Y";
        List<String> calls = read(period);
        assertThat(spans()).as("all of it at once, unless said otherwise").hasSize(1);
        simulator.books().clear();
        assertThat(read(period + "&windowSize=1d")).containsExactlyInAnyOrderElementsOf(calls);
        // Some are asked for at once, so each size may come several times.
        assertThat(spans())
                .contains(Duration.ofDays(1), Duration.ofDays(2))
                .anyMatch(span -> span.compareTo(Duration.ofDays(60)) > 0)
                .hasSizeLessThan(45);
    }

    @Test
    void endsWithTheTimeWhenNoEndIsNamed() {
        assertThat(read("orgCodes=*&startTime=2026-03-31&windowSize=20d")).containsExactlyInAnyOrderElementsOf(all());
    }

    @Test
    void isReadWholeAfterOneFailure() {
        String period = "orgCodes=Afdeling 1/Ærø&startTime=2026-03-31&timeSpan=P60D";
        List<String> calls = read(period);
        assertThat(calls).hasSizeGreaterThan(CALLS / 25);
        for (Fault fault : List.of(Fault.status(500), Fault.status(504), Fault.cutAfterBytes(20_000))) {
            simulator.books().clear();
            simulator.faults().next(GET, fault);
            assertThat(read(period)).containsExactlyInAnyOrderElementsOf(calls);
            assertThat(spans())
                    .startsWith(Duration.ofDays(60))
                    .contains(Duration.ofSeconds(1))
                    .hasSizeLessThan(6);
        }
    }

    @Test
    void aServerThatFailsAtASecondTooIsNotAskedOn() {
        simulator.faults().always(GET, Fault.status(504));
        assertThatThrownBy(() -> read("orgCodes=Afdeling 1/Ærø&startTime=2026-03-31&timeSpan=P60D"))
                .hasRootCauseInstanceOf(HerobaseServerException.class);
        assertThat(spans()).hasSizeBetween(2, 5);
    }

    @Test
    void isNotAskedOnWhenEveryAnswerIsCut() {
        simulator.faults().always(GET, Fault.cutAfterBytes(1));
        assertThatThrownBy(() -> read("orgCodes=Afdeling 1/Ærø&startTime=2026-03-31&timeSpan=P60D"))
                .hasStackTraceContaining("ended before the array did");
        assertThat(spans()).hasSizeBetween(2, 8);
    }

    @Test
    void looksInTheLastWeekWhetherTheTopHasTheCallsOfAll() {
        assertThat(read("orgCodes=*&startTime=2026-03-31&timeSpan=P60D")).containsExactlyInAnyOrderElementsOf(all());
        // Each unit would be asked otherwise, which are twice as many.
        assertThat(spans()).filteredOn(Duration.ofDays(60)::equals).hasSizeBetween(20, 21);
        assertThat(spans())
                .filteredOn(span -> !span.equals(Duration.ofDays(60)))
                .hasSizeBetween(2, 4)
                .allMatch(span -> span.compareTo(Duration.ofDays(8)) < 0);
    }

    @Test
    void failsAtOnceWhereASmallerOneWouldFailToo() {
        simulator.faults().next(GET, Fault.html());
        assertThatThrownBy(() -> read("orgCodes=Afdeling 1/Ærø&startTime=2026-03-31&timeSpan=P60D"))
                .hasStackTraceContaining("must be a JSON array");
        assertThat(spans()).hasSize(1);
        simulator.books().clear();
        simulator.faults().always(GET, Fault.status(403));
        assertThatThrownBy(() -> read("orgCodes=Afdeling 1/Ærø&startTime=2026-03-31&timeSpan=P60D"))
                .hasStackTraceContaining("answered 403");
        assertThat(spans()).hasSize(1);
    }
}
