package io.github.camelherobase.stream;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.function.Function;

import io.github.camelherobase.api.HerobaseProtocolException;
import io.github.camelherobase.api.JsonObject;
import io.github.camelherobase.api.JsonScanner;

/**
 * Cuts a JSON array of objects into the bytes of each object. The array's structure is always checked: its brackets, the
 * commas between records, the nesting inside them, its end, and that nothing follows. A record that is all in the buffer
 * is indexed on the way, which checks it whole; what is inside any other is checked by whoever reads it.
 *
 * <p>Memory is one buffer of the size of the largest record.
 */
public final class JsonArraySlicer {

    private static final int BUFFER_SIZE = 64 * 1024;
    private static final int MAX_NESTING = 500;
    /** So often a record is begun again when its end was not in the buffer; a server that sends drops is not read so. */
    private static final int MOST_READS = 2;

    private static final byte QUOTE = 1;
    private static final byte OPEN = 2;
    private static final byte CLOSE = 3;
    private static final byte[] KINDS = new byte[256];

    static {
        KINDS['"'] = QUOTE;
        KINDS['{'] = OPEN;
        KINDS['['] = OPEN;
        KINDS['}'] = CLOSE;
        KINDS[']'] = CLOSE;
    }

    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long EACH_LOW_BIT = 0x0101010101010101L;
    private static final long EACH_HIGH_BIT = 0x8080808080808080L;
    private static final long EIGHT_QUOTES = '"' * EACH_LOW_BIT;
    private static final long EIGHT_BACKSLASHES = '\\' * EACH_LOW_BIT;

    private final InputStream in;
    private final String service;
    private final String url;
    private final int maxRecordSize;
    private final Function<byte[], String> foreign;

    private byte[] buffer = new byte[BUFFER_SIZE];
    /** The next byte to look at. */
    private int position;
    /** The end of what was read. */
    private int limit;
    /** Bytes before this one are not needed any more. */
    private int keepFrom;
    /** How many bytes of the answer lie before the buffer. */
    private long discarded;

    private final JsonScanner scanner = new JsonScanner();
    private final byte[] closers = new byte[MAX_NESTING];
    private long records;
    private long recordBegin;
    private boolean begun;
    private boolean ended;

    /**
     * @param service named in errors, as is the URL
     * @param maxRecordSize bytes above which a record is refused
     * @param foreign says of the beginning of an answer that is no array what it is
     */
    public JsonArraySlicer(
            InputStream in, String service, String url, int maxRecordSize, Function<byte[], String> foreign) {
        this.in = in;
        this.service = service;
        this.url = url;
        this.maxRecordSize = maxRecordSize;
        this.foreign = foreign;
    }

    /** How many records were returned. */
    public long records() {
        return records;
    }

    /** Where in the answer the last of them begins. */
    public long recordBegin() {
        return recordBegin;
    }

    /**
     * The next record, or null once the array's end and the end of the answer are proven.
     *
     * @throws HerobaseProtocolException when the answer is cut or no array of objects
     */
    public JsonObject next() {
        if (ended) {
            return null;
        }
        int next = begun ? afterRecord() : afterBegin();
        if (next == ']') {
            end();
            return null;
        }
        if (next != '{') {
            String expected = "a record must begin with '{'";
            throw malformed(records > 0 ? expected : expected + "; what came is " + whatCame());
        }
        recordBegin = discarded + position;
        JsonObject record = object();
        records++;
        return record;
    }

    /** The first byte of the first record, or the array's end. */
    private int afterBegin() {
        skipByteOrderMark();
        int first = nextVisible();
        if (first != '[') {
            throw noArray(first < 0);
        }
        position++;
        begun = true;
        return visibleOrCut();
    }

    private int afterRecord() {
        int separator = visibleOrCut();
        if (separator == ']') {
            return separator;
        }
        if (separator != ',') {
            throw malformed("expected ',' or ']' after a record");
        }
        position++;
        int first = visibleOrCut();
        if (first == ']') {
            throw malformed("a record must follow ','");
        }
        return first;
    }

    private void end() {
        position++;
        if (nextVisible() >= 0) {
            throw malformed("nothing may follow the array's end");
        }
        ended = true;
    }

    /** Cuts out the object that begins at the current position. */
    private JsonObject object() {
        JsonObject indexed = scanner.cut(buffer, position, limit);
        for (int reads = 0; indexed == null && scanner.ranOut() && reads < MOST_READS; reads++) {
            keepFrom = position;
            checkSize(limit - position);
            indexed = read() ? scanner.cut(buffer, position, limit) : null;
        }
        if (indexed == null) {
            return new JsonObject(slice());
        }
        checkSize(indexed.bytes().length);
        position += indexed.bytes().length;
        return indexed;
    }

