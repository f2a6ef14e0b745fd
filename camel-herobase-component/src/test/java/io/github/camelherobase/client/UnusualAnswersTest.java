package io.github.camelherobase.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

import org.apache.camel.Exchange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.github.camelherobase.support.RawServer;
import io.github.camelherobase.support.RawServer.Connection;
import io.github.camelherobase.support.Routes;

import static org.assertj.core.api.Assertions.assertThat;

/** What few servers do, and what is right all the same: none is refused, and none spoils the next request. */
class UnusualAnswersTest {

    private static final String JSON = "Content-Type: application/json\r\n";

    /** How an answer with this body goes over the wire. */
    @FunctionalInterface
    private interface Way {
        void send(Connection connection, String body) throws IOException;
    }

    private record Named(String name, Way way) {

        @Override
        public String toString() {
            return name;
        }
    }

    private static String plain(String body) {
        return "HTTP/1.1 200 OK\r\n" + JSON + "Content-Length: " + body.length() + "\r\n\r\n" + body;
    }

    private static String chunked(String head, String body, String extension, String trailers) {
        StringBuilder all = new StringBuilder("HTTP/1.1 200 OK\r\n" + JSON + head + "\r\n");
        for (char each : body.toCharArray()) {
            all.append("1").append(extension).append("\r\n").append(each).append("\r\n");
        }
        return all + "0" + extension + "\r\n" + trailers + "\r\n";
    }

    static Stream<Named> ways() {
        return Stream.of(
                new Named("byte by byte", (connection, body) -> {
                    for (byte each : plain(body).getBytes(StandardCharsets.UTF_8)) {
                        connection.send(new byte[] {each});
                        pause(1);
                    }
                }),
                new Named("byte by byte in chunks", (connection, body) -> {
                    for (byte each : chunked("Transfer-Encoding: chunked\r\n", body, "", "")
                            .getBytes(StandardCharsets.UTF_8)) {
                        connection.send(new byte[] {each});
                    }
                }),
                new Named("after 100 Continue", (connection, body) -> connection
                        .send("HTTP/1.1 100 Continue\r\n\r\n")
                        .send(plain(body))),
                new Named("after early hints", (connection, body) -> connection
                        .send("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n".repeat(20))
                        .send(plain(body))),
                new Named(
                        "chunks with extensions and trailers",
                        (connection, body) -> connection.send(chunked(
                                "Transfer-Encoding: chunked\r\nTrailer: X-A\r\n",
                                body,
                                ";a=b;c=\"d;e\"",
                                "X-A: 1\r\n"))),
                new Named(
                        "chunked in capitals",
                        (connection, body) -> connection.send(chunked("TRANSFER-ENCODING: Chunked\r\n", body, "", ""))),
                new Named(
                        "lines that end in LF",
                        (connection, body) -> connection.send(plain(body).replace("\r\n", "\n"))),
                new Named(
                        "headers in capitals",
                        (connection, body) ->
                                connection.send("HTTP/1.1 200 OK\r\nCONTENT-TYPE: APPLICATION/JSON;CHARSET=UTF-8\r\n"
                                        + "CONTENT-LENGTH:" + body.length() + "\r\n\r\n" + body)),
                new Named(
                        "a folded header",
                        (connection, body) -> connection.send("HTTP/1.1 200 OK\r\nX-Long: a\r\n b\r\n\tc\r\n" + JSON
                                + "Content-Length: " + body.length() + "\r\n\r\n" + body)),
                new Named(
                        "no reason phrase",
                        (connection, body) -> connection.send(plain(body).replace("200 OK", "200"))),
                new Named("HTTP/1.0, ended by closing", (connection, body) -> {
                    connection.send("HTTP/1.0 200 OK\r\n" + JSON + "\r\n" + body);
                    connection.close();
                }),
                new Named("Connection: close", (connection, body) -> {
                    connection.send(plain(body).replace(JSON, JSON + "Connection: close\r\n"));
                    connection.close();
                }),
                new Named(
                        "a keep-alive of one second, of a hundred",
                        (connection, body) -> connection.send(plain(body)
                                .replace(JSON, JSON + "Connection: keep-alive\r\nKeep-Alive: timeout=1, max=100\r\n"))),
                new Named("compressed", (connection, body) -> {
                    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
                        gzip.write(body.getBytes(StandardCharsets.UTF_8));
                    }
                    connection.send("HTTP/1.1 200 OK\r\n" + JSON + "Content-Encoding: GZIP\r\nContent-Length: "
                            + bytes.size() + "\r\n\r\n");
                    connection.send(bytes.toByteArray());
                }),
                new Named(
                        "not compressed, and said so",
                        (connection, body) ->
                                connection.send(plain(body).replace(JSON, JSON + "Content-Encoding: identity\r\n"))),
                new Named(
                        "a hundred cookies and headers of 30 kB",
                        (connection, body) -> connection.send(plain(body)
                                .replace(JSON, JSON + ("Set-Cookie: a=" + "b".repeat(300) + "\r\n").repeat(100)))),
                new Named("a mark and blanks around the body", (connection, body) -> {
                    byte[] bytes = ("\uFEFF \r\n" + body + " \r\n\t").getBytes(StandardCharsets.UTF_8);
                    connection.answer(200, "application/json", bytes);
                }),
                new Named(
                        "no content type",
                        (connection, body) -> connection.answer(200, null, body, StandardCharsets.UTF_8)));
    }

    private static void pause(int millis) {
        CompletableFuture.runAsync(() -> {}, CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS))
                .join();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ways")
    void areAnswersLikeOthers(Named named) throws Exception {
        AtomicInteger posts = new AtomicInteger();
        try (RawServer server = RawServer.start((request, connection) -> {
                    boolean isPost = request.method().equals("POST");
                    String body = isPost
                            ? "{\"success\":true,\"uniqueId\":\"N" + posts.incrementAndGet() + "\"}"
                            : "[{\"uniqueId\":\"1S1\"},{\"uniqueId\":\"1S2\"}]";
                    named.way().send(connection, body);
                });
                Routes routes = new Routes(server.baseUrl(), context -> {})) {
            for (int round = 1; round <= 3; round++) {
                Exchange imported = routes.importing(Map.of("Phone", "7000000" + round), "");
                assertThat(imported.getException()).isNull();
                assertThat(imported.getMessage().getHeader("CamelHerobaseUniqueId"))
                        .isEqualTo("N" + round);
                Exchange exported = routes.export("");
                assertThat(exported.getException()).isNull();
                assertThat(exported.getProperty(Routes.READ)).isEqualTo(2L);
            }
            assertThat(server.requests()).hasSize(6);
        }
    }
}
