package io.github.camelherobase.poll;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.ScheduledPollConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.github.camelherobase.HerobaseComponent;
import io.github.camelherobase.HerobaseConsumer;
import io.github.camelherobase.api.Lead;
import io.github.camelherobase.cursor.FileCursorStore;
import io.github.camelherobase.simulator.clock.MovableClock;
import io.github.camelherobase.simulator.clock.SimulatorClock;
import io.github.camelherobase.support.ManualClock;
import io.github.camelherobase.support.PlainServer;
import io.github.camelherobase.support.PlainServer.Answer;
import io.github.camelherobase.support.PlainServer.Request;

import static org.assertj.core.api.Assertions.assertThat;

/** A server that does not manage long periods, and one that is down: of a server of its own, 200 leads over some time. */
class HealingWindowsTest {

    private static final ZoneId ZONE = ZoneId.of("Europe/Copenhagen");
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss");
    private static final Duration DELAY = Duration.ofMinutes(5);
    private static final Duration OVERLAP = Duration.ofMinutes(2);
    private static final Instant NOW = Instant.parse("2026-05-06T08:00:00Z");
    private static final int LEADS = 200;
    /** The position may be as far behind what was delivered first. */
    private static final Duration LATER = Duration.ofMinutes(5);

    @TempDir
    private Path folder;

    private final MovableClock time = SimulatorClock.movable(NOW);
    private final ManualClock clock = new ManualClock(time);
    private final List<Instant> stamps = new ArrayList<>();
    private final Queue<String> sink = new ConcurrentLinkedQueue<>();
    private volatile Duration most = Duration.ofDays(100_000);
    private volatile boolean isDown;
    private Answer failure = Answer.status(500);
    private final PlainServer server = new PlainServer(this::answer);
    private DefaultCamelContext context;

    static Stream<Arguments> limits() {
        List<Arguments> cases = new ArrayList<>();
        for (Answer failure : List.of(Answer.status(500), Answer.status(503), Answer.reset())) {
            cases.add(Arguments.of(Duration.ofHours(36), Duration.ofDays(60), failure));
            cases.add(Arguments.of(Duration.ofHours(6), Duration.ofDays(15), failure));
            cases.add(Arguments.of(Duration.ofHours(1), Duration.ofDays(3), failure));
            cases.add(Arguments.of(Duration.ofMinutes(1), Duration.ofHours(3), failure));
        }
        return cases.stream();
    }

    private Answer answer(Request request) {
        if (!request.path().equals("/simpleleads")) {
            return Answer.status(404);
        }
        Instant from = instant(request.get("ModifiedFrom"));
        Instant to = request.get("ModifiedTo") == null ? null : instant(request.get("ModifiedTo"));
        Duration length = Duration.between(from, to == null ? time.now() : to);
        if (isDown || length.compareTo(most) > 0) {
            return failure;
        }
        StringBuilder leads = new StringBuilder("[");
        for (int i = 0; i < stamps.size(); i++) {
            Instant stamp = stamps.get(i);
            if (!stamp.isBefore(from) && (to == null || stamp.isBefore(to))) {
                leads.append(leads.length() == 1 ? "" : ",")
                        .append("{\"uniqueId\":\"" + i + "\",\"lastModifiedTime\":\""
                                + SECONDS.format(LocalDateTime.ofInstant(stamp, ZONE)) + "\"}");
            }
        }
        return Answer.json(leads.append(']').toString());
    }

    private static Instant instant(String local) {
        return LocalDateTime.parse(local).atZone(ZONE).toInstant();
    }

    private void addLeads(Duration history) {
        for (int i = 0; i < LEADS; i++) {
            stamps.add(NOW.minus(history.multipliedBy(LEADS - i).dividedBy(LEADS + 1))
                    .truncatedTo(ChronoUnit.SECONDS));
        }
    }

