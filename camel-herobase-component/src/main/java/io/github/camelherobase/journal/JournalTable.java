package io.github.camelherobase.journal;

import java.io.IOException;

/**
 * Keys of 128 bits, each with two numbers, in open addressing: 40 to 60 bytes a key, where a hash map of objects takes
 * three times that.
 */
final class JournalTable {

    private static final int WORDS = 4;
    private static final int FIRST_CAPACITY = 1 << 10;
    private static final double MOST_FULL = 0.8;
    private static final double GROWTH = 1.45;

    /** High half, low half, value and fingerprint of each slot; a value of 0 means that the slot is free. */
    private long[] slots;

    private int size;

    JournalTable(long expected) {
        long capacity = Math.max(FIRST_CAPACITY, (long) (expected / MOST_FULL) + 1);
        slots = new long[Math.toIntExact(capacity * WORDS)];
    }

    int size() {
        return size;
    }

    /** The key's value, or 0. */
    long value(long high, long low) {
        return slots[slot(slots, high, low) + 2];
    }

    /** The key's fingerprint, or 0. */
    long fingerprint(long high, long low) {
        return slots[slot(slots, high, low) + 3];
    }

    /** @param value not 0 */
    void put(long high, long low, long value, long fingerprint) {
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

    void forEach(Visitor visitor) throws IOException {
        for (int slot = 0; slot < slots.length; slot += WORDS) {
            if (slots[slot + 2] != 0) {
                visitor.visit(slots[slot], slots[slot + 1], slots[slot + 2], slots[slot + 3]);
            }
        }
    }

    private void grow() {
        int capacity = (int) Math.min(slots.length / WORDS * GROWTH + 1, (Integer.MAX_VALUE - 8) / WORDS);
        long[] larger = new long[Math.multiplyExact(capacity, WORDS)];
        for (int slot = 0; slot < slots.length; slot += WORDS) {
            if (slots[slot + 2] != 0) {
                System.arraycopy(slots, slot, larger, slot(larger, slots[slot], slots[slot + 1]), WORDS);
            }
        }
        slots = larger;
    }

    /** The keys are hashes, so the upper bits of their low half spread well. */
    private static int slot(long[] slots, long high, long low) {
        int capacity = slots.length / WORDS;
        int index = (int) ((low >>> 32) * capacity >>> 32);
        while (slots[index * WORDS + 2] != 0 && (slots[index * WORDS] != high || slots[index * WORDS + 1] != low)) {
            index = index + 1 == capacity ? 0 : index + 1;
        }
        return index * WORDS;
    }

    @FunctionalInterface
    interface Visitor {
        void visit(long high, long low, long value, long fingerprint) throws IOException;
    }
}
