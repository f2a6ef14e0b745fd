package io.github.camelherobase.stream;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * The elements of a body of unknown size: those of a JSON array, or one on each line (NDJSON). It only finds where an
 * element ends; whether that is a lead is for the reader to say, so that one bad element does not end the file.
 *
 * <p>Memory is one buffer of the size of the largest element.
 */
public final class JsonElements implements Iterator<byte[]>, Closeable {

    private static final int BUFFER_SIZE = 64 * 1024;

    private final InputStream in;
    private final int maxElementSize;

    private byte[] buffer = new byte[BUFFER_SIZE];
    /** The next byte to look at. */
    private int position;
    /** The end of what was read. */
    private int limit;
    /** Where the element begins that is being cut out. */
    private int begin;
    /** How many bytes of the body lie before the buffer. */
    private long discarded;

    private Boolean array;
    private long elements;
    private byte[] next;
    private boolean ended;

    /** @param maxElementSize bytes above which the body is taken for no list of leads */
    public JsonElements(InputStream in, int maxElementSize) {
        this.in = in;
        this.maxElementSize = maxElementSize;
    }

    @Override
    public boolean hasNext() {
        if (next == null && !ended) {
            next = cutNext();
            ended = next == null;
        }
        return next != null;
    }

    /** @throws MalformedBodyException when the rest of the body has no elements that can be told apart */
    @Override
    public byte[] next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        byte[] element = next;
        next = null;
        elements++;
        return element;
    }

    private byte[] cutNext() {
        if (array == null) {
            skipByteOrderMark();
            array = skipBlanks() == '[';
            position += array ? 1 : 0;
            if (array && skipBlanks() == ']') {
                return end();
            }
        }
        return array ? elementOfArray() : line();
    }

    private byte[] elementOfArray() {
        if (elements > 0) {
            // The comma or the bracket that ended the last element.
            if (buffer[position++] == ']') {
                position--;
                return end();
            }
        }
        skipBlanks();
        begin = position;
        int depth = 0;
        while (true) {
            int found = peek();
            if (found < 0) {
                throw malformed("the body ended before its JSON array did", null);
            }
            if (depth == 0 && (found == ',' || found == ']')) {
                return trimmed(position);
            }
            position++;
            if (found == '"') {
                skipString();
            } else if (found == '{' || found == '[') {
                depth++;
            } else if (found == '}' || found == ']') {
                depth--;
                if (depth < 0) {
                    throw malformed("a bracket closes nothing", null);
                }
            }
        }
    }

    private void skipString() {
        while (true) {
            int found = peek();
            if (found < 0) {
                throw malformed("the body ended inside a text", null);
            }
            position++;
            if (found == '"') {
                return;
            }
            if (found == '\\') {
                if (peek() < 0) {
                    throw malformed("the body ended inside a text", null);
                }
                position++;
            }
        }
    }

    private byte[] end() {
        position++;
        if (skipBlanks() >= 0) {
            throw malformed("something follows the end of the JSON array", null);
        }
        return null;
    }

    private byte[] line() {
        while (skipBlanks() >= 0) {
            begin = position;
            int found = peek();
            while (found >= 0 && found != '\n') {
                position++;
                found = peek();
            }
            byte[] line = trimmed(position);
            if (line.length > 0) {
                return line;
            }
        }
        return null;
    }

    private byte[] trimmed(int end) {
        int last = end;
        while (last > begin && isBlank(buffer[last - 1])) {
            last--;
        }
        byte[] element = Arrays.copyOfRange(buffer, begin, last);
        begin = position;
        return element;
    }

    private void skipByteOrderMark() {
        if (peek() == 0xEF) {
            for (int i = 0; i < 3 && peek() >= 0; i++) {
                position++;
            }
        }
    }

    /** The next byte that is no white space, without taking it; -1 at the end. */
    private int skipBlanks() {
        begin = position;
        int found = peek();
        while (found >= 0 && isBlank((byte) found)) {
            begin = ++position;
            found = peek();
        }
        return found;
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }

    /** The next byte without taking it; -1 at the end. */
    private int peek() {
        while (position >= limit) {
            if (!read()) {
                return -1;
            }
        }
        return buffer[position] & 0xFF;
    }

    private boolean read() {
        if (begin > 0) {
            System.arraycopy(buffer, begin, buffer, 0, Math.max(0, limit - begin));
            discarded += begin;
            position -= begin;
            limit -= Math.min(limit, begin);
            begin = 0;
        }
        if (limit == buffer.length) {
            if (limit >= maxElementSize) {
                throw malformed(
                        "it is larger than " + maxElementSize + " bytes, so the body is probably no list of leads",
                        null);
            }
            buffer = Arrays.copyOf(buffer, Math.min(buffer.length * 2, maxElementSize));
        }
        try {
            int count = in.read(buffer, limit, buffer.length - limit);
            limit += Math.max(count, 0);
            return count >= 0;
        } catch (IOException e) {
            throw malformed("the body cannot be read: " + e.getClass().getSimpleName(), e);
        }
    }

    private MalformedBodyException malformed(String why, Throwable cause) {
        return new MalformedBodyException(
                "Element " + elements + " at byte " + (discarded + position) + ": " + why
                        + "; expected a JSON array of objects, or one JSON object on each line",
                cause);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
