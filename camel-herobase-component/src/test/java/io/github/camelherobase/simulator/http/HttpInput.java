package io.github.camelherobase.simulator.http;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Lines and counted bytes from a connection. Not safe for several threads. */
final class HttpInput {

    private final InputStream in;
    private final byte[] buffer = new byte[16 * 1024];
    private int position;
    private int limit;

    HttpInput(InputStream in) {
        this.in = in;
    }

    /** Whether there is another byte; waits for it. */
    boolean hasMore() throws IOException {
        return position < limit || fill();
    }

    /**
     * One line without its end.
     *
     * @param maxBytes a longer line is refused with 431
     */
    String line(int maxBytes) throws IOException {
        int start = position;
        for (int i = start; i < limit; i++) {
            if (buffer[i] == '\n') {
                position = i + 1;
                checkLength(i - start, maxBytes);
                return text(buffer, start, i - start);
            }
        }
        return lineOverSeveralReads(maxBytes);
    }

    private String lineOverSeveralReads(int maxBytes) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(256);
        while (true) {
            if (!hasMore()) {
                throw new EOFException("End of the connection within a line");
            }
            byte b = buffer[position++];
            if (b == '\n') {
                return text(line.toByteArray(), 0, line.size());
            }
            line.write(b);
            checkLength(line.size(), maxBytes);
        }
    }

    /** Reads exactly {@code length} bytes to {@code target} from {@code offset}. */
    void readFully(byte[] target, int offset, int length) throws IOException {
        int done = Math.min(length, limit - position);
        System.arraycopy(buffer, position, target, offset, done);
        position += done;
        while (done < length) {
            int count = in.read(target, offset + done, length - done);
            if (count < 0) {
                throw new EOFException("End of the connection within a body");
            }
            done += count;
        }
    }

    private boolean fill() throws IOException {
        position = 0;
        limit = Math.max(0, in.read(buffer, 0, buffer.length));
        return limit > 0;
    }

    private static void checkLength(int length, int maxBytes) throws HttpSyntaxException {
        if (length > maxBytes) {
            throw new HttpSyntaxException(431, "Header too large");
        }
    }

    private static String text(byte[] bytes, int start, int length) {
        int end = length > 0 && bytes[start + length - 1] == '\r' ? length - 1 : length;
        return new String(bytes, start, end, StandardCharsets.ISO_8859_1);
    }
}
