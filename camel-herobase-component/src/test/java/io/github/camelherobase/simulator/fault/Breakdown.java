package io.github.camelherobase.simulator.fault;

import java.io.IOException;
import java.io.OutputStream;

/** Passes so many records on, then an error object in their place: a service that failed while it streamed. */
final class Breakdown extends OutputStream {

    private final OutputStream payload;
    private final long records;
    private final byte[] error;
    private final RecordScanner scanner = new RecordScanner();

    Breakdown(OutputStream payload, long records, byte[] error) {
        this.payload = payload;
        this.records = records;
        this.error = error;
    }

    @Override
    public void write(int b) throws IOException {
        payload.write(b);
        scanner.next((byte) b);
        if (scanner.ended() == records) {
            payload.write(error);
            throw new EndOfBodyException();
        }
    }

    @Override
    public void flush() throws IOException {
        payload.flush();
    }
}
