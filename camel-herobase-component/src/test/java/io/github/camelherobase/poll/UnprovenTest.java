package io.github.camelherobase.poll;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckAware;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.processor.state.MemoryStateRepository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.camelherobase.HerobaseComponent;
import io.github.camelherobase.HerobaseConstants;
import io.github.camelherobase.HerobaseConsumer;
import io.github.camelherobase.simulator.HerobaseSimulator;
import io.github.camelherobase.simulator.Switches;
import io.github.camelherobase.simulator.account.AccountSpec;
import io.github.camelherobase.simulator.clock.MovableClock;
import io.github.camelherobase.simulator.clock.SimulatorClock;
import io.github.camelherobase.simulator.fault.Fault;
import io.github.camelherobase.simulator.world.OpenCall;
import io.github.camelherobase.simulator.world.SavedSearch;
import io.github.camelherobase.support.LogCapture;
import io.github.camelherobase.support.ManualClock;
import io.github.camelherobase.support.ManualPolls;

import static org.assertj.core.api.Assertions.assertThat;

/** What a consumer cannot see, it either delivers all the same or says that it cannot see it. */
class UnprovenTest {

    private static final ZoneId ZONE = ZoneId.of("Europe/Copenhagen");

    private final MovableClock time = SimulatorClock.movable(Instant.parse("2026-05-06T08:00:00Z"));
    private final ManualClock clock = new ManualClock(time);
    private final ManualPolls polls = new ManualPolls();
    private final Set<String> sink = new ConcurrentSkipListSet<>();
    private final Set<String> all = new TreeSet<>();
    private HerobaseSimulator simulator;
    private DefaultCamelContext context;

    @AfterEach
    void stop() {
        context.stop();
        simulator.close();
    }

    private HerobaseConsumer start(String operation, String... switches) throws Exception {
        simulate(switches);
        return connect(operation);
    }

    private void simulate(String... switches) {
        HerobaseSimulator.Builder builder = HerobaseSimulator.builder()
                .clock(time)
                .account(AccountSpec.named("api@example.com", "secret")
                        .defaultDailyLimit(1_000_000_000)
                        .linkedUser("boss@example.com")
                        .savedSearch(SavedSearch.named("All")))
                .organisation(units -> {
                    units.addUnit("Danmark");
                    units.addUser("agent@example.com", "Danmark");
                });
        for (int i = 0; i < switches.length; i += 2) {
            Switches.set(builder, switches[i], switches[i + 1]);
        }
        simulator = builder.start();
    }

