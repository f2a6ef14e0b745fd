package io.github.camelherobase.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.github.camelherobase.api.HerobaseImportUncertainException;
import io.github.camelherobase.api.HerobaseProtocolException;
import io.github.camelherobase.api.LeadImportResult;
import io.github.camelherobase.support.RawServer;
import io.github.camelherobase.support.Routes;

import static org.assertj.core.api.Assertions.assertThat;

/** A 200 that is not what was asked for says what it is; one that says {@code success:true} is taken at its word. */
class OtherAnswersTest {

    private static final String PHONE = "70007777";

    private RawServer server;
    private Routes routes;

    @AfterEach
    void end() {
        routes.close();
        server.close();
    }

    private void start(String contentType, byte[] body) throws Exception {
        start(200, contentType, body);
    }

    private void start(int status, String contentType, byte[] body) throws Exception {
        server = RawServer.start((request, connection) -> connection.answer(status, contentType, body));
        routes = new Routes(server.baseUrl(), context -> {});
    }

    static Stream<Arguments> others() throws IOException {
        String error =
                "{\"responseStatus\":{\"errorCode\":\"ArgumentException\",\"message\":\"Unknown search 70007777\"}}";
        return Stream.of(
                other(
                        "application/json",
                        "{\"leads\":[{\"Phone\":\"70007777\"}],\"total\":1}",
                        "a JSON object with the members leads, total"),
                other("application/json", error, "an error of the server ArgumentException: Unknown search ***"),
                other(
                        "application/json",
                        error.replace("responseStatus", "ResponseStatus"),
                        "an error of the server ArgumentException"),
                other(
                        "text/html; charset=utf-8",
                        "<!DOCTYPE html><html><form><input type=\"password\"></form></html>",
                        "a log-in page (HTML)"),
                other("text/html", "<html><body>Welcome</body></html>", "an HTML page"),
                other("text/html", "<html><body>Welcome</body></html>", "content type text/html"),
                other("text/xml", "<?xml version=\"1.0\"?><Leads/>", "XML"),
                other("application/json", "", "an empty body"),
                other("application/json", "\"70007777\"", "a JSON string"),
                other("application/json", "null", "the JSON value null"),
                other("text/plain", "Hello", "text that is not JSON"),
                Arguments.of(
                        "application/json",
                        "[]".getBytes(StandardCharsets.UTF_16),
                        "in UTF-16, where UTF-8 is expected"),
                Arguments.of(
                        "application/json",
                        "[]".getBytes(StandardCharsets.UTF_16LE),
                        "in UTF-16, where UTF-8 is expected"),
                Arguments.of(
                        "application/json", gzip("[{\"Phone\":\"70007777\"}]"), "compressed with gzip that no header"));
    }

