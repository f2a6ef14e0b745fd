package io.github.camelherobase.api;

import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where the members of a JSON object lie, and those of the objects in it, so that a value is read when it is asked for.
 * The bytes are known to be JSON: {@link JsonScanner} made the index. Every value is what the JSON library reads.
 *
 * <p>An entry is four numbers: where the name begins behind its quote, where the value begins, where it ends, and the entry
 * after the value's own members, which follow directly. What tells most names apart lies beside, in a small array of its
 * own, which is all that a look-up goes through.
 */
final class JsonIndex {

    static final int ENTRY = 4;
    /** Beside a value's end: there is an escape in it. */
    static final int ESCAPED = 0x8000;
    /** No member of that name. */
    static final int NONE = -1;

    private static final int DIGITS_OF_AN_INT = 9;
    private static final int MOST_COMPARED = 100;
    private static final long MARK_SPREAD = 0x9E3779B97F4A7C15L;
    /** {@code []}. */
    private static final int EMPTY = 2;

    private final byte[] json;
    private final char[] marks;
    private final char[] entries;

    JsonIndex(byte[] json, char[] marks, char[] entries) {
        this.json = json;
        this.marks = marks;
        this.entries = entries;
    }

    /** What tells most names apart: the length in bytes, the first byte and the last. */
    static char mark(int length, int first, int last) {
        return (char) (length << 10 ^ first << 5 ^ last);
    }

    /** The object's own member of that name; as in the library the last of several. */
    int find(String name) {
        return find(name, 0, marks.length);
    }

    /** Of the object whose members are the entries given. */
    int find(String name, int from, int to) {
        int length = name.length();
        // The byte before an empty name is its quote, as it is the byte after.
        char mark = length == 0 ? mark(0, '"', '"') : mark(length, name.charAt(0), name.charAt(length - 1));
        int found = NONE;
        for (int entry = from; entry < to; entry++) {
            if (marks[entry] == mark && isNamed(entry, name) && isMember(entry, from)) {
                found = entry;
            }
        }
        return found == NONE && isOutsideAscii(name) ? findDecoded(name, from, to) : found;
    }

    /** Of the object whose first member is given, and not of one in it. */
    private boolean isMember(int entry, int first) {
        int member = first;
        while (member < entry) {
            member = after(member);
        }
        return member == entry;
    }

    /** A name whose bytes are not its characters. */
    private int findDecoded(String name, int from, int to) {
        int found = NONE;
        for (int entry = from; entry < to; entry = after(entry)) {
            if (name(entry).equals(name)) {
                found = entry;
            }
        }
        return found;
    }

    /** Names with escapes are not indexed, so their bytes decide. */
    private boolean isNamed(int entry, String name) {
        int begin = nameBegin(entry);
        int length = name.length();
        // A character is one byte at least, so this stays within the array.
        if (begin + length >= json.length || json[begin + length] != '"') {
            return false;
        }
        for (int i = 0; i < length; i++) {
            // A quote ends the name in the bytes, so the comparison ends there at the latest; no byte is above 0x7F.
            if (json[begin + i] != name.charAt(i) || json[begin + i] == '"') {
                return false;
            }
        }
        return true;
    }

    private static boolean isOutsideAscii(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) > 0x7F) {
                return true;
            }
        }
        return false;
    }

    private int nameBegin(int entry) {
        return entries[entry * ENTRY];
    }

    private int valueBegin(int entry) {
        return entries[entry * ENTRY + 1];
    }

    private int valueEnd(int entry) {
        return entries[entry * ENTRY + 2] & ~ESCAPED;
    }

    private boolean isEscaped(int entry) {
        return (entries[entry * ENTRY + 2] & ESCAPED) != 0;
    }

    int after(int entry) {
        return entries[entry * ENTRY + 3];
    }

    String name(int entry) {
        int begin = nameBegin(entry);
        int end = valueBegin(entry) - 2;
        // Usually the value follows the name's quote and a colon; else there are blanks between.
        if (json[end] != '"' || json[end + 1] != ':') {
            end = begin;
            while (json[end] != '"') {
                end++;
            }
        }
        return JsonNames.of(json, begin, end);
    }

    /** The value as the library gives it: text, number, truth value, list, map or null; of a map nothing is read yet. */
    Object value(int entry) {
        int begin = valueBegin(entry);
        boolean escaped = isEscaped(entry);
        int end = valueEnd(entry);
        switch (json[begin]) {
            case '"':
                return escaped
                        ? Json.readValue(json, begin, end)
                        : new String(json, begin + 1, end - begin - 2, StandardCharsets.UTF_8);
            case '{':
                return new JsonMembers(this, entry + 1, after(entry));
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

    /** A text that is a local time in the form that exports use; null for anything else. */
    OffsetDateTime time(int entry, ZoneId zone) {
        int begin = valueBegin(entry);
        return json[begin] == '"' ? LocalTimes.usual(json, begin + 1, valueEnd(entry) - 1, zone) : null;
    }

    /** All members. */
    Map<String, Object> members() {
        return new JsonMembers(this, 0, marks.length);
    }

    /** Reads the entries given, which are an object's members. */
    Map<String, Object> toMap(int from, int to) {
        Map<String, Object> map = new LinkedHashMap<>(count(from, to) * 2);
        for (int entry = from; entry < to; entry = after(entry)) {
            map.put(name(entry), value(entry));
        }
        return map;
    }

    /**
     * Whether each of the members is known to have a name of its own. Of very many it is not known, since finding it out
     * would take longer than reading them.
     */
    boolean isDistinct(int from, int to) {
        long seen = 0;
        int members = 0;
        for (int entry = from; entry < to; entry = after(entry)) {
            long bit = 1L << (marks[entry] * MARK_SPREAD >>> Long.SIZE - 6);
            if (++members > MOST_COMPARED || (seen & bit) != 0 && isNamedLike(entry, from)) {
                return false;
            }
            seen |= bit;
        }
        return true;
    }

    /** Whether a member before it has its name. */
    private boolean isNamedLike(int entry, int from) {
        for (int earlier = from; earlier < entry; earlier = after(earlier)) {
            if (marks[earlier] == marks[entry] && name(earlier).equals(name(entry))) {
                return true;
            }
        }
        return false;
    }

    int count(int from, int to) {
        int count = 0;
        for (int entry = from; entry < to; entry = after(entry)) {
            count++;
        }
        return count;
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
