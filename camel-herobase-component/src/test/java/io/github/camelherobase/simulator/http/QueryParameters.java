package io.github.camelherobase.simulator.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A decoded query string. Names are looked up without regard to case (observed by public clients); a list may come as
 * one comma-separated value or as repeated parameters (vendor's page, for {@code include}).
 */
public final class QueryParameters {

    private final Map<String, List<String>> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    /**
     * Decodes a query string.
     *
     * @throws IllegalArgumentException for a malformed percent escape
     */
    public static QueryParameters parse(String query) {
        QueryParameters parameters = new QueryParameters();
        for (String pair : query.split("&")) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                String value = equals < 0 ? "" : pair.substring(equals + 1);
                parameters
                        .values
                        .computeIfAbsent(decode(name), key -> new ArrayList<>())
                        .add(decode(value));
            }
        }
        return parameters;
    }

    /** The first value that is not blank, trimmed. */
    public Optional<String> text(String name) {
        return values.getOrDefault(name, List.of()).stream()
                .map(String::trim)
                .filter(value -> !value.isEmpty())
                .findFirst();
    }

    /** All elements of a list, trimmed, without the blank ones. */
    public List<String> list(String name) {
        return values.getOrDefault(name, List.of()).stream()
                .flatMap(value -> Arrays.stream(value.split(",")))
                .map(String::trim)
                .filter(element -> !element.isEmpty())
                .toList();
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