    private static Arguments other(String contentType, String body, String said) {
        return Arguments.of(contentType, body.getBytes(StandardCharsets.UTF_8), said);
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    @ParameterizedTest(name = "{2}")
    @MethodSource("others")
    void itSaysWhatCame(String contentType, byte[] body, String said) throws Exception {
        start(contentType, body);
        assertThat(routes.export("").getException())
                .isInstanceOf(HerobaseProtocolException.class)
                .hasMessageContaining("what came is ")
                .hasMessageContaining(said)
                .hasMessageNotContaining(PHONE);
        if (!said.contains("members leads")) {
            assertThat(routes.one("account").getException())
                    .isInstanceOf(HerobaseProtocolException.class)
                    .hasMessageContaining(said)
                    .hasMessageNotContaining(PHONE);
        }
        assertThat(routes.importing(Map.of("Phone", PHONE), "").getException())
                .isInstanceOf(HerobaseImportUncertainException.class)
                .hasMessageContaining(said)
                .hasMessageNotContaining(PHONE);
    }

    static Stream<Arguments> errors() {
        return Stream.of(
                        Map.entry("[{\"Phone\":\"70007777\"}]", "a JSON array of objects"),
                        Map.entry(" [\"70007777\"", "a JSON array of strings"),
                        Map.entry("{\"leads\":[{\"Phone\":\"70007777\"}]}", "a JSON object with the member leads"),
                        Map.entry(
                                "{\"uniqueId\":\"1S1\",\"Phone\":\"70007777\"}",
                                "a JSON object with the member uniqueId"),
                        Map.entry("{\"message\":{\"Phone\":\"70007777\"}}", "a JSON object with the member message"),
                        Map.entry("{\"message\":\"Internal\",\"Phone\":\"70007777", "a JSON object"),
                        Map.entry("{\"message\":\"Service Unavailable\",\"code\":7}", "Service Unavailable"),
                        Map.entry("<h1>Service Unavailable</h1>", "(Service Unavailable)"),
                        Map.entry("{\"responseStatus\":{\"message\":\"Bad ModifiedFrom\"}}", "Bad ModifiedFrom"))
                .flatMap(error -> Stream.of(400, 403, 404, 500)
                        .map(status -> Arguments.of(status, error.getKey(), error.getValue())));
    }

    /** The answer to an export may be full of leads also when its status tells of an error. */
    @ParameterizedTest(name = "{0} {2}")
    @MethodSource("errors")
    void anErrorThatMayBeRecordsIsOnlyNamed(int status, String body, String said) throws Exception {
        start(status, "application/json", body.getBytes(StandardCharsets.UTF_8));
        assertThat(routes.export("").getException())
                .hasMessageContaining("answered " + status)
                .hasMessageContaining(said)
                .hasMessageNotContaining(PHONE);
    }

    static Stream<Arguments> accepted() throws IOException {
        String yes = "{\"success\":true,\"uniqueId\":\"7S1\",\"note\":\"S\u00F8ren \uD83D\uDE00\"}";
        return Stream.of(
                Arguments.of("UTF-8", yes.getBytes(StandardCharsets.UTF_8)),
                Arguments.of("UTF-16 with a mark", yes.getBytes(StandardCharsets.UTF_16)),
                Arguments.of("UTF-16LE", yes.getBytes(StandardCharsets.UTF_16LE)),
                Arguments.of("a mark of UTF-8", ("\uFEFF" + yes).getBytes(StandardCharsets.UTF_8)),
                Arguments.of("an emoji as two times three bytes", cesu(yes)),
                Arguments.of("ISO-8859-1", yes.getBytes(StandardCharsets.ISO_8859_1)),
                Arguments.of(
                        "half an emoji", yes.replace("\uD83D\uDE00", "\\ud83d").getBytes(StandardCharsets.UTF_8)),
                Arguments.of("gzip without a header", gzip(yes)),
                Arguments.of(
                        "an escape that JSON does not know",
                        yes.replace("ren", "\\ren").getBytes(StandardCharsets.UTF_8)),
                Arguments.of(
                        "a line end in a string", yes.replace("ren ", "ren\n").getBytes(StandardCharsets.UTF_8)),
                Arguments.of("capitals", yes.replace("success", "Success").getBytes(StandardCharsets.UTF_8)),
                Arguments.of("as a string", yes.replace("true", "\"True\"").getBytes(StandardCharsets.UTF_8)));
    }

    private static byte[] cesu(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (char c : text.toCharArray()) {
            if (Character.isSurrogate(c)) {
                bytes.writeBytes(
                        new byte[] {(byte) (0xE0 | c >> 12), (byte) (0x80 | c >> 6 & 0x3F), (byte) (0x80 | c & 0x3F)});
            } else {
                bytes.writeBytes(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toByteArray();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("accepted")
    void whatSaysSuccessIsAccepted(String how, byte[] body) throws Exception {
        start("application/json", body);
        Exchange done = routes.importing(Map.of("Phone", PHONE), "");
        assertThat(done.getException()).isNull();
        LeadImportResult result = done.getMessage().getBody(LeadImportResult.class);
        assertThat(result.isSuccess()).isTrue();
        assertThat(result.getUniqueId()).isEqualTo("7S1");
        assertThat(result.toMap()).containsKey("note");
        assertThat(done.getMessage().getBody(String.class)).contains("7S1");
        assertThat(server.requests()).hasSize(1);
    }
}
