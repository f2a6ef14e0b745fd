package io.github.camelherobase.simulator.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** A body in chunks. Each chunk leaves in one write, with room for its frame kept in the buffer. */
final class ChunkedBodyOutput extends BodyOutput {

    private static final byte[] END = "0\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1);
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.ISO_8859_1);
    private static final int HEAD = 6;
    private static final int CAPACITY = 32 * 1024;

    private final OutputStream out;
    private final byte[] buffer = new byte[HEAD + CAPACITY + 2];
    private int count;
    private long sent;

    ChunkedBodyOutput(OutputStream out) {
        this.out = out;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int done = 0;
        while (done < length) {
            int part = Math.min(length - done, CAPACITY - count);
            System.arraycopy(bytes, offset + done, buffer, HEAD + count, part);
            count += part;
            done += part;
            if (count == CAPACITY) {
                chunk();
            }
        }
    }

    @Override
    public void flush() throws IOException {
        chunk();
        out.flush();
    }

    @Override
    void finish() throws IOException {
        chunk();
        out.write(END, 0, END.length);
        out.flush();
    }

    @Override
    long sent() {
        return sent;
    }

    private void chunk() throws IOException {
        if (count > 0) {
            // Always four digits: leading zeros are allowed and keep the frame's place fixed.
            for (int digit = 0; digit < 4; digit++) {
                buffer[digit] = HEX[(count >> (12 - 4 * digit)) & 15];
            }
            buffer[4] = '\r';
            buffer[5] = '\n';
            buffer[HEAD + count] = '\r';
            buffer[HEAD + count + 1] = '\n';
            int size = count;
            count = 0;
            out.write(buffer, 0, HEAD + size + 2);
            out.flush();
            sent += size;
        }
    }
}
