package io.github.camelherobase.client;

import java.io.IOException;
import java.io.InputStream;

import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;

import io.github.camelherobase.base.BlockStream;

/**
 * A compressed body as it comes over the wire. What decompresses it may end before it does: the JDK takes a failure between
 * two parts of gzip for the end, so a cut would look like a whole answer.
 */
final class EncodedBody extends HttpEntityWrapper {

    private static final int MOST_PADDING = 512;

    private InputStream wire;
    private IOException failure;
    private boolean ended;

    EncodedBody(HttpEntity body) {
        super(body);
    }

    @Override
    public InputStream getContent() throws IOException {
        if (wire == null) {
            wire = new BlockStream(super.getContent()) {
                @Override
                public int read(byte[] target, int offset, int length) throws IOException {
                    try {
                        int count = super.read(target, offset, length);
                        ended |= count < 0;
                        return count;
                    } catch (IOException e) {
                        failure = e;
                        throw e;
                    }
                }

                /** At least one until the end: with 0 the JDK would not look for the next part of gzip. */
                @Override
                public int available() throws IOException {
                    return ended ? 0 : Math.max(1, super.available());
                }
            };
        }
        return wire;
    }

    /**
     * What decompresses the body is at its end.
     *
     * @throws IOException when the body is not: its last bytes are missing, or others follow
     */
    void checkEnd() throws IOException {
        if (failure != null) {
            throw failure;
        }
        byte[] padding = new byte[MOST_PADDING];
        while (!ended) {
            int count = getContent().read(padding);
            for (int i = 0; i < count; i++) {
                if (padding[i] != 0) {
                    throw new IOException("more bytes follow the end of its compression");
                }
            }
        }
    }
}
