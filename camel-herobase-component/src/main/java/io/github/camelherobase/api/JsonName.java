package io.github.camelherobase.api;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The name of a member. Records have the same names over and over, and in the same order: names are kept, of two with one
 * place the later, and each remembers which followed it, so that whoever reads the next record need only compare. Safe for
 * threads: what is kept is whole, and what is remembered is only a guess.
 */
final class JsonName {

    private static final int PLACES = 1024;
    private static final int LONGEST_KEPT = 64;
    private static final JsonName[] KEPT = new JsonName[PLACES];

    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private final String text;
    /** With the quote that ends it. */
    private final byte[] bytes;

    private final int hash;
    private final long first;
    private final long firstMask;
    private final long last;

    /** What followed it in its object, or came first in the object that it names. */
    private JsonName next;

    private JsonName otherNext;
    private JsonName inner;
    private JsonName otherInner;

    private JsonName(byte[] bytes) {
        this.bytes = bytes;
        this.text = new String(bytes, 0, bytes.length - 1, StandardCharsets.UTF_8);
        this.hash = text.hashCode();
        byte[] eight = Arrays.copyOf(bytes, Math.max(bytes.length, Long.BYTES));
        this.firstMask = bytes.length >= Long.BYTES ? -1 : (1L << bytes.length * Byte.SIZE) - 1;
        this.first = (long) EIGHT_BYTES.get(eight, 0) & firstMask;
        this.last = (long) EIGHT_BYTES.get(eight, eight.length - Long.BYTES);
    }

    /** Before the names of a record of its own: knows only what may come first. */
    static JsonName beginning() {
        return new JsonName(new byte[] {'"'});
    }

    /** @param end where the quote is that ends the name; what is before it is UTF-8 without escapes */
    static JsonName of(byte[] json, int begin, int end) {
        if (end - begin > LONGEST_KEPT) {
            return new JsonName(Arrays.copyOfRange(json, begin, end + 1));
        }
        int place = place(json, begin, end);
        JsonName kept = KEPT[place];
        if (kept == null || !Arrays.equals(kept.bytes, 0, kept.bytes.length, json, begin, end + 1)) {
            kept = new JsonName(Arrays.copyOfRange(json, begin, end + 1));
            KEPT[place] = kept;
        }
        return kept;
    }

    private static int place(byte[] json, int begin, int end) {
        long mixed = end - begin;
        int at = begin;
        for (; at + Long.BYTES <= end; at += Long.BYTES) {
            mixed = (mixed ^ (long) EIGHT_BYTES.get(json, at)) * SPREAD;
            mixed ^= mixed >>> 29;
        }
        for (; at < end; at++) {
            mixed = (mixed ^ json[at]) * SPREAD;
        }
        return (int) (mixed >>> 40) & PLACES - 1;
    }

    String text() {
        return text;
    }

    /** Of the text. */
    int hash() {
        return hash;
    }

    /** In bytes, without a quote. */
    int length() {
        return bytes.length - 1;
    }

    /** What may follow it in its object; null when there is no guess that is right. */
    JsonName next(byte[] json, int at, int limit) {
        JsonName guess = next;
        if (guess == null || guess.isAt(json, at, limit)) {
            return guess;
        }
        guess = otherNext;
        return guess == null || guess.isAt(json, at, limit) ? guess : null;
    }

    /** What may come first in the object that it names; null when there is no guess that is right. */
    JsonName inner(byte[] json, int at, int limit) {
        JsonName guess = inner;
        if (guess == null || guess.isAt(json, at, limit)) {
            return guess;
        }
        guess = otherInner;
        return guess == null || guess.isAt(json, at, limit) ? guess : null;
    }

    void isFollowedBy(JsonName name) {
        if (next == null) {
            next = name;
        } else {
            otherNext = name;
        }
    }

    void holdsFirst(JsonName name) {
        if (inner == null) {
            inner = name;
        } else {
            otherInner = name;
        }
    }

    /** Whether this name and its quote are there. */
    private boolean isAt(byte[] json, int at, int limit) {
        int end = at + bytes.length;
        if (end > limit || at + Long.BYTES > json.length || ((long) EIGHT_BYTES.get(json, at) & firstMask) != first) {
            return false;
        }
        if (bytes.length <= Long.BYTES) {
            return true;
        }
        if ((long) EIGHT_BYTES.get(json, end - Long.BYTES) != last) {
            return false;
        }
        for (int i = Long.BYTES; i < bytes.length - Long.BYTES; i += Long.BYTES) {
            if ((long) EIGHT_BYTES.get(json, at + i) != (long) EIGHT_BYTES.get(bytes, i)) {
                return false;
            }
        }
        return true;
    }
}
