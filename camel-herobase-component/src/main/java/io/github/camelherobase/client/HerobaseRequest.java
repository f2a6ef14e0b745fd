package io.github.camelherobase.client;

import java.io.IOException;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * One request to one service.
 *
 * @param method of HTTP
 * @param service what the quota counts and messages name: method and path template
 * @param path below the base URL, percent-encoded, beginning with a slash
 * @param parameters of the query
 * @param body JSON, UTF-8; null for a request without one
 * @param mask takes values of a lead out of a text of the server's before it goes into a message
 * @param advice what to look at when the server does not accept the request; may be empty
 * @param departure asked before the first byte of the body leaves
 */
public record HerobaseRequest(
        String method,
        String service,
        String path,
        List<Parameter> parameters,
        byte[] body,
        UnaryOperator<String> mask,
        String advice,
        Departure departure) {

    /** Asked each time just before the first byte of a body leaves. */
    @FunctionalInterface
    public interface Departure {

        /** A request that nobody has to be told of. */
        Departure FREE = () -> {};

        /** @throws IOException when the body must not leave */
        void begin() throws IOException;
    }

    public static HerobaseRequest get(String service, String path, List<Parameter> parameters) {
        return new HerobaseRequest(
                "GET", service, path, parameters, null, UnaryOperator.identity(), "", Departure.FREE);
    }

    public static HerobaseRequest post(String service, String path, byte[] body, UnaryOperator<String> mask) {
        return new HerobaseRequest("POST", service, path, List.of(), body, mask, "", Departure.FREE);
    }

    /** The same request with advice for an error. */
    public HerobaseRequest advising(String text) {
        return new HerobaseRequest(method, service, path, parameters, body, mask, text, departure);
    }

    /** The same request, which asks before its body leaves. */
    public HerobaseRequest departing(Departure asked) {
        return new HerobaseRequest(method, service, path, parameters, body, mask, advice, asked);
    }

    /** Whether sending it twice changes nothing. */
    boolean isRepeatable() {
        return body == null;
    }

    /** One name and value of the query, not encoded. */
    public record Parameter(String name, String value) {}
}
