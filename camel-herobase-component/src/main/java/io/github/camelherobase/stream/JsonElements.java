package io.github.camelherobase.stream;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** The JSON objects of a stream of unknown size: the elements of an array, or one on each line (NDJSON). */
public final class JsonElements implements Iterator<byte[]>, Closeable {

    private static final int MAX_SIZE = 16 * 1024 * 1024;

    private final InputStream in;
    private final Elements elements;
    private byte[] next;
    private boolean ended;

    private JsonElements(InputStream in, Elements elements) {
        this.in = in;
        this.elements = elements;
    }

    /**
     * Looks at the first visible byte to tell an array from lines.
     *
     * @param usedBy named in errors
     */
    public static JsonElements of(InputStream in, String usedBy) {
        PushbackInputStream visible = new PushbackInputStream(in, 1);
        try {
            int first;
            do {
                first = visible.read();
            } while (first == ' ' || first == '\n' || first == '\r' || first == '\t');
            if (first >= 0) {
                visible.unread(first);
            }
            if (first == '[') {
                return new JsonElements(in, new JsonArraySlicer(visible, usedBy, MAX_SIZE)::next);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The body cannot be read", e);
        }
        BufferedReader lines = new BufferedReader(new InputStreamReader(visible, StandardCharsets.UTF_8));
        return new JsonElements(in, () -> nextLine(lines));
    }

    private static byte[] nextLine(BufferedReader lines) throws IOException {
        String line;
        do {
            line = lines.readLine();
        } while (line != null && line.isBlank());
        return line == null ? null : line.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public boolean hasNext() {
        if (next == null && !ended) {
            try {
                next = elements.next();
            } catch (IOException e) {
                throw new UncheckedIOException("The body cannot be read", e);
            }
            ended = next == null;
        }
        return next != null;
    }

    @Override
    public byte[] next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        byte[] element = next;
        next = null;
        return element;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    @FunctionalInterface
    private interface Elements {

        /** The next element, or null at the end. */
        byte[] next() throws IOException;
    }
}
