package io.github.camelherobase.poll;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckAware;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.camelherobase.HerobaseComponent;
import io.github.camelherobase.HerobaseConsumer;
import io.github.camelherobase.api.Lead;
import io.github.camelherobase.cursor.FileCursorStore;
import io.github.camelherobase.simulator.HerobaseSimulator;
import io.github.camelherobase.simulator.Switches;
import io.github.camelherobase.simulator.clock.MovableClock;
import io.github.camelherobase.simulator.clock.SimulatorClock;
import io.github.camelherobase.simulator.fault.Fault;
import io.github.camelherobase.simulator.service.OpenPoints;
import io.github.camelherobase.support.ManualClock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A server that reads bounds in another zone, or tells a wrong time, costs no lead, or the consumer says so. */
class BoundsTest {

    private static final String SERVICE = "GET /simpleleads";

    @TempDir
    Path folder;

    private final MovableClock time = SimulatorClock.movable(Instant.parse("2026-05-06T08:00:00Z"));
    private final ManualClock clock = new ManualClock(time);
    private final Set<String> sink = ConcurrentHashMap.newKeySet();
    private HerobaseSimulator simulator;
    private CamelContext context;

    @AfterEach
    void stop() {
        context.stop();
        simulator.close();
    }

    private void start(Consumer<OpenPoints> points, String options) throws Exception {
        simulator = HerobaseSimulator.builder().clock(time).openPoints(points).start();
        time.set(Instant.parse("2026-05-06T04:00:00Z"));
        for (int i = 0; i < 12; i++) {
            add();
            clock.advance(Duration.ofMinutes(20));
        }
        connect(options);
    }

