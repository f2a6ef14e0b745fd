package io.github.camelherobase.poll;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Stream;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.camelherobase.HerobaseComponent;
import io.github.camelherobase.HerobaseConsumer;
import io.github.camelherobase.api.Lead;
import io.github.camelherobase.cursor.FileCursorStore;
import io.github.camelherobase.simulator.HerobaseSimulator;
import io.github.camelherobase.simulator.Switches;
import io.github.camelherobase.simulator.account.AccountSpec;
import io.github.camelherobase.simulator.clock.MovableClock;
import io.github.camelherobase.simulator.clock.SimulatorClock;
import io.github.camelherobase.support.LogCapture;
import io.github.camelherobase.support.ManualClock;
import io.github.camelherobase.support.ManualPolls;

import static org.assertj.core.api.Assertions.assertThat;

/** What is wrong with the server's times is told by a code of its own, and loses nothing. */
class TimesOfTheServerTest {

    @TempDir
    Path folder;

    private final MovableClock time = SimulatorClock.movable(Instant.parse("2026-05-06T08:00:00Z"));
    private final ManualClock clock = new ManualClock(time);
    private final Set<String> sink = new ConcurrentSkipListSet<>();
    private final ManualPolls polls = new ManualPolls();
    private HerobaseSimulator simulator;
    private DefaultCamelContext context;

    private HerobaseConsumer start(String options, String... switches) throws Exception {
        simulate(switches);
        return connect(options);
    }

    private void simulate(String... switches) {
        HerobaseSimulator.Builder builder = HerobaseSimulator.builder()
                .clock(time)
                .account(AccountSpec.named("api@example.com", "secret").defaultDailyLimit(1_000_000_000));
        for (int i = 0; i < switches.length; i += 2) {
            Switches.set(builder, switches[i], switches[i + 1]);
        }
        simulator = builder.start();
    }

