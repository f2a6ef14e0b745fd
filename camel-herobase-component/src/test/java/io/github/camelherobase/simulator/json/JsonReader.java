package io.github.camelherobase.simulator.json;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads one JSON text (RFC 8259) into {@link Map}, {@link List}, {@link String}, {@link BigDecimal}, {@link Boolean} or
 * {@code null}. Members keep their order; of two members with one name the later holds.
 */
public final class JsonReader {

    /** Keeps a hostile body from exhausting the stack. */
    private static final int MAX_DEPTH = 200;

    private final String text;
    private int position;

    private JsonReader(String text) {
        this.text = text;
    }

    /**
     * Reads a whole text.
     *
     * @throws JsonException when it is not JSON, or something follows the value
     */
    public static Object read(String text) {
        JsonReader reader = new JsonReader(text);
        Object value = reader.value(0);
        reader.skipBlanks();
        if (reader.position < text.length()) {
            throw reader.error("Unexpected text after the value");
        }
        return value;
    }

    /**
     * Reads UTF-8 bytes.
     *
     * @throws JsonException when they are not UTF-8, or not JSON
     */
    public static Object read(byte[] utf8) {
        try {
            return read(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString());
        } catch (CharacterCodingException malformed) {
            throw new JsonException("Not UTF-8", 0);
        }
    }

    private Object value(int depth) {
        if (depth > MAX_DEPTH) {
            throw error("Nested too deeply");
        }
        skipBlanks();
        return switch (peek()) {
            case '{' -> object(depth);
            case '[' -> array(depth);
            case '"' -> string();
            case 't' -> literal("true", Boolean.TRUE);
            case 'f' -> literal("false", Boolean.FALSE);
            case 'n' -> literal("null", null);
            default -> number();
        };
    }

    private Map<String, Object> object(int depth) {
        Map<String, Object> members = new LinkedHashMap<>();
        position++;
        skipBlanks();
        if (accept('}')) {
            return members;
        }
        do {
            skipBlanks();
            String name = string();
            skipBlanks();
            expect(':');
            members.put(name, value(depth + 1));
            skipBlanks();
        } while (accept(','));
        expect('}');
        return members;
    }

    private List<Object> array(int depth) {
        List<Object> elements = new ArrayList<>();
        position++;
        skipBlanks();
        if (accept(']')) {
            return elements;
        }
        do {
            elements.add(value(depth + 1));
            skipBlanks();
        } while (accept(','));
        expect(']');
        return elements;
    }

    private String string() {
        expect('"');
        int start = position;
        while (true) {
            char c = next();
            if (c == '"') {
                return text.substring(start, position - 1);
            }
            if (c == '\\') {
                position--;
                return stringWithEscapes(start);
            }
            rejectControl(c);
        }
    }

    private String stringWithEscapes(int start) {
        StringBuilder value = new StringBuilder(text.length() - start < 64 ? 64 : 256);
        value.append(text, start, position);
        while (true) {
            char c = next();
            if (c == '"') {
                return value.toString();
            }
            if (c == '\\') {
                value.append(escaped());
            } else {
                rejectControl(c);
                value.append(c);
            }
        }
    }

    private char escaped() {
        char c = next();
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode();
            default -> throw error("Unknown escape");
        };
    }

    private char unicode() {
        int code = 0;
        for (int i = 0; i < 4; i++) {
            char c = next();
            int digit = c < 128 ? Character.digit(c, 16) : -1;
            if (digit < 0) {
                throw error("Not a hexadecimal digit");
            }
            code = code * 16 + digit;
        }
        return (char) code;
    }

    private BigDecimal number() {
        int start = position;
        accept('-');
        if (!accept('0')) {
            digits();
        }
        if (accept('.')) {
            digits();
        }
        if (accept('e') || accept('E')) {
            if (!accept('+')) {
                accept('-');
            }
            digits();
        }
        try {
            return new BigDecimal(text.substring(start, position));
        } catch (NumberFormatException outOfRange) {
            throw error("Number out of range");
        }
    }

    private void digits() {
        int start = position;
        while (position < text.length() && text.charAt(position) >= '0' && text.charAt(position) <= '9') {
            position++;
        }
        if (position == start) {
            throw error("Expected a value");
        }
    }

    private Object literal(String literal, Object value) {
        if (!text.startsWith(literal, position)) {
            throw error("Expected a value");
        }
        position += literal.length();
        return value;
    }

    private void skipBlanks() {
        while (position < text.length() && " \t\r\n".indexOf(text.charAt(position)) >= 0) {
            position++;
        }
    }

    private char peek() {
        if (position >= text.length()) {
            throw error("Unexpected end");
        }
        return text.charAt(position);
    }

    private char next() {
        char c = peek();
        position++;
        return c;
    }

    private boolean accept(char expected) {
        if (position < text.length() && text.charAt(position) == expected) {
            position++;
            return true;
        }
        return false;
    }

    private void expect(char expected) {
        if (!accept(expected)) {
            throw error("Expected " + expected);
        }
    }

    private void rejectControl(char c) {
        if (c < ' ') {
            throw error("Control character in a string");
        }
    }

    private JsonException error(String message) {
        return new JsonException(message, position);
    }
}
