package io.github.camelherobase.simulator.fault;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;

/** Sends a few bytes at a time. */
final class Drip extends OutputStream {

    private final OutputStream payload;
    private final int step;
    private final Duration pause;

    Drip(OutputStream payload, int step, Duration pause) {
        this.payload = payload;
        this.step = step;
        this.pause = pause;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        for (int done = 0; done < length; done += step) {
            payload.write(bytes, offset + done, Math.min(step, length - done));
            payload.flush();
            Pause.of(pause);
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedIOException("The simulator stops");
            }
        }
    }
}