    private HerobaseConsumer connect(String options) throws Exception {
        context = new DefaultCamelContext();
        HerobaseComponent component = new HerobaseComponent();
        component.setClock(clock);
        context.addComponent("herobase", component);
        context.getRegistry().bind("store", new FileCursorStore(folder));
        context.getRegistry().bind("polls", polls);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("herobase:simpleLeads?baseUrl=" + simulator.baseUrl()
                                + "&quotaSync=0&username=api@example.com&password=secret&cursorRepository=#store&delay=5m&scheduler=#polls"
                                + options)
                        .routeId("feed")
                        .process(exchange -> sink.add(
                                exchange.getMessage().getBody(Lead.class).getUniqueId()));
            }
        });
        context.start();
        return (HerobaseConsumer) context.getRoute("feed").getConsumer();
    }

    private void stop() {
        context.stop();
        simulator.close();
    }

    private void add() {
        simulator.world().addLead("SPRING25", Map.of("Phone", "7000"));
    }

    private void step(Duration step) {
        clock.advance(step);
        polls.poll();
    }

    @ParameterizedTest
    @CsvSource({
        "dateHeaderPresence, ABSENT, date-missing",
        "dateHeaderTime, FROZEN, date-stands-still",
        "dateHeaderTime, ONCE_WRONG, date-leaps",
        "dateHeaderSkew, PT10M, clocks-differ",
        "dateHeaderSkew, PT-10M, clocks-differ",
        "dateHeaderSkew, PT30S, none",
        "boundsRounding, MINUTES, none",
        "enumForm, NUMBERS, none",
        "stampPrecision, TICKS, none",
    })
    void eachFaultHasItsOwnCode(String name, String value, String code) throws Exception {
        Set<String> codes = new ConcurrentSkipListSet<>();
        HerobaseConsumer consumer = start("&initialFrom=PT2H", name, value);
        try {
            for (int i = 0; i < 8; i++) {
                add();
                step(Duration.ofMinutes(5));
                codes.add(consumer.getStateCause());
            }
            step(Duration.ofMinutes(5));
            assertThat(codes).contains(code);
            codes.removeAll(List.of("none", code, "date-leaps"));
            assertThat(codes).isEmpty();
            assertThat(sink).hasSize(8);
        } finally {
            stop();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTC", "Europe/London", "Europe/Helsinki", "Asia/Kathmandu", "America/New_York"})
    void aZoneThatIsWrongForBoundsAndRecordsAlikeIsNamed(String zone) throws Exception {
        try (LogCapture log = new LogCapture()) {
            HerobaseConsumer consumer = start("&initialFrom=PT30H", "boundsZone", zone, "stampZone", zone);
            try {
                add();
                for (int i = 0; i < 8; i++) {
                    step(Duration.ofMinutes(5));
                    add();
                }
                step(Duration.ofMinutes(5));
                assertThat(sink).hasSize(9);
                assertThat(consumer.getStateCause()).isEqualTo("time-zone");
                String fits = ZoneId.of(zone).getRules().getOffset(time.now()).toString();
                assertThat(log.text()).contains("they fit " + (fits.equals("Z") ? "UTC" : fits) + ".");
            } finally {
                stop();
            }
        }
    }

    /** A slice of history must not end at a time that, by the records' clock, is still to come. */
    @ParameterizedTest
    @CsvSource({
        "UTC, 1H, 30M",
        "UTC, 90M, 2H",
        "Europe/London, 20M, 25M",
        "America/New_York, 1H, 5H",
        "America/New_York, 3H, 4H",
        "Pacific/Honolulu, 2H, 9H",
        "Etc/GMT+12, 1H, 30M"
    })
    void shortSlicesDoNotPassWhatIsStillToComeWhereTheWholeServerIsInAnotherZone(
            String zone, String longest, String quiet) throws Exception {
        HerobaseConsumer consumer =
                start("&initialFrom=PT30H", "boundsZone", zone, "stampZone", zone, "failLeadsAbove", "PT" + longest);
        try {
            int added = 0;
            for (int i = 0; i < 6; i++) {
                add();
                added++;
                step(Duration.ofMinutes(9));
                step(Duration.parse("PT" + quiet));
                step(Duration.ofMinutes(5));
            }
            for (int i = 0; i < 3; i++) {
                step(Duration.ofMinutes(9));
            }
            assertThat(sink)
                    .as(consumer.getPollState() + " " + consumer.getStateCause() + " at " + consumer.getPosition()
                            + ", now " + time.now())
                    .hasSize(added);
        } finally {
            stop();
        }
    }

    /** Nothing to see at first, in the window or in a look back: what comes then is seen, or the bounds are named. */
    @ParameterizedTest
    @ValueSource(strings = {"Europe/Copenhagen", "UTC", "-05:00", "Pacific/Honolulu", "Asia/Tokyo"})
    void aFirstRecordIsSeenInWhateverZoneBoundsAreRead(String zone) throws Exception {
        for (String stamps : List.of("Europe/Copenhagen", "UTC")) {
            HerobaseConsumer consumer =
                    start("&initialFrom=PT2H&windowSize=1h", "boundsZone", zone, "stampZone", stamps);
            try {
                for (int i = 0; i < 60; i++) {
                    step(Duration.ofMinutes(20));
                }
                add();
                for (int i = 0; i < 60 && sink.isEmpty(); i++) {
                    step(Duration.ofMinutes(5));
                }
                assertThat(sink.size() == 1 || consumer.getStateCause().equals("bounds"))
                        .as("stamps in " + stamps + ": " + consumer.getStateCause())
                        .isTrue();
            } finally {
                stop();
                sink.clear();
                deletePositions();
            }
        }
    }

    /** A cache may have kept the time of an answer from long before our start: it is no clock that is behind ours. */
    @ParameterizedTest
    @ValueSource(strings = {"PT10M", "PT47M", "PT1H", "PT2H", "PT2H53M", "PT9H"})
    void aDateThatStoodStillBeforeTheStartCostsNothing(String before) throws Exception {
        for (String zone : List.of("Europe/Copenhagen", "UTC", "Europe/Helsinki")) {
            simulate("boundsZone", zone, "stampZone", zone, "dateHeaderTime", "FROZEN");
            HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(simulator.baseUrl() + "/myaccount"))
                                    .build(),
                            HttpResponse.BodyHandlers.discarding());
            clock.advance(Duration.parse(before));
            HerobaseConsumer consumer = connect("&initialFrom=PT2H");
            try {
                int added = 0;
                for (int i = 0; i < 80; i++) {
                    if (i % 7 < 2) {
                        add();
                        added++;
                    }
                    step(Duration.ofSeconds(20 + i % 5 * 60));
                }
                step(Duration.ofMinutes(5));
                assertThat(sink).as(zone + ": " + consumer.getStateCause()).hasSize(added);
            } finally {
                stop();
                sink.clear();
                deletePositions();
            }
        }
    }

    private void deletePositions() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
    }
}
