package io.github.camelherobase.simulator.service;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.github.camelherobase.simulator.http.HttpAnswer;
import io.github.camelherobase.simulator.json.JsonWriter;

/** One bare array, written while it is sent, never paged. */
final class JsonArrayAnswer {

    private static final int FLUSH_CHARACTERS = 16 * 1024;

    private JsonArrayAnswer() {}

    /** The answer; {@code elements} is asked when it is sent. */
    static HttpAnswer of(Supplier<Stream<Map<String, Object>>> elements) {
        return HttpAnswer.stream(Representation.JSON.contentType(), out -> {
            try (Stream<Map<String, Object>> stream = elements.get()) {
                write(stream.iterator(), out);
            }
        });
    }

    private static void write(Iterator<Map<String, Object>> elements, OutputStream out) throws IOException {
        StringBuilder text = new StringBuilder(FLUSH_CHARACTERS + 4096).append('[');
        JsonWriter writer = new JsonWriter(text);
        boolean first = true;
        while (elements.hasNext()) {
            if (!first) {
                text.append(',');
            }
            first = false;
            writer.write(elements.next());
            if (text.length() > FLUSH_CHARACTERS) {
                flush(text, out);
            }
        }
        text.append(']');
        flush(text, out);
    }

    private static void flush(StringBuilder text, OutputStream out) throws IOException {
        out.write(text.toString().getBytes(StandardCharsets.UTF_8));
        text.setLength(0);
    }
}
