package io.github.camelherobase.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.camelherobase.simulator.http.HttpLimits;

import static org.assertj.core.api.Assertions.assertThat;

/** What the JDK's client would not send. */
class RawHttpTest extends ApiTest {

    private static final String AUTHORIZATION =
            "Host: localhost\r\nAuthorization: " + basic("api@example.com", "secret") + "\r\n";

    /** Sends one request and answers with all that came until the server closed the connection. */
    static String talk(HerobaseSimulator simulator, String request) {
        try (Socket socket = new Socket("127.0.0.1", simulator.port())) {
            socket.setSoTimeout(5000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static int getStatus(HerobaseSimulator simulator, String target) {
        return status(talk(simulator, "GET " + target + " HTTP/1.1\r\n" + AUTHORIZATION + "Connection: close\r\n\r\n"));
    }

    private static int status(String answer) {
        return Integer.parseInt(answer.split(" ", 3)[1]);
    }

    @Test
    void chunkedBodiesWithExtensionsAndTrailersAreRead() {
        start();
        String answer = talk(
                simulator,
                "POST /api/leads HTTP/1.1\r\n" + AUTHORIZATION
                        + "Content-Type: application/json\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n"
                        + "c;x=y\r\n{\"CampaignCo\r\n2B\r\nde\":\"SPRING25\",\"Data\":{\"Phone\":\"70000001\"}}\r\n"
                        + "0\r\nTrailer: x\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 200 OK\r\n").endsWith("{\"success\":true}");
    }

    @Test
    void bodiesAreInvitedWhenTheClientExpectsIt() throws IOException {
        start();
        try (Socket socket = new Socket("127.0.0.1", simulator.port())) {
            socket.setSoTimeout(5000);
            socket.getOutputStream()
                    .write(("POST /api/leads HTTP/1.1\r\n" + AUTHORIZATION
                                    + "Content-Type: application/json\r\nConnection: close\r\n"
                                    + "Expect: 100-continue\r\nContent-Length: "
                                    + LEAD.getBytes(StandardCharsets.UTF_8).length
                                    + "\r\n\r\n")
                            .getBytes(StandardCharsets.UTF_8));
            String invitation = "HTTP/1.1 100 Continue\r\n\r\n";
            assertThat(new String(socket.getInputStream().readNBytes(invitation.length()), StandardCharsets.UTF_8))
                    .isEqualTo(invitation);
            socket.getOutputStream().write(LEAD.getBytes(StandardCharsets.UTF_8));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 200 OK");
        }
    }

    @Test
    void severalRequestsPassOverOneConnection() {
        start();
        String request = "GET /api/myaccount HTTP/1.1\r\n" + AUTHORIZATION;
        String answer = talk(simulator, request + "\r\n" + request + "\r\n" + request + "Connection: close\r\n\r\n");
        assertThat(answer.split("HTTP/1.1 200 OK", -1)).hasSize(4);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    NONSENSE                     | ''                                             | 400
                    GET /api/myaccount HTTP/1.1  | NoColon                                        | 400
                    POST /api/leads HTTP/1.1     | Content-Length: x                              | 400
                    POST /api/leads HTTP/1.1     | Content-Length: -1                             | 400
                    POST /api/leads HTTP/1.1     | Content-Length: 1001                           | 413
                    POST /api/leads HTTP/1.1     | Transfer-Encoding: gzip                        | 400
                    """)
    void malformedRequestsEndTheConnection(String requestLine, String header, int status) {
        start(builder().httpLimits(new HttpLimits(1000, 1000, 10, Duration.ofSeconds(5))));
        String lines = header.isEmpty() ? "" : header + "\r\n";
        assertThat(status(talk(simulator, requestLine + "\r\n" + lines + "\r\n")))
                .isEqualTo(status);
    }

    @Test
    void headersAndChunkedBodiesAreBounded() {
        start(builder().httpLimits(new HttpLimits(1000, 1000, 10, Duration.ofSeconds(5))));
        assertThat(getStatus(simulator, "/" + "x".repeat(2000))).isEqualTo(431);
        String chunks = ("190\r\n" + "x".repeat(400) + "\r\n").repeat(3);
        String request = "POST /api/leads HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks + "0\r\n\r\n";
        assertThat(status(talk(simulator, request))).isEqualTo(413);
    }
}
