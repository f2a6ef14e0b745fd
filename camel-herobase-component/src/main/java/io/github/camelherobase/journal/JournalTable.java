package io.github.camelherobase.journal;

import java.io.IOException;
import java.util.function.LongPredicate;

import io.github.camelherobase.api.ImportJournal.State;

/**
 * Keys of 128 bits, each with two numbers, in open addressing: 40 to 60 bytes a key, where a hash map of objects takes
 * three times that.
 */
final class JournalTable {

    private static final int WORDS = 4;
    private static final int LEAST_SEGMENT_BITS = 6;
    private static final int MOST_SEGMENT_BITS = 14;
    /** Few enough that a segment is small for the processor's caches, and for the garbage collector's regions. */
    private static final int KEYS_A_SEGMENT = 5_000;

    private static final int FIRST_CAPACITY = 1 << 6;
    private static final double MOST_FULL = 0.8;
    private static final double GROWTH = 1.4;
    /** By chance some segments have more keys than others. */
    private static final double SPREAD = 1.05;

    private static final int STATE_BITS = 3;
    private static final State[] STATES = State.values();

    /** Each grows by itself, so that growing takes little memory and little time at once. */
    private final Segment[] segments;

    /** The bits of a key that are not its segment's number. */
    private final int rest;

    /** @param keys that are expected; more fit too */
    JournalTable(long keys) {
        int bits = LEAST_SEGMENT_BITS;
        while (bits < MOST_SEGMENT_BITS && keys >> bits > KEYS_A_SEGMENT) {
            bits++;
        }
        rest = Long.SIZE - bits;
        segments = new Segment[1 << bits];
        int capacity = (int) Math.max(FIRST_CAPACITY, keys / segments.length / MOST_FULL * SPREAD);
        for (int i = 0; i < segments.length; i++) {
            segments[i] = new Segment(capacity);
        }
    }

    /** State and time of a key in one number, which is never 0. */
    static long value(State state, long millis) {
        return millis << STATE_BITS | state.ordinal() + 1;
    }

    static State state(long value) {
        return STATES[(int) (value & (1 << STATE_BITS) - 1) - 1];
    }

    static long millis(long value) {
        return value >>> STATE_BITS;
    }

    int size() {
        int size = 0;
        for (Segment segment : segments) {
            size += segment.size;
        }
        return size;
    }

    /** The key's value, or 0. */
    long value(long high, long low) {
        return segment(high).word(high, low, 2);
    }

    /** The key's fingerprint, or 0. */
    long fingerprint(long high, long low) {
        return segment(high).word(high, low, 3);
    }

    /** @param value not 0 */
    void put(long high, long low, long value, long fingerprint) {
        segment(high).put(high, low, value, fingerprint);
    }

    /** Keys of different segments may be put by different threads. */
    int segmentOf(long high) {
        // The keys are hashes, so all their bits spread well.
        return (int) (high >>> rest);
    }

    private Segment segment(long high) {
        return segments[segmentOf(high)];
    }

    /** Forgets the keys whose value is not one of those. */
    void keep(LongPredicate values) {
        for (Segment segment : segments) {
            segment.keep(values);
        }
    }

    void forEach(Visitor visitor) throws IOException {
        for (Segment segment : segments) {
            segment.forEach(visitor);
        }
    }

    private static final class Segment {

        /** High half, low half, value and fingerprint of each slot; a value of 0 means that the slot is free. */
        private long[] slots;

        private int size;

        private Segment(int capacity) {
            slots = new long[Math.multiplyExact(capacity, WORDS)];
        }

        private long word(long high, long low, int number) {
            return slots[slot(slots, high, low) + number];
        }

        private void put(long high, long low, long value, long fingerprint) {
            int slot = slot(slots, high, low);
            if (slots[slot + 2] == 0) {
                size++;
                if (size > slots.length / WORDS * MOST_FULL) {
                    grow();
                    slot = slot(slots, high, low);
                }
            }
            slots[slot] = high;
            slots[slot + 1] = low;
            slots[slot + 2] = value;
            slots[slot + 3] = fingerprint;
        }

        private void forEach(Visitor visitor) throws IOException {
            for (int slot = 0; slot < slots.length; slot += WORDS) {
                if (slots[slot + 2] != 0) {
                    visitor.visit(slots[slot], slots[slot + 1], slots[slot + 2], slots[slot + 3]);
                }
            }
        }

        private void keep(LongPredicate values) {
            int kept = 0;
            for (int slot = 0; slot < slots.length; slot += WORDS) {
                kept += slots[slot + 2] != 0 && values.test(slots[slot + 2]) ? 1 : 0;
            }
            if (kept < size) {
                size = kept;
                move((int) Math.max(FIRST_CAPACITY, kept / MOST_FULL * SPREAD), values);
            }
        }

        private void grow() {
            move((int) (slots.length / WORDS * GROWTH) + 1, value -> true);
        }

        private void move(int capacity, LongPredicate values) {
            long[] moved = new long[Math.multiplyExact(capacity, WORDS)];
            for (int slot = 0; slot < slots.length; slot += WORDS) {
                if (slots[slot + 2] != 0 && values.test(slots[slot + 2])) {
                    System.arraycopy(slots, slot, moved, slot(moved, slots[slot], slots[slot + 1]), WORDS);
                }
            }
            slots = moved;
        }

        private static int slot(long[] slots, long high, long low) {
            int capacity = slots.length / WORDS;
            int index = (int) ((low >>> 32) * capacity >>> 32);
            while (slots[index * WORDS + 2] != 0 && (slots[index * WORDS] != high || slots[index * WORDS + 1] != low)) {
                index = index + 1 == capacity ? 0 : index + 1;
            }
            return index * WORDS;
        }
    }

    @FunctionalInterface
    interface Visitor {
        void visit(long high, long low, long value, long fingerprint) throws IOException;
    }
}
