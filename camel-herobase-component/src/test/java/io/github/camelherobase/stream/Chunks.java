package io.github.camelherobase.stream;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.IntSupplier;

/** Hands out a few bytes at a time, as a network does, and ends in an orderly way or by a failure. */
final class Chunks extends InputStream {

    private final byte[] bytes;
    private final IntSupplier sizes;
    private final IOException end;
    private int position;

    /** As many bytes at once every time. */
    Chunks(byte[] bytes, int size) {
        this(bytes, () -> size, null);
    }

    /**
     * @param sizes how many bytes come at once, asked before each
     * @param end comes when all bytes were read; null: their orderly end
     */
    Chunks(byte[] bytes, IntSupplier sizes, IOException end) {
        this.bytes = bytes;
        this.sizes = sizes;
        this.end = end;
    }

    /** All at once, and then a failure. */
    static Chunks failing(byte[] bytes, IOException end) {
        return new Chunks(bytes, () -> bytes.length, end);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (position == bytes.length) {
            if (end != null) {
                throw end;
            }
            return -1;
        }
        int count = Math.min(Math.min(sizes.getAsInt(), length), bytes.length - position);
        System.arraycopy(bytes, position, target, offset, count);
        position += count;
        return count;
    }
}
