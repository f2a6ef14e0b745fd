package io.github.camelherobase.api;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Text out of UTF-8, several times as fast as the platform where most bytes are ASCII and the other characters are Latin-1,
 * as in Danish: eight bytes are copied at once, where the platform looks at each one.
 */
final class Latin1Text {

    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long HIGH_BITS = 0x8080808080808080L;

    /** Of the two bytes of a Latin-1 character beyond ASCII the first is this one, or one more. */
    private static final byte FIRST_OF_TWO = (byte) 0xC2;

    private Latin1Text() {}

    /** Any bytes: what is not Latin-1, or not UTF-8, the platform reads. */
    static String of(byte[] utf8, int begin, int end) {
        // Eight more, so that eight can be written where fewer are meant.
        byte[] text = new byte[end - begin + Long.BYTES];
        int size = 0;
        int at = begin;
        while (at < end) {
            if (at + Long.BYTES <= end) {
                long eight = (long) EIGHT_BYTES.get(utf8, at);
                EIGHT_BYTES.set(text, size, eight);
                long high = eight & HIGH_BITS;
                int plain = high == 0 ? Long.BYTES : Long.numberOfTrailingZeros(high) >>> 3;
                size += plain;
                at += plain;
                if (high == 0) {
                    continue;
                }
            } else if (utf8[at] >= 0) {
                text[size++] = utf8[at++];
                continue;
            }
            // C2 and C3 differ in the last bit, which is bit 6 of the character.
            if ((utf8[at] & 0xFE) != (FIRST_OF_TWO & 0xFF) || at + 1 == end || (utf8[at + 1] & 0xC0) != 0x80) {
                return new String(utf8, begin, end - begin, StandardCharsets.UTF_8);
            }
            text[size++] = (byte) (utf8[at] << 6 | utf8[at + 1] & 0x3F);
            at += 2;
        }
        return new String(text, 0, size, StandardCharsets.ISO_8859_1);
    }
}
