package io.github.camelherobase.api;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Names of members as text. Records have the same names over and over, so the text of a name is kept, with its hash; of
 * two names with one place the later stays. Safe for threads: a place holds a whole name or none.
 */
final class JsonNames {

    private static final int PLACES = 1024;
    private static final int LONGEST_KEPT = 64;
    private static final JsonNames[] KEPT = new JsonNames[PLACES];

    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private final byte[] bytes;
    private final String text;

    private JsonNames(byte[] bytes, String text) {
        this.bytes = bytes;
        this.text = text;
    }

    static String of(byte[] json, int begin, int end) {
        if (end - begin > LONGEST_KEPT || begin + Long.BYTES > json.length) {
            return decoded(json, begin, end);
        }
        int place = place(json, begin, end);
        JsonNames kept = KEPT[place];
        if (kept != null && Arrays.equals(kept.bytes, 0, kept.bytes.length, json, begin, end)) {
            return kept.text;
        }
        String text = decoded(json, begin, end);
        KEPT[place] = new JsonNames(Arrays.copyOfRange(json, begin, end), text);
        return text;
    }

    private static String decoded(byte[] json, int begin, int end) {
        return new String(json, begin, end - begin, StandardCharsets.UTF_8);
    }

    private static int place(byte[] json, int begin, int end) {
        int length = end - begin;
        long first = (long) EIGHT_BYTES.get(json, begin);
        long mixed = length;
        if (length >= Long.BYTES) {
            mixed = (mixed + first) * SPREAD ^ (long) EIGHT_BYTES.get(json, end - Long.BYTES);
        } else if (length > 0) {
            mixed += first << Long.SIZE - length * Byte.SIZE;
        }
        mixed *= SPREAD;
        return (int) (mixed >>> 40) & PLACES - 1;
    }
}
