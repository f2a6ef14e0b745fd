package io.github.camelherobase.simulator.json;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Writes compact JSON. {@code null} members are written: leaving them out is the caller's choice. */
public final class JsonWriter {

    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private final StringBuilder out;

    /** Writes to the end of {@code out}. */
    public JsonWriter(StringBuilder out) {
        this.out = out;
    }

    /** {@code value} as UTF-8 bytes. */
    public static byte[] bytes(Object value) {
        return text(value).getBytes(StandardCharsets.UTF_8);
    }

    /** {@code value} as text. */
    public static String text(Object value) {
        StringBuilder out = new StringBuilder(256);
        new JsonWriter(out).write(value);
        return out.toString();
    }

    /**
     * Writes a map, an iterable, text, a number, a boolean, an enum constant (its name) or {@code null}.
     *
     * @throws IllegalArgumentException for any other type, and for numbers that JSON has not
     */
    public void write(Object value) {
        if (value == null) {
            out.append("null");
        } else if (value instanceof CharSequence text) {
            string(text);
        } else if (value instanceof Map<?, ?> members) {
            object(members);
        } else if (value instanceof Iterable<?> elements) {
            array(elements);
        } else if (value instanceof Enum<?> constant) {
            string(constant.name());
        } else if (value instanceof Boolean
                || value instanceof Integer
                || value instanceof Long
                || value instanceof BigDecimal) {
            out.append(value);
        } else {
            throw new IllegalArgumentException("No JSON for " + value.getClass());
        }
    }

    private void object(Map<?, ?> members) {
        char separator = '{';
        for (Map.Entry<?, ?> member : members.entrySet()) {
            out.append(separator);
            string(String.valueOf(member.getKey()));
            out.append(':');
            write(member.getValue());
            separator = ',';
        }
        out.append(separator == '{' ? "{}" : "}");
    }

    private void array(Iterable<?> elements) {
        char separator = '[';
        for (Object element : elements) {
            out.append(separator);
            write(element);
            separator = ',';
        }
        out.append(separator == '[' ? "[]" : "]");
    }

    private void string(CharSequence text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= ' ' && c != '"' && c != '\\') {
                out.append(c);
            } else {
                escape(c);
            }
        }
        out.append('"');
    }

    private void escape(char c) {
        switch (c) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            default -> out.append("\\u00").append(HEX[c >> 4]).append(HEX[c & 15]);
        }
    }
}
