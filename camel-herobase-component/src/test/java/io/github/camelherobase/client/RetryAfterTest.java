package io.github.camelherobase.client;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.processor.state.MemoryStateRepository;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.camelherobase.HerobaseComponent;
import io.github.camelherobase.api.HerobaseImportUncertainException;
import io.github.camelherobase.api.HerobaseQuotaExceededException;
import io.github.camelherobase.simulator.clock.SimulatorClock;
import io.github.camelherobase.support.LogCapture;
import io.github.camelherobase.support.ManualClock;
import io.github.camelherobase.support.ManualPolls;
import io.github.camelherobase.support.RawServer;
import io.github.camelherobase.support.Routes;

import static org.assertj.core.api.Assertions.assertThat;

/** What a server, or a gateway before it, says in {@code Retry-After}: it is waited for, and never for longer than a day. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RetryAfterTest {

    private static final Instant BEGIN = Instant.parse("2026-05-06T08:00:00Z");
    /** The server's clock need not be ours. */
    private static final Duration AHEAD = Duration.ofHours(3);

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'").withZone(ZoneOffset.UTC);

    private final ManualClock clock = new ManualClock(SimulatorClock.movable(BEGIN));
    private final AtomicInteger numbers = new AtomicInteger();

    private Routes routes(RawServer server) throws Exception {
        return new Routes(server.baseUrl(), context -> {
            HerobaseComponent component = context.getComponent("herobase", HerobaseComponent.class);
            component.setClock(clock);
            component.getConfiguration().setQuotaSync(0);
        });
    }

    private static String answer(String status, String headers, String body) {
        return "HTTP/1.1 " + status + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n"
                + headers + "\r\n" + body;
    }

    private static String accepted() {
        return answer("200 OK", "", "{\"success\":true}");
    }

    /** Refuses the second request only. */
    private static RawServer refusingOnce(String headers) {
        String lines = headers.replace("; ", "\r\n") + "\r\n";
        AtomicInteger number = new AtomicInteger();
        return RawServer.start((request, connection) -> connection.send(
                number.incrementAndGet() == 2 ? answer("429 Too Many Requests", lines, "") : accepted()));
    }

    private boolean isSent(Routes routes) {
        Exchange done = routes.importing(
                Map.of("Phone", String.valueOf(70_000_000 + numbers.incrementAndGet())), "onQuotaExceeded=fail");
        if (done.getException() != null) {
            assertThat(done.getException()).isInstanceOf(HerobaseQuotaExceededException.class);
        }
        return done.getException() == null;
    }

    private static String date(long seconds) {
        return DATE.format(BEGIN.plus(AHEAD).plusSeconds(seconds));
    }

    private void assertWaits(String headers, long seconds) throws Exception {
        try (RawServer server = refusingOnce(headers);
                Routes routes = routes(server)) {
            assertThat(isSent(routes)).isTrue();
            assertThat(isSent(routes)).isFalse();
            clock.advance(Duration.ofSeconds(seconds));
            assertThat(isSent(routes)).as("after %d s", seconds).isFalse();
            clock.advance(Duration.ofSeconds(2));
            assertThat(isSent(routes)).as("after %d s", seconds + 2).isTrue();
            assertThat(server.requests()).hasSize(3);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Retry-After: 0|0",
                "retry-after: 5|5",
                "Retry-After:  007 |7",
                "Retry-After: 300|300",
                "Retry-After: 7000|7000",
                "Retry-After: 40000|40000",
                // The longer one holds.
                "X-Rate-Limit-Reset: 20; Retry-After: 5|20",
                "X-Rate-Limit-Reset: 20; Retry-After: 90|90",
                "X-Rate-Limit-Limit: 240; X-Rate-Limit-Remaining: 0; X-Rate-Limit-Reset: 20; Retry-After: 90|90",
                // A minute is never closed for longer than two hours.
                "X-Rate-Limit-Limit: 240; X-Rate-Limit-Remaining: 0; X-Rate-Limit-Reset: 20; Retry-After: 80000|7199",
                "X-Rate-Limit-Limit: 20000; X-Rate-Limit-Remaining: 0; Retry-After: 40000|40000",
                "X-Rate-Limit-Limit: 20000; X-Rate-Limit-Reset: 40000; Retry-After: 60|40000"
            })
    void secondsAreWaited(String headers, long seconds) throws Exception {
        assertWaits(headers, seconds);
    }

    @Test
    void aDateIsOneOfTheServersClock() throws Exception {
        assertWaits("Date: " + date(0) + "; Retry-After: " + date(90), 90);
    }

    @Test
    void aDateThatIsOverIsNotWaitedFor() throws Exception {
        assertWaits("Date: " + date(0) + "; Retry-After: " + date(-500), 0);
    }

    @Test
    void aDateWithoutTheServersClockIsOneOfOurs() throws Exception {
        assertWaits("Retry-After: " + DATE.format(BEGIN.plusSeconds(25)), 25);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "soon|neither a number of seconds nor a date",
                "-5|neither a number of seconds nor a date",
                "5.5|neither a number of seconds nor a date",
                "5, 5|neither a number of seconds nor a date",
                "Wed, 99 Foo 2026 08:00:00 GMT|neither a number of seconds nor a date",
                "99999|more than a day",
                "99999999999999999999999999|more than a day",
                "Fri, 31 Dec 9999 23:59:59 GMT|more than a day"
            })
    void whatMakesNoSenseIsNamedOnceAndNotHeeded(String value, String words) throws Exception {
        String refusal = answer("429 Too Many Requests", "Retry-After: " + value + "\r\n", "");
        AtomicInteger number = new AtomicInteger();
        try (LogCapture log = new LogCapture();
                RawServer server = RawServer.start((request, connection) ->
                        connection.send(number.incrementAndGet() % 2 == 0 ? refusal : accepted()));
                Routes routes = routes(server)) {
            for (int round = 0; round < 3; round++) {
                assertThat(isSent(routes)).isTrue();
                assertThat(isSent(routes)).isFalse();
                clock.advance(Duration.ofSeconds(62));
            }
            assertThat(log.text().lines().filter(line -> line.contains("Retry-After")))
                    .hasSize(1)
                    .allMatch(line -> line.contains(words) && line.contains("POST /leads answered 429"))
                    .noneMatch(line -> line.contains(value));
        }
    }

    @Test
    void anOutageThatNamesItsEndIsNotRepeatedForALead() throws Exception {
        try (RawServer server = RawServer.start((request, connection) ->
                        connection.send(answer("503 Service Unavailable", "Retry-After: 0\r\n", "")));
                Routes routes = routes(server)) {
            assertThat(routes.importing(Map.of("Phone", "70000001"), "").getException())
                    .isInstanceOf(HerobaseImportUncertainException.class);
            assertThat(server.requests()).hasSize(1);
        }
    }

    /** Without it the period is asked for again at once, in smaller pieces. */
    @ParameterizedTest
    @ValueSource(strings = {"600", "80000"})
    void aConsumerRestsUntilTheEndThatAnOutageNames(String seconds) throws Exception {
        ManualPolls polls = new ManualPolls();
        try (RawServer server = RawServer.start((request, connection) ->
                        connection.send(answer("503 Service Unavailable", "Retry-After: " + seconds + "\r\n", "")));
                Routes routes = routes(server)) {
            routes.context.getRegistry().bind("polls", polls);
            routes.context.getRegistry().bind("positions", new MemoryStateRepository());
            routes.context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("herobase:simpleLeads?scheduler=#polls&cursorRepository=#positions&initialFrom=2026-05-01"
                                    + "&bridgeErrorHandler=true")
                            .routeId("feed")
                            .to("mock:leads");
                }
            });
            polls.poll();
            int first = server.requests().size();
            clock.advance(Duration.ofSeconds(595));
            polls.poll();
            assertThat(server.requests()).hasSize(first);
            // No longer than 15 minutes.
            clock.advance(Duration.ofSeconds(seconds.equals("600") ? 6 : 306));
            polls.poll();
            assertThat(server.requests()).hasSizeGreaterThan(first);
            assertThat(first).isOne();
        }
    }

    /** A tenant whose minute is not the formula's, and that says so only when it refuses. */
    @ParameterizedTest
    @CsvSource({"100, 30", "100, ''", "7, 60", "239, 1"})
    void aLimitThatIsNotTheFormulasEndsWithItsMinute(int limit, String reset) throws Exception {
        AtomicInteger counted = new AtomicInteger();
        String refusal = answer(
                "429 Too Many Requests",
                "X-Rate-Limit-Limit: " + limit + "\r\nX-Rate-Limit-Remaining: 0\r\n"
                        + (reset.isEmpty() ? "" : "X-Rate-Limit-Reset: " + reset + "\r\n"),
                "");
        try (RawServer server = RawServer.start((request, connection) ->
                        connection.send(counted.incrementAndGet() > limit ? refusal : accepted()));
                Routes routes = routes(server)) {
            for (int minute = 0; minute < 5; minute++) {
                int sent = 0;
                while (isSent(routes)) {
                    sent++;
                }
                assertThat(sent).as("minute %d", minute).isEqualTo(limit);
                counted.set(0);
                clock.advance(Duration.ofSeconds(62));
            }
        }
    }
}