    private void start(Duration history) throws Exception {
        context = new DefaultCamelContext();
        HerobaseComponent component = new HerobaseComponent();
        component.setClock(clock);
        context.addComponent("herobase", component);
        context.getRegistry().bind("store", new FileCursorStore(folder));
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("herobase:simpleLeads?baseUrl=" + server.baseUrl() + "&username=u&password=p&quotaSync=0"
                                + "&cursorRepository=#store&cursorKey=k&delay=5m&initialDelay=1d&initialFrom="
                                + NOW.minus(history))
                        .routeId("feed")
                        .process(exchange -> sink.add(
                                exchange.getMessage().getBody(Lead.class).getUniqueId()));
            }
        });
        context.start();
    }

    @AfterEach
    void stop() throws Exception {
        context.close();
        server.close();
    }

    private HerobaseConsumer consumer() {
        return (HerobaseConsumer) context.getRoute("feed").getConsumer();
    }

    /** As the scheduler does, but at the test's time. */
    private void poll() {
        consumer().run();
    }

    private HealthCheck.Result health() {
        return ((HealthCheck) ((ScheduledPollConsumer) consumer()).getHealthCheck()).call(Map.of());
    }

    private int requests() {
        return server.requests("/simpleleads").size();
    }

    @ParameterizedTest
    @MethodSource("limits")
    void everyLeadIsDelivered(Duration limit, Duration history, Answer answer) throws Exception {
        most = limit;
        failure = answer;
        addLeads(history);
        start(history);
        for (int i = 0; i < 20 && sink.stream().distinct().count() < LEADS; i++) {
            poll();
            clock.advance(DELAY);
        }
        assertThat(missing()).isEmpty();
        long ideal = history.dividedBy(limit) + 1;
        assertThat(requests()).as("ideal are " + ideal).isLessThanOrEqualTo((int) (3 * ideal));
        assertThat(health().getState()).isEqualTo(HealthCheck.State.UP);

        // A restart in the middle of as much history again: what was learned is known.
        context.close();
        clock.advance(history.plus(LATER));
        for (int i = 0; i < LEADS; i++) {
            stamps.add(stamps.get(i).plus(history).plus(LATER));
        }
        server.clear();
        start(history);
        for (int i = 0; i < 20 && sink.stream().distinct().count() < 2 * LEADS; i++) {
            poll();
            clock.advance(DELAY);
        }
        assertThat(missing()).isEmpty();
        long failedBeforeTheFirst = server.requests("/simpleleads").stream()
                .takeWhile(request -> length(request).compareTo(limit) > 0)
                .count();
        assertThat(failedBeforeTheFirst).isZero();
        long idealAgain = history.plus(LATER.multipliedBy(2)).dividedBy(limit) + 1;
        assertThat(requests()).as("ideal are " + idealAgain).isLessThanOrEqualTo((int) (2 * idealAgain) + 4);
    }

    private List<String> missing() {
        return IntStream.range(0, stamps.size())
                .filter(id -> !sink.contains(String.valueOf(id)))
                .mapToObj(id -> id + " of " + stamps.get(id) + ", position "
                        + consumer().getPosition())
                .toList();
    }

    private static Duration length(Request request) {
        return request.get("ModifiedTo") == null
                ? Duration.ZERO
                : Duration.between(
                        LocalDateTime.parse(request.get("ModifiedFrom")),
                        LocalDateTime.parse(request.get("ModifiedTo")));
    }

    @Test
    void anOutageCostsTwoRequestsAPollAndLeavesTheSize() throws Exception {
        addLeads(Duration.ofDays(2));
        start(Duration.ofDays(2));
        isDown = true;
        for (int i = 0; i < 10; i++) {
            poll();
            clock.advance(DELAY);
        }
        assertThat(requests()).isLessThanOrEqualTo(20);
        assertThat(health().getState()).isEqualTo(HealthCheck.State.DOWN);
        assertThat(health().getDetails()).containsEntry("herobase.cause", "smallest-window");
        isDown = false;
        server.clear();
        poll();
        assertThat(sink).hasSize(LEADS);
        assertThat(requests()).isLessThanOrEqualTo(4);
        assertThat(health().getState()).isEqualTo(HealthCheck.State.UP);
    }

    @Test
    void aFailureNowAndThenShrinksNothing() throws Exception {
        addLeads(Duration.ofDays(2));
        start(Duration.ofDays(2));
        poll();
        int healthy = 0;
        for (int i = 0; i < 20; i++) {
            clock.advance(DELAY);
            isDown = i % 5 == 0;
            poll();
            server.clear();
            isDown = false;
            clock.advance(DELAY);
            poll();
            healthy = Math.max(healthy, requests());
            server.clear();
        }
        assertThat(healthy).isEqualTo(1);
    }
}
