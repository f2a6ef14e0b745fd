package io.github.camelherobase;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.camel.Exchange;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.camelherobase.api.HerobaseQuotaExceededException;
import io.github.camelherobase.simulator.clock.SimulatorClock;
import io.github.camelherobase.support.ManualClock;
import io.github.camelherobase.support.RawServer;
import io.github.camelherobase.support.Routes;

import static org.assertj.core.api.Assertions.assertThat;

/** What servers and gateways may say of a quota that makes no sense: nobody sends too much, and nobody waits for ever. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class UnusualQuotaAnswersTest {

    private static final Instant BEGIN = Instant.parse("2026-05-06T08:00:00Z");
    private static final int PROMISED = 240;

    private final ManualClock clock = new ManualClock(SimulatorClock.movable(BEGIN));

    private Routes routes(RawServer server, int sync) throws Exception {
        return new Routes(server.baseUrl(), context -> {
            HerobaseComponent component = context.getComponent("herobase", HerobaseComponent.class);
            component.setClock(clock);
            component.getConfiguration().setQuotaSync(sync);
        });
    }

    private static Map<String, String> lead(int number) {
        return Map.of("Phone", String.valueOf(70_000_000 + number));
    }

    /** How many of so many leads were sent; the others were refused for want of quota, and for nothing else. */
    private static int send(Routes routes, int leads) {
        int sent = 0;
        for (int number = 0; number < leads; number++) {
            Exchange done = routes.importing(lead(number), "onQuotaExceeded=fail");
            if (done.getException() == null) {
                sent++;
            } else {
                assertThat(done.getException()).isInstanceOf(HerobaseQuotaExceededException.class);
            }
        }
        return sent;
    }

    private static String accepted(String headers) {
        return "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 16\r\n" + headers
                + "\r\n{\"success\":true}";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Rate-Limit-Limit: -1; X-Rate-Limit-Remaining: -1; X-Rate-Limit-Reset: -1",
                "X-Rate-Limit-Limit: 0; X-Rate-Limit-Remaining: 0; X-Rate-Limit-Reset: 0",
                "X-Rate-Limit-Limit: 99999999999999999999; X-Rate-Limit-Remaining: 99999999999999999999",
                "X-Rate-Limit-Limit: 9223372036854775807; X-Rate-Limit-Remaining: 9223372036854775806; X-Rate-Limit-Reset: 30",
                "X-Rate-Limit-Limit: 4611686018427387903; X-Rate-Limit-Remaining: 0; X-Rate-Limit-Reset: 30",
                "X-Rate-Limit-Limit: 240, 240; X-Rate-Limit-Remaining: 239, 239; X-Rate-Limit-Reset: 30, 30",
                "X-Rate-Limit-Limit: 240; X-Rate-Limit-Limit: 348; X-Rate-Limit-Remaining: 1; X-Rate-Limit-Remaining: 2",
                "x-RATE-limit-LIMIT: 240; x-rate-limit-remaining: 500; X-RATE-LIMIT-RESET: 59",
                "X-Rate-Limit-Limit: 240;w=60; X-Rate-Limit-Remaining: \"7\"; X-Rate-Limit-Reset: 1764345600",
                "X-Rate-Limit-Limit: 2.5e2; X-Rate-Limit-Remaining: 0x10; X-Rate-Limit-Reset: 30.5",
                "X-Rate-Limit-Limit:; X-Rate-Limit-Remaining:; X-Rate-Limit-Reset:",
                "X-Rate-Limit-Reset: 9223372036854775807",
                "X-Rate-Limit-Reset: 0",
                "X-Rate-Limit-Remaining: 0",
                "X-Rate-Limit-Limit: 10; X-Rate-Limit-Remaining: 0; X-Rate-Limit-Reset: 86400",
                "Retry-After: 86400; RateLimit: limit=1, remaining=0, reset=86400"
            })
    void headersThatMakeNoSense(String headers) throws Exception {
        String lines = headers.replace("; ", "\r\n") + "\r\n";
        try (RawServer server = RawServer.start((request, connection) -> connection.send(accepted(lines)));
                Routes routes = routes(server, 0)) {
            int sent = send(routes, PROMISED + 10);
            assertThat(sent).isBetween(1, PROMISED);
            clock.advance(Duration.ofSeconds(62));
            // Who is said to have used up a day is asked again after five minutes.
            clock.advance(Duration.ofMinutes(6));
            assertThat(send(routes, 3)).isPositive();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "X-Rate-Limit-Reset: -5",
                "X-Rate-Limit-Reset: 0",
                "X-Rate-Limit-Reset: 99999999999",
                "X-Rate-Limit-Reset: soon",
                "Retry-After: 5",
                "X-Rate-Limit-Limit: 9223372036854775807; X-Rate-Limit-Remaining: 0; X-Rate-Limit-Reset: 20",
                "X-Rate-Limit-Limit: -240; X-Rate-Limit-Remaining: -1; X-Rate-Limit-Reset: 20",
                "X-Rate-Limit-Limit: 240; X-Rate-Limit-Remaining: 200; X-Rate-Limit-Reset: 20"
            })
    void refusalsThatMakeNoSense(String headers) throws Exception {
        String lines = headers.isEmpty() ? "" : headers.replace("; ", "\r\n") + "\r\n";
        AtomicInteger number = new AtomicInteger();
        try (RawServer server = RawServer.start((request, connection) -> connection.send(
                        number.incrementAndGet() == 2
                                ? "HTTP/1.1 429 Too Many\r\nContent-Type: text/html\r\nContent-Length: 12\r\n" + lines
                                        + "\r\n<html>Slow!<"
                                : accepted("")));
                Routes routes = routes(server, 0)) {
            assertThat(send(routes, 1)).isOne();
            assertThat(send(routes, 1)).isZero();
            clock.advance(Duration.ofSeconds(62));
            assertThat(send(routes, 1)).isOne();
            assertThat(server.requests()).hasSize(3);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"POST /leads\":1000000000000000000000000000000}|{\"POST /leads\":0}",
                "{\"POST /leads\":9223372036854775807}|{\"POST /leads\":0}",
                "{\"POST /leads\":-5}|{\"POST /leads\":-5}",
                "{\"POST /leads\":0}|{\"POST /leads\":0}",
                "{\"POST /leads\":20000.0}|{\"POST /leads\":0.0}",
                "{\"POST /leads\":\"20000\"}|{\"POST /leads\":\"0\"}",
                "{\"POST /leads\":20000}|{\"POST /leads\":1000000000000000000000000000000}",
                "{\"POST /leads\":20000}|{\"POST /leads\":{\"count\":5,\"reset\":9223372036854775807}}",
                "{\"POST /leads\":20000}|{\"POST /leads\":{\"count\":20000,\"reset\":9223372036854775807}}",
                "{\"POST /leads\":20000}|{\"POST /leads\":{\"count\":5,\"reset\":1000000000000000000000000000000}}",
                "{\"POST /leads\":20000}|{\"POST /leads\":{\"count\":20000,\"reset\":-7}}",
                "[]|[]",
                "null|null",
                "7|7",
                "{}|{}",
                "<html>Log in</html>|<html>Log in</html>",
                "[{\"service\":\"POST /leads\",\"limit\":20000},{\"service\":\"POST /leads\",\"limit\":3}]|[{\"service\":\"POST /leads\",\"count\":1}]"
            })
    void limitsAndCountsThatMakeNoSense(String answers) throws Exception {
        String limits = answers.substring(0, answers.indexOf('|'));
        String counts = answers.substring(answers.indexOf('|') + 1);
        try (RawServer server = RawServer.start((request, connection) -> {
                    if (request.target().endsWith("/limits")) {
                        connection.answer(200, "application/json", limits, StandardCharsets.UTF_8);
                    } else if (request.target().endsWith("/counts")) {
                        boolean nextDay = clock.now().isAfter(BEGIN.plus(Duration.ofHours(24)));
                        connection.answer(
                                200,
                                "application/json",
                                nextDay ? "{\"POST /leads\":0}" : counts,
                                StandardCharsets.UTF_8);
                    } else {
                        connection.accept();
                    }
                });
                Routes routes = routes(server, 60_000)) {
            int sent = 0;
            for (int minute = 0; minute < 3 && sent == 0; minute++) {
                sent = send(routes, 1);
                clock.advance(Duration.ofSeconds(62));
            }
            if (sent == 0) {
                // A day that others are said to have used up: over after a day at the latest.
                clock.advance(Duration.ofHours(25));
                sent = send(routes, 1);
            }
            assertThat(sent).isOne();
            assertThat(send(routes, PROMISED + 10)).isBetween(1, PROMISED);
        }
    }
}
