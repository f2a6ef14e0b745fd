package io.github.camelherobase.journal;

/**
 * Keys of 128 bits, each with one number, in open addressing: about 40 bytes a key, where a hash map of objects takes
 * three times that.
 */
final class JournalTable {

    private static final int FIRST_CAPACITY = 1 << 10;
    private static final int WORDS = 3;

    /** High half, low half and value of each slot; a value of 0 means that the slot is free. */
    private long[] slots = new long[FIRST_CAPACITY * WORDS];

    private int size;

    /** The key's value, or 0. */
    long get(long high, long low) {
        return slots[slot(slots, high, low) + 2];
    }

    /** @param value not 0 */
    void put(long high, long low, long value) {
        int slot = slot(slots, high, low);
        if (slots[slot + 2] == 0) {
            size++;
            if (size * WORDS * 4L > slots.length * 3L) {
                grow();
                slot = slot(slots, high, low);
            }
        }
        slots[slot] = high;
        slots[slot + 1] = low;
        slots[slot + 2] = value;
    }

    void forEach(Visitor visitor) throws java.io.IOException {
        for (int slot = 0; slot < slots.length; slot += WORDS) {
            if (slots[slot + 2] != 0) {
                visitor.visit(slots[slot], slots[slot + 1], slots[slot + 2]);
            }
        }
    }

    private void grow() {
        long[] larger = new long[Math.multiplyExact(slots.length, 2)];
        for (int slot = 0; slot < slots.length; slot += WORDS) {
            if (slots[slot + 2] != 0) {
                System.arraycopy(slots, slot, larger, slot(larger, slots[slot], slots[slot + 1]), WORDS);
            }
        }
        slots = larger;
    }

    /** The keys are hashes, so their low half spreads well. */
    private static int slot(long[] slots, long high, long low) {
        int capacity = slots.length / WORDS;
        int index = (int) (low & (capacity - 1));
        while (slots[index * WORDS + 2] != 0 && (slots[index * WORDS] != high || slots[index * WORDS + 1] != low)) {
            index = (index + 1) & (capacity - 1);
        }
        return index * WORDS;
    }

    @FunctionalInterface
    interface Visitor {
        void visit(long high, long low, long value) throws java.io.IOException;
    }
}