    private void connect(String options) throws Exception {
        context = new DefaultCamelContext();
        HerobaseComponent component = new HerobaseComponent();
        component.setClock(clock);
        context.addComponent("herobase", component);
        context.getRegistry().bind("store", new FileCursorStore(folder));
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("herobase:simpleLeads?baseUrl=" + simulator.baseUrl() + "&quotaSync=0&username="
                                + HerobaseSimulator.DEFAULT_USERNAME
                                + "&password=RAW(" + HerobaseSimulator.DEFAULT_PASSWORD
                                + ")&cursorRepository=#store&delay=50&initialDelay=0" + options)
                        .routeId("feed")
                        .process(exchange -> sink.add(
                                exchange.getMessage().getBody(Lead.class).getUniqueId()));
            }
        });
        context.start();
    }

    private void add() {
        simulator.world().addLead("SPRING25", Map.of("Phone", "7000"));
    }

    private Set<String> leads() {
        Set<String> all = ConcurrentHashMap.newKeySet();
        simulator.world().leads().forEach(lead -> all.add(lead.uniqueId()));
        return all;
    }

    private HealthCheck.Result health() {
        return ((HealthCheck) ((HealthCheckAware) context.getRoute("feed").getConsumer()).getHealthCheck()).call();
    }

    private String position() {
        return ((HerobaseConsumer) context.getRoute("feed").getConsumer()).getPosition();
    }

    private void awaitDown(String... words) {
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            assertThat(health().getState()).isEqualTo(HealthCheck.State.DOWN);
            assertThat(health().getMessage().orElse("")).contains(words);
        });
    }

    private void awaitAll() {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(sink).containsExactlyInAnyOrderElementsOf(leads()));
    }

    private void liveAll() {
        awaitAll();
        for (int i = 0; i < 8; i++) {
            clock.advance(Duration.ofMinutes(25));
            add();
            awaitAll();
        }
    }

    private long requests() {
        return simulator
                .books()
                .service(HerobaseSimulator.DEFAULT_USERNAME, SERVICE)
                .received();
    }

    @Test
    void boundsReadAsUtcAreNamedAndThePositionStays() throws Exception {
        start(points -> points.boundsZone(ZoneId.of("UTC")), "");
        awaitDown("set boundsTimeZone=UTC", "The position stays");
        assertThat(health().getDetails()).containsEntry("herobase.cause", "bounds");
        assertThat(position()).isEqualTo("2026-05-05T22:00:00Z");
        long before = requests();
        assertThat(before).as("one window, and at most 5 to check").isLessThanOrEqualTo(6);
        context.stop();
        connect("&boundsTimeZone=UTC");
        liveAll();
    }

    @Test
    void boundsReadAsUtcAreNamedWhenNothingIsInTheWindow() throws Exception {
        start(points -> points.boundsZone(ZoneId.of("UTC")), "&initialFrom=PT20M");
        awaitDown("set boundsTimeZone=UTC");
        assertThat(requests()).isLessThanOrEqualTo(6);
    }

    @Test
    void anotherZoneIsNotGuessed() throws Exception {
        start(points -> points.boundsZone(ZoneId.of("-05:00")), "");
        awaitDown("bounds are read later than they are written");
        assertThat(requests()).isLessThanOrEqualTo(6);
    }

    @ParameterizedTest
    @CsvSource({
        // Bounds and times alike, under another zone
        "UTC, UTC, Europe/Copenhagen",
        "Europe/London, Europe/London, Europe/Copenhagen",
        "Europe/Copenhagen, Europe/Copenhagen, Europe/Helsinki",
        "Europe/Copenhagen, Europe/Copenhagen, UTC",
        // Read earlier than meant
        "Europe/Helsinki, Europe/Copenhagen, Europe/Copenhagen",
        "Europe/Copenhagen, UTC, Europe/Copenhagen"
    })
    void zonesThatCostNothing(String bounds, String stamps, String timeZone) throws Exception {
        start(
                points -> points.boundsZone(ZoneId.of(bounds)).stampZone(ZoneId.of(stamps)),
                "&initialFrom=PT30H&timeZone=" + timeZone);
        liveAll();
    }

    @Test
    void oneWrongDateCostsNothing() throws Exception {
        start(points -> {}, "");
        awaitAll();
        simulator.faults().next(SERVICE, Fault.date(time.now().plus(Duration.ofDays(1))));
        clock.advance(Duration.ofMinutes(5));
        add();
        liveAll();
        assertThat(position()).isLessThan("2026-05-06T13");
    }

    @ParameterizedTest
    @CsvSource({
        "dateHeaderTime, ONCE_WRONG",
        "dateHeaderTime, FROZEN",
        "dateHeaderPresence, ABSENT",
        "dateHeaderSkew, PT3M"
    })
    void aWrongDateCostsNothing(String name, String value) throws Exception {
        start(
                points -> {
                    HerobaseSimulator.Builder builder = HerobaseSimulator.builder();
                    Switches.set(builder, name, value);
                    builder.openPoints(set -> points.dateHeaderTime(set.dateHeaderTime())
                            .dateHeaderPresence(set.dateHeaderPresence())
                            .dateHeaderSkew(set.dateHeaderSkew()));
                },
                "");
        liveAll();
    }

    @Test
    void theCheckIsMadeOnceADay() throws Exception {
        start(points -> {}, "");
        awaitAll();
        long checks = checks();
        assertThat(checks).as("the last record was asked for again").isEqualTo(1);
        for (int day = 1; day <= 5; day++) {
            clock.advance(Duration.ofDays(1));
            add();
            awaitAll();
            int made = day;
            await().untilAsserted(() -> assertThat(checks()).isEqualTo(1 + made));
        }
    }

    /** Requests beyond the windows: those from 5 minutes before a lead's time. */
    private long checks() {
        return simulator.books().requests(SERVICE).stream()
                .filter(request -> request.queryParameters().text("ModifiedFrom").stream()
                        .anyMatch(from -> simulator.world().leads().anyMatch(lead -> simulator
                                .world()
                                .settings()
                                .local(lead.lastModifiedTime().minus(Duration.ofMinutes(5)))
                                .withNano(0)
                                .equals(LocalDateTime.parse(from)))))
                .count();
    }
}
