package io.github.camelherobase.simulator.http;

import java.io.IOException;
import java.io.OutputStream;

/** Frames a body and counts the bytes of it that were handed to the network. */
abstract class BodyOutput extends OutputStream {

    /** Sends the end mark and everything waiting. */
    abstract void finish() throws IOException;

    /** Body bytes handed to the network so far, without framing. */
    abstract long sent();

    @Override
    public final void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public abstract void write(byte[] bytes, int offset, int length) throws IOException;
}
