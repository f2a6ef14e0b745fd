package io.github.camelherobase.api;

import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where the values of a JSON object's members lie, and those of the objects in it, so that a value is read when it is asked
 * for. The bytes are known to be JSON: {@link JsonScanner} made the index. Every value is what the JSON library reads.
 */
final class JsonIndex {

    /** Two numbers for an entry: where its value begins, and where it ends. */
    static final int ENTRY = 2;
    /** Beside a value's beginning: not all of it is ASCII. */
    static final int NOT_ASCII = 0x8000;
    /** Beside a value's end: there is an escape in it. */
    static final int ESCAPED = 0x8000;

    private static final int OFFSET = 0x7FFF;
    private static final int DIGITS_OF_AN_INT = 9;
    /** {@code []} or {@code ""}. */
    private static final int EMPTY = 2;

    private final byte[] json;
    private final JsonShape shape;
    private final char[] values;
    private final boolean tight;

    /** @param tight whether there is no white space between the values, and no name twice in an object of an array */
    JsonIndex(byte[] json, JsonShape shape, char[] values, boolean tight) {
        this.json = json;
        this.shape = shape;
        this.values = values;
        this.tight = tight;
    }

    /** The object's own member of that name, or {@link JsonShape#NONE}. */
    int find(String name) {
        return shape.find(name, 0, shape.size());
    }

    byte[] json() {
        return json;
    }

    JsonShape shape() {
        return shape;
    }

    /** Whether the bytes are all on one line, without white space between values, and no object has a name twice. */
    boolean isPlain() {
        return tight && shape.isDistinct();
    }

    int valueBegin(int entry) {
        return values[entry * ENTRY] & OFFSET;
    }

    int valueEnd(int entry) {
        return values[entry * ENTRY + 1] & OFFSET;
    }

    private boolean isAscii(int entry) {
        return (values[entry * ENTRY] & NOT_ASCII) == 0;
    }

    private boolean isEscaped(int entry) {
        return (values[entry * ENTRY + 1] & ESCAPED) != 0;
    }

    /** The value as the library gives it: text, number, truth value, list, map or null; of a map nothing is read yet. */
    Object value(int entry) {
        int begin = valueBegin(entry);
        int end = valueEnd(entry);
        switch (json[begin]) {
            case '"':
                return text(entry, begin, end);
            case '{':
                return new JsonMembers(this, entry + 1, shape.after(entry));
            case '[':
                return end - begin == EMPTY ? new ArrayList<>() : Json.readValue(json, begin, end);
            case 't':
                return Boolean.TRUE;
            case 'f':
                return Boolean.FALSE;
            case 'n':
                return null;
            default:
                return isSmallNumber(begin, end) ? number(begin, end) : Json.readValue(json, begin, end);
        }
    }

    private String text(int entry, int begin, int end) {
        int length = end - begin - EMPTY;
        if (length == 0) {
            return "";
        }
        if (isEscaped(entry)) {
            return unescaped(begin + 1, end - 1);
        }
        // The scanner saw it: bytes below 0x80 are Latin-1, which need only be copied.
        return isAscii(entry)
                ? new String(json, begin + 1, length, StandardCharsets.ISO_8859_1)
                : Latin1Text.of(json, begin + 1, end - 1);
    }

    /** The scanner has checked the escapes, and that the rest is UTF-8. */
    private String unescaped(int begin, int end) {
        StringBuilder text = new StringBuilder(end - begin);
        int plain = begin;
        int at = begin;
        while (at < end) {
            if (json[at] != '\\') {
                at++;
                continue;
            }
            text.append(Latin1Text.of(json, plain, at));
            if (json[at + 1] == 'u') {
                text.append((char) Integer.parseInt(new String(json, at + 2, 4, StandardCharsets.ISO_8859_1), 16));
                at += 6;
            } else {
                text.append(character(json[at + 1]));
                at += 2;
            }
            plain = at;
        }
        return text.append(Latin1Text.of(json, plain, end)).toString();
    }

    private static char character(byte escaped) {
        return switch (escaped) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> (char) escaped;
        };
    }

    /** A text that is a local time in the form that exports use; null for anything else. */
    OffsetDateTime time(int entry, ZoneId zone) {
        int begin = valueBegin(entry);
        return json[begin] == '"' ? LocalTimes.usual(json, begin + 1, valueEnd(entry) - 1, zone) : null;
    }

    /** All members. */
    Map<String, Object> members() {
        return new JsonMembers(this, 0, shape.size());
    }

    /** Reads the entries given, which are an object's members. */
    Map<String, Object> toMap(int from, int to) {
        Map<String, Object> map = new LinkedHashMap<>(shape.count(from, to) * 2);
        for (int entry = from; entry < to; entry = shape.after(entry)) {
            map.put(shape.name(entry), value(entry));
        }
        return map;
    }

    /** Digits alone, and no more than fit into an {@code int}. */
    private boolean isSmallNumber(int begin, int end) {
        if (end - begin > DIGITS_OF_AN_INT) {
            return false;
        }
        for (int i = begin; i < end; i++) {
            if (json[i] < '0' || json[i] > '9') {
                return false;
            }
        }
        return true;
    }

    private Integer number(int begin, int end) {
        int number = 0;
        for (int i = begin; i < end; i++) {
            number = number * 10 + json[i] - '0';
        }
        return number;
    }
}
