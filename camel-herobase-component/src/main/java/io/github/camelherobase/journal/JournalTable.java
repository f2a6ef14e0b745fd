package io.github.camelherobase.journal;

import java.io.IOException;

/**
 * Keys of 128 bits, each with two numbers, in open addressing: 40 to 60 bytes a key, where a hash map of objects takes
 * three times that.
 */
final class JournalTable {

    private static final int WORDS = 4;
    private static final int SEGMENT_BITS = 6;
    private static final int FIRST_CAPACITY = 1 << 6;
    private static final double MOST_FULL = 0.8;
    private static final double GROWTH = 1.4;

    /** Each grows by itself, so that growing takes little memory and little time at once. */
    private final Segment[] segments = new Segment[1 << SEGMENT_BITS];

    JournalTable() {
        for (int i = 0; i < segments.length; i++) {
            segments[i] = new Segment();
        }
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

    /** The keys are hashes, so all their bits spread well. */
    private Segment segment(long high) {
        return segments[(int) (high >>> Long.SIZE - SEGMENT_BITS)];
    }

    void forEach(Visitor visitor) throws IOException {
        for (Segment segment : segments) {
            segment.forEach(visitor);
        }
    }

    private static final class Segment {

        /** High half, low half, value and fingerprint of each slot; a value of 0 means that the slot is free. */
        private long[] slots = new long[FIRST_CAPACITY * WORDS];

        private int size;

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

        private void grow() {
            int capacity = (int) (slots.length / WORDS * GROWTH) + 1;
            long[] larger = new long[Math.multiplyExact(capacity, WORDS)];
            for (int slot = 0; slot < slots.length; slot += WORDS) {
                if (slots[slot + 2] != 0) {
                    System.arraycopy(slots, slot, larger, slot(larger, slots[slot], slots[slot + 1]), WORDS);
                }
            }
            slots = larger;
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
