package io.github.camelherobase.simulator.books;

import java.time.Instant;

import io.github.camelherobase.simulator.http.HttpHeaders;
import io.github.camelherobase.simulator.http.HttpRequest;
import io.github.camelherobase.simulator.http.QueryParameters;

/**
 * A request as it came.
 *
 * @param received simulated time
 * @param serviceKey such as {@code POST /leads}; {@code unknown} for a path without a service
 * @param path as sent, percent-encoded
 * @param query as sent, percent-encoded; empty when there was none
 * @param body as UTF-8 text
 */
public record RecordedRequest(
        Instant received,
        String serviceKey,
        String method,
        String path,
        String query,
        HttpHeaders headers,
        String body) {

    static RecordedRequest of(HttpRequest request, String serviceKey, Instant received) {
        return new RecordedRequest(
                received,
                serviceKey,
                request.method(),
                request.path(),
                request.query(),
                request.headers(),
                request.bodyText());
    }

    /** The first value of a header, without regard to case; empty text when it was not sent. */
    public String header(String name) {
        return headers.first(name).orElse("");
    }

    /** The decoded query. */
    public QueryParameters queryParameters() {
        return QueryParameters.parse(query);
    }

    /** Method and path only: the rest may be personal data or secrets. */
    @Override
    public String toString() {
        return method + " " + path;
    }
}
