package io.github.camelherobase.calls;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.processor.state.MemoryStateRepository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.camelherobase.HerobaseComponent;
import io.github.camelherobase.HerobaseConfiguration;
import io.github.camelherobase.HerobaseConstants;
import io.github.camelherobase.api.Call;
import io.github.camelherobase.simulator.HerobaseSimulator;
import io.github.camelherobase.simulator.account.AccountSpec;
import io.github.camelherobase.simulator.books.RecordedRequest;
import io.github.camelherobase.simulator.clock.MovableClock;
import io.github.camelherobase.simulator.clock.SimulatorClock;
import io.github.camelherobase.simulator.fault.Fault;
import io.github.camelherobase.simulator.service.OpenPoints;
import io.github.camelherobase.simulator.world.CampaignSpec;
import io.github.camelherobase.simulator.world.UnitScope;
import io.github.camelherobase.support.LogCapture;
import io.github.camelherobase.support.ManualClock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** Which units {@code orgCodes=*} and {@code orgCodes=all} ask for, and what that costs. */
class CallUnitsTest {

    private static final Instant FROM = Instant.parse("2026-05-05T00:00:00Z");
    private static final Instant TO = Instant.parse("2026-05-06T00:00:00Z");
    private static final int CALLS = 600;
    private static final int DEPARTMENTS = 20;
    private static final int UNITS = 2 * DEPARTMENTS;
    private static final String A_DAY = "&startTime=2026-05-05&timeSpan=P2D";

    private final MovableClock time = SimulatorClock.movable(TO.plus(Duration.ofHours(10)));
    private final ManualClock clock = new ManualClock(time);
    private final CamelContext context = new DefaultCamelContext();
    private HerobaseSimulator simulator;

    private void start(UnitScope scope) {
        simulator = HerobaseSimulator.builder()
                .clock(time)
                .account(AccountSpec.named("api@example.com", "secret").defaultDailyLimit(10_000))
                .project("B2B North")
                .campaign(CampaignSpec.code("SPRING25").required("Phone"))
                .organisation(units -> {})
                .openPoints((OpenPoints points) -> points.unitScope(scope))
                .requestsKept(1_000)
                .generatedCalls(CALLS, FROM, TO)
                .start();
        context.addComponent("herobase", component());
    }

    private HerobaseComponent component() {
        HerobaseComponent component = new HerobaseComponent();
        component.setClock(clock);
        HerobaseConfiguration configuration = component.getConfiguration();
        configuration.setBaseUrl(simulator.baseUrl());
        configuration.setUsername("api@example.com");
        configuration.setPassword("secret");
        configuration.setQuotaSync(0);
        return component;
    }

    @AfterEach
    void stop() {
        context.stop();
        simulator.close();
    }

