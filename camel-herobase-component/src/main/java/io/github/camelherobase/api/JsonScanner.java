package io.github.camelherobase.api;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Cuts JSON objects out of a buffer in one pass, which finds their end, makes their {@link JsonIndex} and checks them
 * against the JSON grammar, UTF-8 included. It is stricter than the JSON library in all it accepts, and what it does not
 * accept it leaves: then the library reads the whole object, or says why it is none. For one thread.
 *
 * <p>The names of a record's members are mostly those of the record before: where the expected one is there, it was checked
 * when it was met first.
 */
public final class JsonScanner {

    /** Offsets are 15 bits wide; longer records are read by the library. */
    private static final int LONGEST = Short.MAX_VALUE;

    private static final int DEEPEST = 32;
    private static final int LONGEST_NAME = 1_000;
    private static final int LONGEST_NUMBER = 100;
    private static final int USUAL_ENTRIES = 40;
    private static final int MOST_COMPARED = 16;
    private static final int HASH_SPREAD = 0x9E3779B1;

    /** In place of an offset: the bytes are not what we read. */
    private static final int UNUSUAL = -1;

    /** Before the names of records that come one by one. */
    private static final JsonName LONE = JsonName.beginning();

    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long EACH = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x80 * EACH;
    private static final long BACKSLASHES = '\\' * EACH;
    /** Turns a quote into 0x20 and keeps what is below that below it: one comparison finds both. */
    private static final long QUOTE_TO_CONTROL = 0x02 * EACH;

    private static final long ABOVE_CONTROL = 0x21 * EACH;

    private byte[] json;
    /** Offsets in the index count from here. */
    private int base;
    /** Where the bytes end, or those that an offset reaches. */
    private int limit;

    private final JsonName beginning;
    private JsonName[] names = new JsonName[USUAL_ENTRIES];
    private char[] after = new char[USUAL_ENTRIES];
    private char[] values = new char[USUAL_ENTRIES * JsonIndex.ENTRY];
    private int size;
    /** Of the entries' names, and what lies in what. */
    private int hash;
    /** How many were seen so far. */
    private int escapes;
    /** Whether anything since the last value began is not ASCII. */
    private boolean foreign;

    private boolean spaced;
    /** Whether an object in an array may have a name twice. */
    private boolean repeated;
    /** Whether the limit is the end of what is there. */
    private boolean limitedByEnd;

    private boolean ranOut;

    /** For the records of one export. */
    public JsonScanner() {
        this(JsonName.beginning());
    }

    private JsonScanner(JsonName beginning) {
        this.beginning = beginning;
    }

    /**
     * The object whose opening brace is at {@code begin}.
     *
     * @param end behind the last byte that is there
     * @return null when it does not end there, or when the library must decide
     */
    public JsonObject cut(byte[] buffer, int begin, int end) {
        look(buffer, begin, end);
        int behind = object(begin + 1, 0, beginning);
        if (behind == UNUSUAL) {
            return null;
        }
        byte[] bytes = Arrays.copyOfRange(buffer, begin, behind);
        return new JsonObject(bytes, index(bytes));
    }

    /** Whether the last object was not cut because its end is not in the buffer yet. */
    public boolean ranOut() {
        return ranOut;
    }

    /** The index of one object, or null when the library must decide. */
    static JsonIndex indexOf(byte[] json) {
        if (json.length > LONGEST) {
            return null;
        }
        JsonScanner scanner = new JsonScanner(LONE);
        scanner.look(json, 0, json.length);
        return scanner.isComplete() ? scanner.index(json) : null;
    }

    private JsonIndex index(byte[] bytes) {
        char[] own = Arrays.copyOf(values, size * JsonIndex.ENTRY);
        return new JsonIndex(bytes, JsonShape.of(names, after, size, hash), own, !spaced && !repeated);
    }

    private void look(byte[] buffer, int begin, int end) {
        json = buffer;
        base = begin;
        limit = Math.min(end, begin + LONGEST);
        size = 0;
        hash = 0;
        escapes = 0;
        spaced = false;
        repeated = false;
        limitedByEnd = limit == end;
        ranOut = false;
    }

    private boolean isComplete() {
        int at = visible(0);
        if (at == limit || json[at] != '{') {
            return false;
        }
        at = object(at + 1, 0, beginning);
        return at != UNUSUAL && visible(at) == limit;
    }

