package io.github.camelherobase.simulator.fault;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Writes something behind the body's end. */
final class Appendix extends FilterOutputStream {

    private final byte[] more;

    Appendix(OutputStream payload, byte[] more) {
        super(payload);
        this.more = more;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
    }

    @Override
    public void close() throws IOException {
        out.write(more);
        out.flush();
    }
}
