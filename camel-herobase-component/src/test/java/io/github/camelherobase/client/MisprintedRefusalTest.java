package io.github.camelherobase.client;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.camelherobase.api.HerobaseImportUncertainException;
import io.github.camelherobase.api.HerobaseQuotaExceededException;
import io.github.camelherobase.support.RawServer;
import io.github.camelherobase.support.RawServer.Connection;
import io.github.camelherobase.support.Routes;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The vendor's page: "the response headers refer to the current minute period or, if 249 is returned, the period in which
 * limits was exceeded". Where nothing is left and nothing speaks of success, 249 is a refusal like 429.
 */
class MisprintedRefusalTest {

    private static final Map<String, String> LEAD = Map.of("Phone", "70000001");
    private static final String NOTHING_LEFT =
            "X-Rate-Limit-Limit: 240\r\nX-Rate-Limit-Remaining: 0\r\nX-Rate-Limit-Reset: 1\r\n";

    private RawServer server;
    private Routes routes;

    @AfterEach
    void end() {
        routes.close();
        server.close();
    }

    private void start(String headers, String body) throws Exception {
        server = RawServer.start((request, connection) -> {
            if (server.requests().size() == 1) {
                say249(connection, headers, body);
            } else if (request.method().equals("POST")) {
                connection.accept();
            } else {
                connection.answer(200, "application/json", "[]", StandardCharsets.UTF_8);
            }
        });
        routes = new Routes(server.baseUrl(), context -> {});
    }

    private static void say249(Connection connection, String headers, String body) throws IOException {
        connection.send("HTTP/1.1 249 Said\r\n" + headers + "Content-Length: " + body.length() + "\r\n\r\n" + body);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Too many requests", "{\"responseStatus\":{\"errorCode\":\"Limit\"}}"})
    void isWaitedOutAndSentAgain(String body) throws Exception {
        start(NOTHING_LEFT, body);
        assertThat(routes.importing(LEAD, "").getException()).isNull();
        List<RawServer.Request> requests = server.requests();
        assertThat(requests).hasSize(2);
        assertThat(Duration.ofNanos(requests.get(1).at() - requests.get(0).at()))
                .isGreaterThanOrEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void anExportIsAskedForAgain() throws Exception {
        start(NOTHING_LEFT, "");
        assertThat(routes.export("").getException()).isNull();
        assertThat(server.requests()).hasSize(2);
    }

    /** The window that it names is closed for those who come after it too. */
    @Test
    void closesTheWindowForAll() throws Exception {
        start(NOTHING_LEFT.replace("Reset: 1", "Reset: 50"), "");
        for (int lead = 0; lead < 3; lead++) {
            assertThat(routes.importing(LEAD, "onQuotaExceeded=fail").getException())
                    .isInstanceOf(HerobaseQuotaExceededException.class)
                    .hasMessageContaining("minute");
        }
        assertThat(server.requests()).hasSize(1);
    }

    /** It may be anything then: the lead is in doubt, and not sent again. */
    @ParameterizedTest
    @ValueSource(strings = {"", "X-Rate-Limit-Remaining: 7\r\n"})
    void isInDoubtWhenSomethingIsLeftOrNothingIsSaid(String headers) throws Exception {
        start(headers, "");
        assertInDoubt();
    }

    @Test
    void isInDoubtWhenItSpeaksOfSuccess() throws Exception {
        start(NOTHING_LEFT, "{\"success\":true}");
        assertInDoubt();
    }

    private void assertInDoubt() {
        Exchange done = routes.importing(LEAD, "");
        assertThat(done.getException())
                .isInstanceOf(HerobaseImportUncertainException.class)
                .hasMessageContaining("POST /leads answered 249");
        assertThat(server.requests()).hasSize(1);
    }
}