    private HerobaseConsumer connect(String operation) throws Exception {
        context = new DefaultCamelContext();
        HerobaseComponent component = new HerobaseComponent();
        component.setClock(clock);
        context.addComponent("herobase", component);
        context.getRegistry().bind("store", new MemoryStateRepository());
        context.getRegistry().bind("polls", polls);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("herobase:" + operation + "&baseUrl=" + simulator.baseUrl()
                                + "&quotaSync=0&username=api@example.com&password=secret&cursorRepository=#store&delay=5m&scheduler=#polls")
                        .routeId("feed")
                        .process(exchange ->
                                sink.add(exchange.getMessage().getHeader(HerobaseConstants.UNIQUE_ID, String.class)));
            }
        });
        context.start();
        return (HerobaseConsumer) context.getRoute("feed").getConsumer();
    }

    private void step(Duration step) {
        clock.advance(step);
        if (polls.isSchedulerStarted()) {
            polls.poll();
        }
    }

    private void lead() {
        all.add(simulator.world().addLead("SPRING25", Map.of("Phone", "7000")).uniqueId());
    }

    private void call() {
        String lead =
                simulator.world().addLead("SPRING25", Map.of("Phone", "7000")).uniqueId();
        OpenCall call = simulator.world().dialer().dial(lead, "agent@example.com");
        call.answer();
        clock.advance(Duration.ofMinutes(2));
        call.hangUp();
        call.save("Sale");
        all.add(call.call().uniqueId());
    }

    private HealthCheck.Result health() {
        return ((HealthCheck) ((HealthCheckAware) context.getRoute("feed").getConsumer()).getHealthCheck()).call();
    }

    /** Nothing of an afternoon can be asked for where beginnings are rounded down to days and six hours are the most. */
    @ParameterizedTest
    @CsvSource({"initialFrom=PT30H", "initialFrom=today", "initialFrom=PT1H", "initialFrom=latest"})
    void callsThatNoWindowShowsAreTold(String from) throws Exception {
        HerobaseConsumer consumer =
                start("calls?orgCodes=Danmark&" + from, "boundsRounding", "DAYS", "failCallsAbove", "PT6H");
        for (int i = 0; i < 9; i++) {
            step(Duration.ofMinutes(17));
            call();
        }
        step(Duration.ofMinutes(17));
        assertThat(consumer.getStateCause()).isEqualTo("bounds-unproven");
        assertThat(health().getState()).isEqualTo(HealthCheck.State.DOWN);
        assertThat(health().getMessage().orElse("")).contains("ask the vendor how beginnings are read");
    }

    @ParameterizedTest
    @CsvSource({"NONE, 0", "MINUTES, 0", "NONE, 90"})
    void callsOfAServerThatManagesSixHoursAreProvenByTheFirst(String rounding, int daysAgo) throws Exception {
        simulate("boundsRounding", rounding, "failCallsAbove", "PT6H");
        if (daysAgo > 0) {
            call();
            clock.advance(Duration.ofDays(daysAgo));
            all.clear();
        }
        HerobaseConsumer consumer = connect("calls?orgCodes=Danmark&initialFrom=PT30H");
        step(Duration.ofMinutes(17));
        step(Duration.ofMinutes(17));
        assertThat(consumer.getStateCause()).isEqualTo("bounds-unproven");
        for (int i = 0; i < 9; i++) {
            call();
            step(Duration.ofMinutes(17));
            assertThat(consumer.getStateCause()).isEqualTo("none");
        }
        assertThat(sink).containsAll(all);
    }

    /** The working hours of a day before show it, by one request more. */
    @Test
    void callsOfYesterdayProveHowBoundsAreRead() throws Exception {
        simulate("failCallsAbove", "PT6H");
        call();
        clock.advance(Duration.ofHours(20));
        all.clear();
        HerobaseConsumer consumer = connect("calls?orgCodes=Danmark&initialFrom=PT1H");
        step(Duration.ofMinutes(5));
        assertThat(consumer.getStateCause()).isEqualTo("none");
    }

    /** An hour is the most that is missing, and the server manages it. */
    @Test
    void callsThatAreReadAnHourEarlierAreAskedForFurther() throws Exception {
        start("calls?orgCodes=Danmark&initialFrom=PT30H", "boundsZone", "Europe/Helsinki", "failCallsAbove", "PT6H");
        for (int i = 0; i < 9; i++) {
            call();
            step(Duration.ofMinutes(17));
        }
        assertThat(sink).containsAll(all);
    }

    @ParameterizedTest
    @CsvSource({
        "rawLeads?pivot=false, UTC",
        "rawLeads?pivot=true, UTC",
        "savedSearch?searchName=All&format=csv, UTC",
        "rawLeads?pivot=false, -05:00",
    })
    void boundsAreCheckedWhereRecordsShowNoTime(String operation, String zone) throws Exception {
        simulate("boundsZone", zone);
        for (int i = 0; i < 9; i++) {
            lead();
            clock.advance(Duration.ofMinutes(17));
        }
        HerobaseConsumer consumer = connect(operation + "&initialFrom=PT1H");
        for (int i = 0; i < 9; i++) {
            step(Duration.ofMinutes(17));
            lead();
        }
        assertThat(consumer.getStateCause()).isEqualTo("bounds");
        assertThat(health().getState()).isEqualTo(HealthCheck.State.DOWN);
        if (zone.equals("UTC")) {
            assertThat(health().getMessage().orElse("")).contains("set boundsTimeZone=UTC");
        }
        assertThat(requests("GET /simpleleads") + requests("GET /leads")).isLessThanOrEqualTo(5);
    }

    /** Quiet at the start, in any zone. */
    @ParameterizedTest
    @CsvSource({
        "rawLeads?pivot=false, UTC, Europe/Copenhagen",
        "rawLeads?pivot=false, UTC, UTC",
        "rawLeads?pivot=true, Europe/London, Europe/London",
        "rawLeads?pivot=false, America/New_York, America/New_York",
        "rawLeads?pivot=false, Europe/Helsinki, Europe/Copenhagen",
        "rawLeads?pivot=false, Europe/Copenhagen, Europe/Copenhagen",
        "savedSearch?searchName=All&format=csv, UTC, UTC",
        "savedSearch?searchName=All&format=csv, Europe/Copenhagen, Europe/Copenhagen",
    })
    void rowsAreDeliveredInWhateverZoneTheServerIs(String operation, String bounds, String stamps) throws Exception {
        HerobaseConsumer consumer = start(operation + "&initialFrom=PT30H", "boundsZone", bounds, "stampZone", stamps);
        for (int i = 0; i < 12; i++) {
            step(Duration.ofMinutes(17));
        }
        for (int i = 0; i < 40; i++) {
            if (i % 3 == 0) {
                lead();
            }
            step(Duration.ofMinutes(i % 2 == 0 ? 2 : 40));
        }
        for (int i = 0; i < 3; i++) {
            step(Duration.ofMinutes(9));
        }
        if (!consumer.getStateCause().equals("bounds")) {
            assertThat(sink).as(consumer.getStateCause()).containsAll(all);
        } else {
            assertThat(bounds).isEqualTo("UTC").isNotEqualTo(stamps);
        }
        assertThat(requests("GET /simpleleads") + requests("GET /leads"))
                .as("a start and less than a day")
                .isLessThanOrEqualTo(8);
    }

    @Test
    void withoutTheRightToReadLeadsRowsAreAskedForFromADayBefore() throws Exception {
        simulate("boundsZone", "UTC");
        simulator.faults().always("GET /simpleleads", Fault.status(403));
        for (int i = 0; i < 9; i++) {
            lead();
            clock.advance(Duration.ofMinutes(17));
        }
        try (LogCapture log = new LogCapture()) {
            HerobaseConsumer consumer = connect("rawLeads?initialFrom=PT3H");
            for (int i = 0; i < 9; i++) {
                step(Duration.ofMinutes(17));
                lead();
            }
            step(Duration.ofMinutes(5));
            assertThat(sink).as(consumer.getStateCause()).containsAll(all);
            assertThat(log.text()).contains("how the server reads bounds is not checked");
            assertThat(requests("GET /simpleleads")).isEqualTo(1);
        }
    }

    /** Sixteen windows of less than eight minutes are less than the two hours that UTC is behind. */
    @ParameterizedTest
    @CsvSource({"PT7M, UTC", "PT1M, UTC", "PT7M, Europe/London"})
    void aQuietServerInUtcThatManagesMinutesIsTold(String longest, String zone) throws Exception {
        HerobaseConsumer consumer = start(
                "simpleLeads?initialFrom=PT4H&windowSize=" + longest,
                "boundsZone",
                zone,
                "stampZone",
                zone,
                "failLeadsAbove",
                longest);
        Set<String> causes = new TreeSet<>();
        for (int i = 0; i < 6; i++) {
            step(Duration.ofMinutes(30));
            causes.add(consumer.getStateCause());
            lead();
            step(Duration.ofMinutes(5));
            causes.add(consumer.getStateCause());
        }
        step(Duration.ofHours(4));
        if (!sink.containsAll(all)) {
            assertThat(causes).contains("time-zone-unproven");
            assertThat(consumer.getStateCause()).isEqualTo("time-zone-unproven");
            assertThat(health().getState()).isEqualTo(HealthCheck.State.DOWN);
        }
    }

    @Test
    void aServerThatManagesMinutesAndIsInTheRightZoneIsProvenByTheFirstLead() throws Exception {
        HerobaseConsumer consumer = start("simpleLeads?initialFrom=PT4H&windowSize=PT7M", "failLeadsAbove", "PT7M");
        step(Duration.ofMinutes(30));
        assertThat(consumer.getStateCause()).isEqualTo("time-zone-unproven");
        lead();
        step(Duration.ofMinutes(5));
        assertThat(consumer.getStateCause()).isEqualTo("none");
        assertThat(sink).isEqualTo(all);
    }

    /** By the server's clock the end has not come yet, three hours after it has by ours; unless a lead shows that it has. */
    @ParameterizedTest
    @CsvSource({
        "America/New_York, true, time-zone-unproven",
        "America/New_York, false, time-zone-unproven",
        "UTC, true, time-zone-unproven",
        "Europe/Copenhagen, false, time-zone-unproven",
        "Europe/Copenhagen, true, until",
    })
    void aRunThatMayEndTooEarlySaysSo(String zone, boolean goesOn, String cause) throws Exception {
        Instant until = time.now().plus(Duration.ofHours(1));
        try (LogCapture log = new LogCapture()) {
            HerobaseConsumer consumer = start(
                    "simpleLeads?initialFrom=PT30H&until=" + until.atZone(ZONE).toLocalDateTime(),
                    "boundsZone",
                    zone,
                    "stampZone",
                    zone);
            for (int i = 0; i < 200 && !consumer.getPollState().equals("finished"); i++) {
                boolean isBefore = time.now()
                        .atZone(ZoneId.of(zone))
                        .toLocalDateTime()
                        .isBefore(until.atZone(ZONE).toLocalDateTime());
                if (isBefore) {
                    lead();
                    clock.advance(Duration.ofMinutes(18));
                } else if (goesOn) {
                    clock.advance(Duration.ofMinutes(18));
                    simulator.world().addLead("SPRING25", Map.of("Phone", "7000"));
                }
                step(Duration.ofMinutes(2));
            }
            assertThat(consumer.getPollState()).isEqualTo("finished");
            assertThat(consumer.getStateCause()).isEqualTo(cause);
            boolean isTold = log.text().contains("correct timeZone and run it again");
            assertThat(isTold).isEqualTo(!cause.equals("until"));
            assertThat(isTold || sink.containsAll(all)).isTrue();
        }
    }

    /** What a run that ends in the past, as a migration, has not seen by then is shown by one request at its end. */
    @Test
    void aRunOfThePastLooksAtALeadOfNow() throws Exception {
        simulate();
        lead();
        clock.advance(Duration.ofHours(10));
        simulator.world().addLead("SPRING25", Map.of("Phone", "7000"));
        HerobaseConsumer consumer = connect("simpleLeads?initialFrom=PT30H&until=now-5h");
        step(Duration.ofMinutes(1));
        step(Duration.ofMinutes(1));
        assertThat(consumer.getPollState() + " " + consumer.getStateCause()).isEqualTo("finished until");
        assertThat(sink).isEqualTo(all);
    }

    private long requests(String service) {
        return simulator.books().requests(service).size();
    }
}
