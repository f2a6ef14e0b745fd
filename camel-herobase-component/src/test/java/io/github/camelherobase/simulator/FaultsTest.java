package io.github.camelherobase.simulator;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.zip.GZIPInputStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.camelherobase.simulator.fault.ConnectionFault;
import io.github.camelherobase.simulator.fault.Fault;
import io.github.camelherobase.simulator.json.JsonException;
import io.github.camelherobase.simulator.json.JsonReader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

class FaultsTest extends ApiTest {

    @BeforeEach
    void startWithLeads() {
        start();
        for (int i = 0; i < 500; i++) {
            simulator.world().addLead("SPRING25", Map.of("Phone", String.valueOf(i)));
        }
    }

    @Test
    void aStatusComesOnceAndIsNotProcessed() {
        simulator.faults().next("POST /leads", Fault.status(503));
        HttpResponse<String> response = post(LEAD);
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.body()).contains("<h1>503</h1>");
        assertThat(simulator.world().leadCount()).isEqualTo(500);
        assertThat(simulator.books().service("api@example.com", "POST /leads").unitsCharged())
                .isZero();
        assertThat(post(LEAD).statusCode()).isEqualTo(200);
    }

    @Test
    void faultsQueueUpAndOnlyForTheirService() {
        simulator
                .faults()
                .next("GET /simpleleads", 2, Fault.status(500))
                .next("GET /simpleleads", Fault.body(200, "text/html", "<html>Sign in</html>"));
        assertThat(post(LEAD).statusCode()).isEqualTo(200);
        assertThat(get("/simpleleads").statusCode()).isEqualTo(500);
        assertThat(get("/simpleleads").statusCode()).isEqualTo(500);
        assertThat(get("/simpleleads").body()).isEqualTo("<html>Sign in</html>");
        assertThat(get("/simpleleads").body()).startsWith("[{");
    }

    @Test
    void aServiceThatIsNoneIsRefused() {
        assertThatThrownBy(() -> simulator.faults().next("GET /nosuch", Fault.status(500)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("GET /nosuch")
                .hasMessageContaining("POST /leads");
    }

    @Test
    void faultsByConditionHoldUntilCleared() {
        simulator.faults().when(request -> request.bodyText().contains("70000001"), Fault.status(502));
        assertThat(post(LEAD).statusCode()).isEqualTo(502);
        assertThat(post(LEAD).statusCode()).isEqualTo(502);
        assertThat(post(LEAD.replace("70000001", "2")).statusCode()).isEqualTo(200);
        simulator.faults().clear();
        assertThat(post(LEAD).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void aResetLeavesTheClientInDoubt(boolean processed) {
        simulator.faults().next("POST /leads", processed ? Fault.resetBeforeAnswer() : Fault.resetBeforeProcessing());
        assertThatThrownBy(() -> sendRaw(request("/leads", "Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(LEAD))
                        .build()))
                .isInstanceOf(IOException.class);
        assertThat(simulator.world().leadCount()).isEqualTo(processed ? 501 : 500);
        awaitAnswers(1);
        assertThat(simulator.books().lastAnswer().complete()).isFalse();
    }

    @Test
    void aCloseBeforeTheAnswerLooksLikeAnEndedConnection() {
        simulator.faults().next("GET /myaccount", Fault.closeBeforeAnswer());
        assertThat(RawHttpTest.talk(
                        simulator,
                        "GET /api/myaccount HTTP/1.1\r\nAuthorization: " + basic("api@example.com", "secret")
                                + "\r\n\r\n"))
                .isEmpty();
    }

    @Test
    void aCutEndsAfterExactlySoManyBytes() {
        for (long bytes : new long[] {0, 1, 1000, 40_000, 100_000}) {
            simulator.faults().next("GET /simpleleads", Fault.cutAfterBytes(bytes));
            assertThatThrownBy(() -> sendRaw(request("/simpleleads").build())).isInstanceOf(IOException.class);
            await().until(() -> simulator.books().inFlight() == 0);
            assertThat(simulator.books().lastAnswer().bodyBytes()).isEqualTo(bytes);
            assertThat(simulator.books().lastAnswer().complete()).isFalse();
        }
    }

    @Test
    void aCutWithAnnouncedLengthIsSeenToo() {
        simulator.faults().next("GET /myaccount", Fault.cutAfterBytes(10));
        assertThatThrownBy(() -> sendRaw(request("/myaccount").build())).isInstanceOf(IOException.class);
    }

    @Test
    void aResetMidwayIsAnError() {
        simulator.faults().next("GET /simpleleads", Fault.resetAfterBytes(50_000));
        assertThatThrownBy(() -> sendRaw(request("/simpleleads").build())).isInstanceOf(IOException.class);
    }

    @Test
    void aTruncatedBodyIsWholeForHttpOnly() {
        simulator.faults().next("GET /simpleleads", Fault.truncateAfterBytes(1000));
        HttpResponse<String> response = get("/simpleleads");
        assertThat(response.body().getBytes(StandardCharsets.UTF_8)).hasSize(1000);
        assertThatThrownBy(() -> array(response)).isInstanceOf(JsonException.class);
        simulator.faults().next("GET /myaccount", Fault.truncateAfterBytes(5));
        assertThat(get("/myaccount").body()).isEqualTo("{\"use");
    }

    @Test
    void somethingCanFollowTheBody() {
        simulator
                .faults()
                .next("GET /simpleleads", Fault.append("{\"responseStatus\":{}}"))
                .next("GET /myaccount", Fault.append("x"));
        assertThat(get("/simpleleads").body()).endsWith("}]{\"responseStatus\":{}}");
        assertThat(get("/myaccount").body()).endsWith("}x");
    }

    @Test
    void slowAnswersComeWhole() {
        simulator
                .faults()
                .next("GET /myaccount", Fault.drip(20, Duration.ofMillis(1)))
                .next("GET /myaccount", Fault.delay(Duration.ofMillis(5)).around(Fault.status(504)));
        assertThat(object(get("/myaccount"))).containsKey("username");
        assertThat(get("/myaccount").statusCode()).isEqualTo(504);
    }

    @Test
    void aDelayMakesTheClientTimeOutAndStoppingEndsIt() {
        simulator.faults().next("POST /leads", Fault.delayAnswer(Duration.ofMinutes(1)));
        assertThatThrownBy(() -> sendRaw(request("/leads", "Content-Type", "application/json")
                        .timeout(Duration.ofMillis(100))
                        .POST(BodyPublishers.ofString(LEAD))
                        .build()))
                .isInstanceOf(HttpTimeoutException.class);
        await().untilAsserted(() -> assertThat(simulator.world().leadCount()).isEqualTo(501));
        simulator.close();
        assertThat(simulator.openConnections()).isZero();
    }

    @Test
    void garbageIsNoHttp() {
        simulator.faults().next("GET /myaccount", Fault.garbage("SSH-2.0\r\n".getBytes(StandardCharsets.UTF_8)));
        assertThatThrownBy(() -> sendRaw(request("/myaccount").build())).isInstanceOf(IOException.class);
    }

    @Test
    void gzipOnlyForThoseWhoTakeIt() throws IOException {
        simulator.faults().always("GET /simpleleads", Fault.gzip()).always("GET /myaccount", Fault.gzip());
        String plain = get("/simpleleads").body();
        for (String path : new String[] {"/simpleleads", "/myaccount"}) {
            HttpResponse<InputStream> zipped = sendFor(path, "Accept-Encoding", "x-gzip, gzip");
            assertThat(zipped.headers().firstValue("Content-Encoding")).hasValue("gzip");
            String text = new String(new GZIPInputStream(zipped.body()).readAllBytes(), StandardCharsets.UTF_8);
            assertThat(text)
                    .isEqualTo(path.equals("/simpleleads") ? plain : get(path).body());
        }
    }

    @Test
    void oneRecordIsMalformed() {
        simulator.faults().next("GET /simpleleads", Fault.malformedRecord(3));
        String wrong = get("/simpleleads").body();
        assertThatThrownBy(() -> JsonReader.read(wrong)).isInstanceOf(JsonException.class);
        String[] records = get("/simpleleads").body().split("(?=\\{\"uniqueId\":\"1)");
        records[3] = records[3].replaceFirst(":", ";");
        assertThat(wrong.equals(String.join("", records))).isTrue();
    }

    @Test
    void anErrorObjectTakesThePlaceOfTheRest() {
        simulator.faults().next("GET /simpleleads", Fault.errorAfterRecords(2));
        String body = get("/simpleleads").body();
        assertThat(body).startsWith("[{").endsWith("}" + Fault.ERROR);
        assertThat(body.split("uniqueId\":\"1", -1)).hasSize(3);
        awaitAnswers(1);
        assertThat(simulator.books().lastAnswer().complete()).isTrue();
    }

    @Test
    void answersThatAreNoneOfTheService() {
        simulator
                .faults()
                .next("GET /simpleleads", Fault.html())
                .next("GET /simpleleads", Fault.errorObject())
                .next("GET /simpleleads", Fault.redirect("https://elsewhere.example.com/api"))
                .next("GET /simpleleads", Fault.header("Set-Cookie", "ss-id=1"));
        assertThat(get("/simpleleads").body()).startsWith("<!DOCTYPE html>");
        assertThat(object(get("/simpleleads"))).containsKey("responseStatus");
        assertThat(get("/simpleleads").headers().firstValue("Location")).hasValue("https://elsewhere.example.com/api");
        HttpResponse<String> response = get("/simpleleads");
        assertThat(response.headers().firstValue("Set-Cookie")).hasValue("ss-id=1");
        assertThat(array(response)).hasSize(500);
    }

    @Test
    void connectionsBreakBeforeTheirRequestWasRead() {
        simulator.faults().nextConnection(ConnectionFault.resetAtAccept());
        assertBroken();
        simulator.faults().nextConnection(ConnectionFault.resetAfterReading(20));
        assertBroken();
        assertThat(simulator.books().received()).isZero();
        assertThat(RawHttpTest.getStatus(simulator, "/api/myaccount")).isEqualTo(200);
    }

    private void assertBroken() {
        assertThatThrownBy(() -> RawHttpTest.getStatus(simulator, "/api/myaccount"))
                .isInstanceOfAny(UncheckedIOException.class, ArrayIndexOutOfBoundsException.class);
    }

    @Test
    void aSilentConnectionEndsWithTheSimulator() throws IOException {
        simulator.faults().nextConnection(ConnectionFault.silence());
        try (Socket socket = new Socket("127.0.0.1", simulator.port())) {
            socket.setSoTimeout(100);
            socket.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.UTF_8));
            assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
            simulator.close();
            assertThat(simulator.openConnections()).isZero();
        }
    }

    private HttpResponse<InputStream> sendFor(String path, String... headers) throws IOException {
        try {
            return HttpClient.newHttpClient().send(request(path, headers).build(), BodyHandlers.ofInputStream());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private void awaitAnswers(int count) {
        await().until(() -> simulator.books().answers().size() == count);
    }
}
