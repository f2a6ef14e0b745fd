package io.github.camelherobase.base;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Reads a single byte as a block of one, so that who watches the reading has one place to do so. */
public abstract class BlockStream extends FilterInputStream {

    protected BlockStream(InputStream bytes) {
        super(bytes);
    }

    @Override
    public final int read() throws IOException {
        byte[] one = new byte[1];
        int count = read(one, 0, 1);
        return count < 0 ? -1 : one[0] & 0xFF;
    }
}
