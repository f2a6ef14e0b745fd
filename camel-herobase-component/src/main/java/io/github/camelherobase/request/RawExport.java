package io.github.camelherobase.request;

import java.io.IOException;
import java.io.InputStream;

import io.github.camelherobase.base.BlockStream;
import io.github.camelherobase.base.DiscardedReading;
import io.github.camelherobase.quota.RateLimit;
import io.github.camelherobase.stream.RecordSource;

/**
 * An answer's bytes as they come, on purpose no {@code InputStream} itself: Camel's stream cache would read it whole. It
 * is read once; closing it before its end cancels the request.
 */
public final class RawExport implements AutoCloseable {

    private static final int BYTES_UNCHECKED = 64 * 1024;

    private final RecordSource source;
    private final String service;
    private final RateLimit rateLimit;
    private final boolean mayBeEmpty;
    private volatile boolean ended;

    /** @param mayBeEmpty whether an answer without a byte is a whole one */
    RawExport(RecordSource source, String service, RateLimit rateLimit, boolean mayBeEmpty) {
        this.mayBeEmpty = mayBeEmpty;
        this.source = source;
        this.service = service;
        this.rateLimit = rateLimit;
    }

    public RateLimit rateLimit() {
        return rateLimit;
    }

    public InputStream stream() {
        return new BlockStream(source.body()) {
            private final DiscardedReading discarded = new DiscardedReading(BYTES_UNCHECKED);
            private boolean empty = true;

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                if (discarded.isFound(length)) {
                    RawExport.this.close();
                    return -1;
                }
                try {
                    return checked(super.read(target, offset, length));
                } catch (IOException e) {
                    throw new IOException(
                            service + ": the answer of " + source.url() + " broke off: " + e.getMessage()
                                    + "; repeat the export",
                            e);
                }
            }

            private int checked(int result) throws IOException {
                if (result < 0 && !ended) {
                    ended = true;
                    source.release();
                }
                if (result < 0 && empty && !mayBeEmpty) {
                    throw new IOException("it is empty");
                }
                if (result >= 0) {
                    empty = false;
                    source.recordRead();
                }
                return result;
            }

            @Override
            public void close() {
                RawExport.this.close();
            }
        };
    }

    @Override
    public void close() {
        if (!ended) {
            ended = true;
            source.cancel();
        }
    }

    @Override
    public String toString() {
        return "RawExport[" + service + "]";
    }
}
