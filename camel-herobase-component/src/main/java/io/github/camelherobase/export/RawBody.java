package io.github.camelherobase.export;

import java.io.IOException;
import java.io.InputStream;

import io.github.camelherobase.base.BlockStream;
import io.github.camelherobase.base.ReadOnce;
import io.github.camelherobase.request.RawExport;

/** An answer's bytes as a message's body, on purpose no {@code InputStream} itself: Camel's stream cache would read it whole. */
public final class RawBody implements ReadOnce, AutoCloseable {

    private final RawExport export;
    private final OneReading reading;
    private volatile boolean closed;

    public RawBody(RawExport export, OneReading reading) {
        this.export = export;
        this.reading = reading;
    }

    public InputStream stream() {
        return new Bytes();
    }

    @Override
    public void attemptFailed(String exchangeId, String ancestorId, Throwable failure) {
        reading.attemptFailed(exchangeId, ancestorId, failure);
    }

    @Override
    public void close() {
        closed = true;
        export.close();
    }

    @Override
    public String toString() {
        return export.toString();
    }

    private final class Bytes extends BlockStream implements ReadOnce {

        private boolean begun;

        private Bytes() {
            super(export.stream());
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            reading.check();
            if (closed && !begun) {
                throw new IOException(
                        "the export was read by an earlier step, and can be read once only; export again");
            }
            begun = true;
            reading.begin();
            return super.read(target, offset, length);
        }

        @Override
        public long skip(long count) throws IOException {
            reading.check();
            reading.begin();
            return super.skip(count);
        }

        @Override
        public void close() {
            RawBody.this.close();
        }

        @Override
        public void attemptFailed(String exchangeId, String ancestorId, Throwable failure) {
            RawBody.this.attemptFailed(exchangeId, ancestorId, failure);
        }
    }
}
