package io.github.camelherobase.simulator.fault;

import java.io.IOException;
import java.io.OutputStream;

/** Writes one record with {@code ;} in place of its first colon: its brackets are in order, it is no JSON. */
final class Misspelling extends OutputStream {

    private final OutputStream payload;
    private final long number;
    private final RecordScanner scanner = new RecordScanner();
    private boolean done;

    Misspelling(OutputStream payload, long number) {
        this.payload = payload;
        this.number = number;
    }

    @Override
    public void write(int b) throws IOException {
        scanner.next((byte) b);
        if (!done && scanner.begun() == number && b == ':' && !scanner.isInText()) {
            done = true;
            payload.write(';');
        } else {
            payload.write(b);
        }
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        for (int i = offset; i < offset + length; i++) {
            if (done) {
                payload.write(bytes, i, offset + length - i);
                return;
            }
            write(bytes[i]);
        }
    }

    @Override
    public void flush() throws IOException {
        payload.flush();
    }
}
