package io.github.camelherobase.check;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Asks what the component on purpose never asks, such as a wrong {@code Accept}. */
final class PlainLine {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(10))
            .version(HttpClient.Version.HTTP_1_1)
            .build();

    private final URI base;
    private final String authorization;
    private final InstantSource clock;

    PlainLine(URI base, Credentials credentials, InstantSource clock) {
        this.base = base;
        this.clock = clock;
        this.authorization = "Basic "
                + Base64.getEncoder()
                        .encodeToString(
                                (credentials.user() + ":" + credentials.password()).getBytes(StandardCharsets.UTF_8));
    }

    /** Reads the beginning of the answer and cancels the rest. */
    Answer get(String path, Map<String, String> query, String accept, boolean fairUse, int readAtMost) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address(path, query))
                .timeout(TIMEOUT)
                .header("Authorization", authorization)
                .header("Accept", accept)
                .header("User-Agent", "camel-herobase-check");
        if (fairUse) {
            request.header("X-Rate-Limit-Fair-Use-Policy", "Minute rated");
        }
        String service = "GET " + path;
        try {
            HttpResponse<InputStream> response = http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                return new Answer(
                        service,
                        response.statusCode(),
                        clock.instant(),
                        body.readNBytes(readAtMost),
                        headers(response),
                        true,
                        fairUse);
            }
        } catch (IOException noAnswer) {
            return new Answer(service, 0, clock.instant(), new byte[0], Map.of(), true, fairUse);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new CheckFailedException("The check was interrupted");
        }
    }

    private URI address(String path, Map<String, String> query) {
        String parameters = query.entrySet().stream()
                .map(parameter -> parameter.getKey() + "=" + encoded(parameter.getValue()))
                .collect(Collectors.joining("&"));
        return URI.create(base + path + (parameters.isEmpty() ? "" : "?" + parameters));
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static Map<String, String> headers(HttpResponse<?> response) {
        Map<String, String> headers = new HashMap<>();
        response.headers().map().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
        return headers;
    }
}
