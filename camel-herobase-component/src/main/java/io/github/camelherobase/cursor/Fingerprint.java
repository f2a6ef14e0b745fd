package io.github.camelherobase.cursor;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * 128 bits that stand for a record's bytes: MurmurHash3 (x64, 128 bits, by Austin Appleby, in the public domain), at
 * memory speed. Not for secrets.
 */
public record Fingerprint(long high, long low) {

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long C1 = 0x87c37b91114253d5L;
    private static final long C2 = 0x4cf5ad432745937fL;

    public static Fingerprint of(byte[] bytes) {
        long h1 = 0;
        long h2 = 0;
        int blocks = bytes.length & ~15;
        for (int i = 0; i < blocks; i += 16) {
            h1 ^= first((long) LONG.get(bytes, i));
            h1 = (Long.rotateLeft(h1, 27) + h2) * 5 + 0x52dce729L;
            h2 ^= second((long) LONG.get(bytes, i + 8));
            h2 = (Long.rotateLeft(h2, 31) + h1) * 5 + 0x38495ab5L;
        }
        h1 ^= first(tail(bytes, blocks));
        h2 ^= second(tail(bytes, blocks + 8));
        h1 ^= bytes.length;
        h2 ^= bytes.length;
        h1 += h2;
        h2 += h1;
        h1 = spread(h1);
        h2 = spread(h2);
        h1 += h2;
        return new Fingerprint(h1, h2 + h1);
    }

    /** 32 hexadecimal digits. */
    @Override
    public String toString() {
        return String.format("%016x%016x", high, low);
    }

    private static long first(long block) {
        return Long.rotateLeft(block * C1, 31) * C2;
    }

    private static long second(long block) {
        return Long.rotateLeft(block * C2, 33) * C1;
    }

    /** Up to eight bytes as a number, the last of which may be missing. */
    private static long tail(byte[] bytes, int from) {
        int count = bytes.length - from;
        if (count <= 0) {
            return 0;
        }
        if (count >= Long.BYTES) {
            return (long) LONG.get(bytes, from);
        }
        if (bytes.length >= Long.BYTES) {
            return (long) LONG.get(bytes, bytes.length - Long.BYTES) >>> Long.SIZE - count * Byte.SIZE;
        }
        long block = 0;
        for (int i = bytes.length - 1; i >= from; i--) {
            block = block << 8 | bytes[i] & 0xff;
        }
        return block;
    }

    static long spread(long hash) {
        long h = (hash ^ hash >>> 33) * 0xff51afd7ed558ccdL;
        h = (h ^ h >>> 33) * 0xc4ceb9fe1a85ec53L;
        return h ^ h >>> 33;
    }
}
