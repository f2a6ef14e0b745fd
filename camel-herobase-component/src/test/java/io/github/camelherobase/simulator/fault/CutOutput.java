package io.github.camelherobase.simulator.fault;

import java.io.IOException;
import java.io.OutputStream;

/** Passes so many bytes on, then ends the connection or the body. A body that is not longer goes through unharmed. */
final class CutOutput extends OutputStream {

    /** Ends the connection or the body. */
    @FunctionalInterface
    interface End {
        IOException cut() throws IOException;
    }

    private final OutputStream payload;
    private final End end;
    private long left;

    CutOutput(OutputStream payload, long bytes, End end) {
        this.payload = payload;
        this.left = bytes;
        this.end = end;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int passed = (int) Math.min(left, length);
        payload.write(bytes, offset, passed);
        left -= passed;
        if (passed < length) {
            payload.flush();
            throw end.cut();
        }
    }

    @Override
    public void flush() throws IOException {
        payload.flush();
    }
}
