package io.github.camelherobase.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;

import io.github.camelherobase.simulator.clock.MovableClock;
import io.github.camelherobase.simulator.clock.SimulatorClock;
import io.github.camelherobase.simulator.json.JsonReader;

/** What the tests of the simulator share: one simulator for each test, and the JDK's own HTTP client. */
abstract class ApiTest {

    /** A Wednesday, 10:00 in Copenhagen: production hours. */
    static final Instant MORNING = Instant.parse("2026-05-06T08:00:00Z");

    static final String LEAD =
            "{\"CampaignCode\":\"SPRING25\",\"Data\":{\"Phone\":\"70000001\",\"FirstName\":\"Søren\"}}";
    static final String[] FAIR_USE = {"X-Rate-Limit-Fair-Use-Policy", "Minute rated"};

    static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    final MovableClock clock = SimulatorClock.movable(MORNING);
    HerobaseSimulator simulator;

    @AfterEach
    void stop() {
        if (simulator != null) {
            simulator.close();
        }
    }

    HerobaseSimulator start() {
        return start(builder());
    }

    HerobaseSimulator start(HerobaseSimulator.Builder builder) {
        simulator = builder.start();
        return simulator;
    }

    HerobaseSimulator.Builder builder() {
        return HerobaseSimulator.builder().clock(clock);
    }

    static String basic(String user, String password) {
        String credentials = user + ":" + password;
        return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    }

    HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(simulator.baseUrl() + path))
                .timeout(Duration.ofSeconds(10))
                .header("Authorization", basic("api@example.com", "secret"));
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return request;
    }

    HttpResponse<String> get(String path, String... headers) {
        return send(request(path, headers).build());
    }

    HttpResponse<String> post(String body, String... headers) {
        return send(request("/leads", headers)
                .setHeader("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    static HttpResponse<String> send(HttpRequest request) {
        try {
            return sendRaw(request);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static HttpResponse<String> sendRaw(HttpRequest request) throws IOException {
        try {
            return HTTP.send(request, BodyHandlers.ofString());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    @SuppressWarnings("unchecked")
    static List<Map<String, Object>> array(HttpResponse<String> response) {
        return (List<Map<String, Object>>) JsonReader.read(response.body());
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> object(HttpResponse<String> response) {
        return (Map<String, Object>) JsonReader.read(response.body());
    }

    static List<Object> ids(HttpResponse<String> response) {
        return array(response).stream().map(lead -> lead.get("uniqueId")).toList();
    }

    static long header(HttpResponse<String> response, String name) {
        return response.headers().firstValueAsLong(name).orElseThrow();
    }
}
