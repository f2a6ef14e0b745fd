package io.github.camelherobase.simulator.http;

import java.io.IOException;
import java.io.OutputStream;

/** Gathers small writes, so that a small answer leaves in one packet. */
final class ConnectionOutput extends OutputStream {

    private final OutputStream socket;
    private final byte[] buffer = new byte[16 * 1024];
    private int count;

    ConnectionOutput(OutputStream socket) {
        this.socket = socket;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (length > buffer.length - count) {
            flush();
        }
        if (length > buffer.length) {
            socket.write(bytes, offset, length);
        } else {
            System.arraycopy(bytes, offset, buffer, count, length);
            count += length;
        }
    }

    @Override
    public void flush() throws IOException {
        if (count > 0) {
            int waiting = count;
            count = 0;
            socket.write(buffer, 0, waiting);
        }
    }
}
