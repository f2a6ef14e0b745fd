package io.github.camelherobase.simulator.http;

import java.io.IOException;
import java.io.OutputStream;

/** A body whose length was announced. */
final class FixedBodyOutput extends BodyOutput {

    private static final int SLICE = 32 * 1024;

    private final OutputStream out;
    private long waiting;
    private long sent;

    FixedBodyOutput(OutputStream out) {
        this.out = out;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        for (int done = 0; done < length; done += SLICE) {
            int slice = Math.min(SLICE, length - done);
            out.write(bytes, offset + done, slice);
            waiting += slice;
            if (slice == SLICE) {
                flush();
            }
        }
    }

    @Override
    public void flush() throws IOException {
        out.flush();
        sent += waiting;
        waiting = 0;
    }

    @Override
    void finish() throws IOException {
        flush();
    }

    @Override
    long sent() {
        return sent;
    }
}