    private void route(String options) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:calls").to("herobase:calls?" + options).convertBodyTo(List.class);
            }
        });
        context.start();
    }

    /** The ids of all calls, each of which must come once. */
    private Set<String> read() {
        List<?> calls = context.createProducerTemplate().requestBody("direct:calls", null, List.class);
        Set<String> ids =
                calls.stream().map(call -> ((Call) call).getUniqueId()).collect(Collectors.toCollection(TreeSet::new));
        assertThat(ids).hasSize(calls.size());
        return ids;
    }

    private List<String> askedCodes() {
        return simulator.books().requests("GET /calls").stream()
                .map(request -> request.queryParameters().text("OrgCode").orElseThrow())
                .toList();
    }

    private long listings() {
        return simulator.books().requests("GET /organizationalunits").size();
    }

    @Test
    void theTopIsAskedWhereItsCallsIncludeThoseBelow() throws Exception {
        start(UnitScope.WITH_UNITS_BELOW);
        try (LogCapture log = new LogCapture()) {
            route("orgCodes=*" + A_DAY);
            assertThat(read()).hasSize(CALLS);
            assertThat(log.text())
                    .contains("orgCodes=*: a call of a unit was seen among those of the unit above it too, so 20 of the"
                            + " 40 units are asked");
        }
        assertThat(listings()).isOne();
        assertThat(askedCodes()).as("two to find out").hasSize(2 + DEPARTMENTS);
        simulator.books().clear();
        assertThat(read()).hasSize(CALLS);
        assertThat(listings())
                .as("an organisation does not change within a minute")
                .isZero();
        assertThat(askedCodes()).hasSize(DEPARTMENTS).allSatisfy(code -> assertThat(code)
                .startsWith("Afdeling"));
    }

    @Test
    void eachUnitIsAskedWhereItIsAlone() throws Exception {
        start(UnitScope.UNIT_ALONE);
        try (LogCapture log = new LogCapture()) {
            route("orgCodes=*" + A_DAY);
            assertThat(read()).hasSize(CALLS);
            assertThat(log.text())
                    .contains("orgCodes=*: a call of a unit was not among those of the unit above it, so 40 of the 40"
                            + " units are asked");
        }
        assertThat(askedCodes()).hasSize(2 + UNITS);
        simulator.books().clear();
        assertThat(read()).hasSize(CALLS);
        assertThat(askedCodes()).as("it is known for good").hasSize(UNITS).doesNotHaveDuplicates();
    }

    @Test
    void untilACallTellsEachUnitIsAsked() throws Exception {
        start(UnitScope.WITH_UNITS_BELOW);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:calls")
                        .to("herobase:calls?orgCodes=*&timeSpan=P1D")
                        .convertBodyTo(List.class);
            }
        });
        context.start();
        try (LogCapture log = new LogCapture()) {
            for (String quiet : List.of("2026-04-01", "2026-04-02")) {
                assertThat(readFrom(quiet)).isEmpty();
            }
            assertThat(log.text())
                    .containsOnlyOnce("no call was seen yet that tells whether a unit's calls include those of the"
                            + " units below it, so 40 of the 40 units are asked");
        }
        assertThat(askedCodes()).as("three units a window are looked at").hasSize(2 * (3 + UNITS));
        assertThat(askedCodes().subList(0, 3))
                .doesNotContainAnyElementsOf(askedCodes().subList(3 + UNITS, 6 + UNITS));
        simulator.books().clear();
        assertThat(readFrom("2026-05-05")).isNotEmpty();
        assertThat(askedCodes()).hasSize(2 + DEPARTMENTS);
    }

    private List<?> readFrom(String day) {
        return context.createProducerTemplate()
                .requestBodyAndHeader("direct:calls", null, HerobaseConstants.START_TIME, day, List.class);
    }

    @Test
    void allAsksEachUnitAndEachCallStillComesOnce() throws Exception {
        start(UnitScope.WITH_UNITS_BELOW);
        simulator.faults().always("GET /calls", Fault.delay(Duration.ofMillis(50)));
        route("orgCodes=all" + A_DAY);
        assertThat(read()).hasSize(CALLS);
        assertThat(askedCodes()).hasSize(UNITS).doesNotHaveDuplicates();
        assertThat(simulator.books().inFlightMaximum()).isBetween(2, 5);
    }

    @Test
    void aNewUnitIsNoticed() throws Exception {
        start(UnitScope.UNIT_ALONE);
        route("orgCodes=all" + A_DAY);
        read();
        simulator.world().organisation().addUnit("Nyt hold");
        clock.advance(Duration.ofMinutes(2));
        simulator.books().clear();
        read();
        assertThat(askedCodes()).hasSize(UNITS + 1).contains("Nyt hold");
    }

    @Test
    void whatWasFoundOutIsKnownAfterARestart() throws Exception {
        start(UnitScope.WITH_UNITS_BELOW);
        MemoryStateRepository positions = new MemoryStateRepository() {
            @Override
            protected void doStop() {
                // A process that starts again finds them.
            }
        };
        context.getRegistry().bind("positions", positions);
        assertThat(askedOfARun(context)).as("units below are asked to find out").hasSizeGreaterThan(DEPARTMENTS);
        simulator.books().clear();
        try (DefaultCamelContext after = new DefaultCamelContext()) {
            after.getRegistry().bind("positions", positions);
            HerobaseComponent component = component();
            after.addComponent("herobase", component);
            assertThat(askedOfARun(after)).hasSize(DEPARTMENTS);
        }
    }

    /** The org codes that a consumer asks for until it has read all up to now. */
    private Set<String> askedOfARun(CamelContext run) throws Exception {
        run.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("herobase:calls?orgCodes=*&initialFrom=2026-05-05&delay=50&initialDelay=0&cursorRepository=#positions")
                        .to("mock:calls");
            }
        });
        run.start();
        await().until(() -> askedCodes().size() > 4 * DEPARTMENTS);
        run.stop();
        return new TreeSet<>(askedCodes());
    }

    @Test
    void anotherPathOfCallsIsNotThatOfTheUnits() throws Exception {
        start(UnitScope.WITH_UNITS_BELOW);
        route("orgCodes=*&resourcePath=/calls" + A_DAY);
        assertThat(read()).hasSize(CALLS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"*,Afdeling 1/Ærø", "Afdeling 1/Ærø,all"})
    void allUnitsAndOneBesidesIsAMistake(String codes) throws Exception {
        start(UnitScope.WITH_UNITS_BELOW);
        route(A_DAY.substring(1));
        assertThatThrownBy(() -> context.createProducerTemplate()
                        .requestBodyAndHeader("direct:calls", null, HerobaseConstants.ORG_CODES, codes))
                .hasStackTraceContaining("orgCodes=" + codes + " names org codes beside * or all");
    }

    @Test
    void aUnitWhoseCodeHoldsBlanksSlashesAndDanishLetters() throws Exception {
        start(UnitScope.UNIT_ALONE);
        route("orgCodes=RAW(Hold 3 & Å,Afdeling 3/Ærø)" + A_DAY);
        assertThat(read()).hasSize(CALLS / DEPARTMENTS);
        assertThat(simulator.books().requests("GET /calls"))
                .extracting(RecordedRequest::query)
                .anySatisfy(query -> assertThat(query).contains("OrgCode=Hold%203%20%26%20%C3%85&"));
    }

    @Test
    void oneOfSeveralRequestsThatFailsFailsTheWhole() throws Exception {
        start(UnitScope.WITH_UNITS_BELOW);
        route("orgCodes=Afdeling 1/Ærø,Afdeling 2/Ærø,Nowhere" + A_DAY);
        assertThatThrownBy(this::read).hasStackTraceContaining("An org code must be one of your units or users");
    }
}