    /**
     * @param at behind the opening brace
     * @param owner whose value the object is, or an element of it
     * @return the offset behind the closing brace
     */
    private int object(int at, int depth, JsonName owner) {
        int next = visible(at);
        if (next < limit && json[next] == '}') {
            return next + 1;
        }
        JsonName name = null;
        while (next < limit && json[next] == '"') {
            name = name(next + 1, owner, name);
            if (name == null) {
                return UNUSUAL;
            }
            next += name.length() + 2;
            if (next < limit && json[next] != ':') {
                next = visible(next);
            }
            if (next >= limit) {
                return outOfBytes();
            }
            if (json[next] != ':') {
                return UNUSUAL;
            }
            next = visible(next + 1);
            int entry = begin(name);
            int escapesBefore = escapes;
            foreign = false;
            int valueBegin = next - base;
            int end = value(next, depth, name);
            if (end == UNUSUAL) {
                return UNUSUAL;
            }
            int valueEnd = end - base;
            values[entry * JsonIndex.ENTRY] = (char) (foreign ? valueBegin | JsonIndex.NOT_ASCII : valueBegin);
            values[entry * JsonIndex.ENTRY + 1] =
                    (char) (escapes == escapesBefore ? valueEnd : valueEnd | JsonIndex.ESCAPED);
            after[entry] = (char) size;
            hash = (hash ^ size) * HASH_SPREAD;
            next = visible(end);
            if (next == limit) {
                return outOfBytes();
            }
            if (json[next] == '}') {
                return next + 1;
            }
            if (json[next] != ',') {
                return UNUSUAL;
            }
            next = visible(next + 1);
        }
        return next < limit ? UNUSUAL : outOfBytes();
    }

    private int outOfBytes() {
        ranOut = limitedByEnd;
        return UNUSUAL;
    }

    /**
     * The name that begins behind a quote; null when it is not one that is read here.
     *
     * @param before the name before it in the same object; null for the first
     */
    private JsonName name(int begin, JsonName owner, JsonName before) {
        JsonName expected = before == null ? owner.inner(json, begin, limit) : before.next(json, begin, limit);
        if (expected != null) {
            return expected;
        }
        int escapesBefore = escapes;
        int end = string(begin);
        if (end == UNUSUAL || end - begin > LONGEST_NAME || escapes != escapesBefore) {
            return null;
        }
        JsonName name = JsonName.of(json, begin, end);
        if (before == null) {
            owner.holdsFirst(name);
        } else {
            before.isFollowedBy(name);
        }
        return name;
    }

    private int array(int at, int depth, JsonName name) {
        int next = visible(at);
        if (next < limit && json[next] == ']') {
            return next + 1;
        }
        int kept = size;
        int hashBefore = hash;
        while (true) {
            next = value(next, depth, name);
            if (next == UNUSUAL) {
                return UNUSUAL;
            }
            // Members of objects in arrays are nobody's entries.
            repeated |= size > kept && mayRepeat(kept);
            size = kept;
            hash = hashBefore;
            next = visible(next);
            if (next == limit) {
                return outOfBytes();
            }
            if (json[next] == ']') {
                return next + 1;
            }
            if (json[next] != ',') {
                return UNUSUAL;
            }
            next = visible(next + 1);
        }
    }

    /** Whether two of the names from there may be of one object. */
    private boolean mayRepeat(int from) {
        if (size - from > MOST_COMPARED) {
            return true;
        }
        for (int entry = from + 1; entry < size; entry++) {
            for (int earlier = from; earlier < entry; earlier++) {
                if (names[earlier].hash() == names[entry].hash()) {
                    return true;
                }
            }
        }
        return false;
    }

    private int value(int at, int depth, JsonName name) {
        if (at >= limit) {
            return outOfBytes();
        }
        switch (json[at]) {
            case '"':
                int end = string(at + 1);
                return end == UNUSUAL ? UNUSUAL : end + 1;
            case '{':
                return depth == DEEPEST ? UNUSUAL : object(at + 1, depth + 1, name);
            case '[':
                return depth == DEEPEST ? UNUSUAL : array(at + 1, depth + 1, name);
            case 't':
                return literal(at, "true");
            case 'f':
                return literal(at, "false");
            case 'n':
                return literal(at, "null");
            default:
                return number(at);
        }
    }

    private int begin(JsonName name) {
        if (size == names.length) {
            names = Arrays.copyOf(names, size * 2);
            after = Arrays.copyOf(after, size * 2);
            values = Arrays.copyOf(values, size * 2 * JsonIndex.ENTRY);
        }
        int entry = size++;
        names[entry] = name;
        hash = (hash ^ name.hash()) * HASH_SPREAD;
        return entry;
    }

    private int visible(int at) {
        return at < limit && json[at] <= ' ' ? afterSpace(at) : at;
    }

    private int afterSpace(int at) {
        int next = at;
        while (next < limit && isSpace(json[next])) {
            next++;
        }
        spaced |= next > at;
        return next;
    }

    private static boolean isSpace(byte found) {
        return found == ' ' || found == '\n' || found == '\r' || found == '\t';
    }

