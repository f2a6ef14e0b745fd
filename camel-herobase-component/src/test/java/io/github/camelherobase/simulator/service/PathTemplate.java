package io.github.camelherobase.simulator.service;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A path below {@code /api} with variables in braces, such as {@code /leads/{uniqueId}}. */
final class PathTemplate {

    private final String text;
    private final String[] segments;

    PathTemplate(String text) {
        this.text = text;
        this.segments = text.split("/", -1);
    }

    String text() {
        return text;
    }

    boolean hasVariables() {
        return text.indexOf('{') >= 0;
    }

    /** The decoded variables when {@code path}, still percent-encoded, fits. */
    Optional<Map<String, String>> match(String path) {
        String[] given = path.split("/", -1);
        if (given.length != segments.length) {
            return Optional.empty();
        }
        Map<String, String> variables = new LinkedHashMap<>();
        for (int i = 0; i < segments.length; i++) {
            if (segments[i].startsWith("{") && !given[i].isEmpty()) {
                variables.put(segments[i].substring(1, segments[i].length() - 1), decode(given[i]));
            } else if (!segments[i].equals(given[i])) {
                return Optional.empty();
            }
        }
        return Optional.of(variables);
    }

    private static String decode(String segment) {
        // In a path a plus is a plus; the decoder is made for forms.
        return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