    /** The same for any object: finds its end by its brackets alone. */
    private byte[] slice() {
        keepFrom = position;
        int depth = 0;
        int at = position;
        while (true) {
            if (at == limit) {
                at = refill(at);
            }
            byte found = buffer[at++];
            switch (KINDS[found & 0xFF]) {
                case QUOTE -> at = afterString(at);
                case OPEN -> {
                    if (depth == MAX_NESTING) {
                        position = at;
                        throw malformed("nested deeper than " + MAX_NESTING);
                    }
                    closers[depth++] = (byte) (found == '{' ? '}' : ']');
                }
                case CLOSE -> {
                    if (closers[--depth] != found) {
                        position = at;
                        throw malformed("brackets do not match");
                    }
                    if (depth == 0) {
                        position = at;
                        checkSize(at - keepFrom);
                        return Arrays.copyOfRange(buffer, keepFrom, at);
                    }
                }
                default -> {
                    // Numbers, literals, separators: checked by whoever parses the record.
                }
            }
        }
    }

    /** Skips a string, eight bytes at a time, as most of a lead is text. */
    private int afterString(int begin) {
        int at = begin;
        while (true) {
            while (at + Long.BYTES <= limit) {
                long eight = (long) EIGHT_BYTES.get(buffer, at);
                long hits = zeroBytes(eight ^ EIGHT_QUOTES) | zeroBytes(eight ^ EIGHT_BACKSLASHES);
                if (hits != 0) {
                    at += Long.numberOfTrailingZeros(hits) >>> 3;
                    break;
                }
                at += Long.BYTES;
            }
            if (at == limit) {
                at = refill(at);
            }
            byte found = buffer[at++];
            if (found == '"') {
                return at;
            }
            if (found == '\\') {
                if (at == limit) {
                    at = refill(at);
                }
                at++;
            }
        }
    }

    /** The high bit of each byte that is zero; exact for the lowest such byte, which is the one looked at. */
    private static long zeroBytes(long eight) {
        return (eight - EACH_LOW_BIT) & ~eight & EACH_HIGH_BIT;
    }

    private void skipByteOrderMark() {
        keepFrom = position;
        while (limit - position < 3) {
            if (!read()) {
                return;
            }
        }
        if (buffer[position] == (byte) 0xEF
                && buffer[position + 1] == (byte) 0xBB
                && buffer[position + 2] == (byte) 0xBF) {
            position += 3;
        }
    }

    /** The next byte that is no white space, without taking it; -1 at the end of the answer. */
    private int nextVisible() {
        while (true) {
            while (position < limit) {
                byte found = buffer[position];
                if (found != ' ' && found != '\n' && found != '\r' && found != '\t') {
                    return found & 0xFF;
                }
                position++;
            }
            keepFrom = position;
            if (!read()) {
                return -1;
            }
        }
    }

    private int visibleOrCut() {
        int found = nextVisible();
        if (found < 0) {
            throw cut(null);
        }
        return found;
    }

    /** Reads on inside a record; returns where {@code at} is now. */
    private int refill(int at) {
        int ahead = at - keepFrom;
        position = at;
        checkSize(ahead);
        if (!read()) {
            throw cut(null);
        }
        return keepFrom + ahead;
    }

    private void checkSize(int size) {
        if (size > maxRecordSize) {
            throw new HerobaseProtocolException(
                    where() + " is larger than " + maxRecordSize
                            + " bytes, the most that is read into memory; the answer is probably not one record per lead",
                    null,
                    service,
                    200,
                    false);
        }
    }

    private boolean read() {
        if (keepFrom > 0) {
            System.arraycopy(buffer, keepFrom, buffer, 0, limit - keepFrom);
            discarded += keepFrom;
            position -= keepFrom;
            limit -= keepFrom;
            keepFrom = 0;
        }
        if (limit == buffer.length) {
            // The largest record, and what is read ahead, is all that is ever needed.
            buffer = Arrays.copyOf(buffer, (int) Math.min(buffer.length * 2L, (long) maxRecordSize + BUFFER_SIZE));
        }
        try {
            int count = in.read(buffer, limit, buffer.length - limit);
            if (count < 0) {
                return false;
            }
            limit += count;
            return true;
        } catch (IOException e) {
            throw cut(e);
        }
    }

    private HerobaseProtocolException cut(IOException cause) {
        position = limit;
        return new HerobaseProtocolException(
                where() + ": the answer of " + service + " ended before the array did"
                        + (cause == null ? "" : ": " + cause.getMessage()) + "; repeat the export",
                cause,
                service,
                200,
                true);
    }

    /** All of it is still in the buffer. An empty answer is one that was cut before its first byte. */
    private HerobaseProtocolException noArray(boolean empty) {
        long at = discarded + position;
        String what = empty && discarded > 0 ? "nothing but blanks" : whatCame();
        return new HerobaseProtocolException(
                "Record 0 at byte " + at + " of " + url + ": the answer of " + service
                        + (empty ? " ended before the array did" : " must be a JSON array and begin with '['")
                        + "; what came is " + what + (empty ? "; repeat the export" : ""),
                null,
                service,
                200,
                empty);
    }

    private String whatCame() {
        return foreign.apply(Arrays.copyOf(buffer, limit));
    }

    private HerobaseProtocolException malformed(String expected) {
        return new HerobaseProtocolException(
                where() + ": the answer of " + service + " is not a JSON array of objects: " + expected,
                null,
                service,
                200,
                false);
    }

    private String where() {
        return "Record " + records + " at byte " + (discarded + position) + " of " + url;
    }
}