    /** The offset of the quote that ends the string. */
    private int string(int begin) {
        long seen = 0;
        int at = begin;
        while (true) {
            while (at + Long.BYTES <= limit) {
                long eight = (long) EIGHT_BYTES.get(json, at);
                long hits = (((eight ^ QUOTE_TO_CONTROL) - ABOVE_CONTROL) | ((eight ^ BACKSLASHES) - EACH))
                        & ~eight
                        & HIGH_BITS;
                if (hits != 0) {
                    int before = Long.numberOfTrailingZeros(hits) & -Byte.SIZE;
                    seen |= eight & (1L << before) - 1;
                    at += before >>> 3;
                    break;
                }
                seen |= eight;
                at += Long.BYTES;
            }
            if (at >= limit) {
                return outOfBytes();
            }
            byte found = json[at];
            if (found == '"') {
                if ((seen & HIGH_BITS) == 0) {
                    return at;
                }
                foreign = true;
                return isUtf8(begin, at) ? at : UNUSUAL;
            }
            if (found == '\\') {
                at = afterEscape(at + 1);
                if (at == UNUSUAL) {
                    return UNUSUAL;
                }
            } else if (found >= 0 && found < ' ') {
                return UNUSUAL;
            } else {
                seen |= found < 0 ? HIGH_BITS : 0;
                at++;
            }
        }
    }

    private boolean isUtf8(int begin, int end) {
        int at = begin;
        while (at < end) {
            if (at + Long.BYTES <= limit) {
                long high = (long) EIGHT_BYTES.get(json, at) & HIGH_BITS;
                at += high == 0 ? Long.BYTES : Long.numberOfTrailingZeros(high) >>> 3;
                if (high == 0 || at >= end) {
                    continue;
                }
            }
            at = json[at] < 0 ? afterSequence(at) : at + 1;
            if (at == UNUSUAL) {
                return false;
            }
        }
        return true;
    }

    private int afterEscape(int at) {
        escapes++;
        if (at >= limit) {
            return outOfBytes();
        }
        switch (json[at]) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't':
                return at + 1;
            case 'u':
                for (int i = 1; i <= 4; i++) {
                    if (at + i >= limit) {
                        return outOfBytes();
                    }
                    if (Character.digit(json[at + i], 16) < 0) {
                        return UNUSUAL;
                    }
                }
                return at + 5;
            default:
                return UNUSUAL;
        }
    }

    /** Behind a character of several bytes; the shortest form only, and no surrogates. */
    private int afterSequence(int at) {
        int first = json[at] & 0xFF;
        if (first >= 0xC2 && first < 0xE0) {
            return continues(at + 1) ? at + 2 : UNUSUAL;
        }
        if (first >= 0xE0 && first < 0xF0 && continues(at + 1) && continues(at + 2)) {
            int character = (first & 0x0F) << 12 | (json[at + 1] & 0x3F) << 6;
            return character >= 0x800 && (character & 0xF800) != 0xD800 ? at + 3 : UNUSUAL;
        }
        if (first >= 0xF0 && first < 0xF5 && continues(at + 1) && continues(at + 2) && continues(at + 3)) {
            int character = (first & 0x07) << 18 | (json[at + 1] & 0x3F) << 12;
            return character >= 0x10000 && character < 0x110000 ? at + 4 : UNUSUAL;
        }
        return UNUSUAL;
    }

    private boolean continues(int at) {
        return at < limit && (json[at] & 0xC0) == 0x80;
    }

    private int literal(int at, String text) {
        int end = at + text.length();
        if (end > limit) {
            return outOfBytes();
        }
        for (int i = 1; i < text.length(); i++) {
            if (json[at + i] != text.charAt(i)) {
                return UNUSUAL;
            }
        }
        return end;
    }

    private int number(int begin) {
        int at = json[begin] == '-' ? begin + 1 : begin;
        int digits = at;
        at = digits(at);
        if (at == UNUSUAL || json[digits] == '0' && at > digits + 1) {
            return UNUSUAL;
        }
        if (at < limit && json[at] == '.') {
            at = digits(at + 1);
        }
        if (at != UNUSUAL && at < limit && (json[at] == 'e' || json[at] == 'E')) {
            int exponent = at + 1;
            if (exponent < limit && (json[exponent] == '+' || json[exponent] == '-')) {
                exponent++;
            }
            at = digits(exponent);
        }
        return at - begin > LONGEST_NUMBER ? UNUSUAL : at;
    }

    /** At least one. */
    private int digits(int begin) {
        int at = begin;
        while (at < limit && json[at] >= '0' && json[at] <= '9') {
            at++;
        }
        return at == begin ? UNUSUAL : at;
    }
}
