package io.github.camelherobase.imports.delivery;

import java.util.Arrays;

/**
 * A set of fingerprints, which are spread evenly: about 11 bytes each, and next to nothing for none or one, as ten
 * thousand deliveries that wait for quota have several each. Not safe for several threads.
 */
final class FingerprintSet {

    /** Of a set that is not small: each grows by itself, so that growing never needs twice the memory. */
    private static final int PARTS = 64;
    /** One part is enough for so many slots. */
    private static final int SMALL = 256;

    private static final int PART_BITS = 6;
    private static final int FIRST_SIZE = 4;

    /** While there is no second one; 0 marks none. */
    private long only;

    /** Null while there is no second one. */
    private long[][] parts;

    private int[] sizes;

    boolean isEmpty() {
        return parts == null ? only == 0 : Arrays.stream(sizes).allMatch(size -> size == 0);
    }

    boolean contains(long fingerprint) {
        long key = key(fingerprint);
        if (parts == null) {
            return key == only;
        }
        long[] slots = parts[part(key)];
        return slots != null && slots[slot(slots, key)] == key;
    }

    /** False when it was there already. */
    boolean add(long fingerprint) {
        long key = key(fingerprint);
        if (parts == null) {
            if (only == 0 || only == key) {
                boolean isNew = only == 0;
                only = key;
                return isNew;
            }
            parts = new long[1][];
            sizes = new int[1];
            add(only);
        }
        int part = part(key);
        long[] slots = parts[part];
        if (slots == null) {
            slots = new long[FIRST_SIZE];
            parts[part] = slots;
        }
        int slot = slot(slots, key);
        if (slots[slot] == key) {
            return false;
        }
        slots[slot] = key;
        sizes[part]++;
        if (sizes[part] > slots.length - slots.length / 4) {
            grow(part);
        }
        return true;
    }

    void remove(long fingerprint) {
        long key = key(fingerprint);
        if (parts == null) {
            only = key == only ? 0 : only;
            return;
        }
        int part = part(key);
        long[] slots = parts[part];
        if (slots == null) {
            return;
        }
        int free = slot(slots, key);
        if (slots[free] != key) {
            return;
        }
        slots[free] = 0;
        sizes[part]--;
        // What follows may have been pushed on by the key that is gone.
        for (int next = next(slots, free); slots[next] != 0; next = next(slots, next)) {
            long moved = slots[next];
            slots[next] = 0;
            slots[slot(slots, moved)] = moved;
        }
    }

    private void grow(int part) {
        long[] old = parts[part];
        if (parts.length == 1 && old.length >= SMALL) {
            parts = new long[PARTS][];
            sizes = new int[PARTS];
            for (long key : old) {
                if (key != 0) {
                    add(key);
                }
            }
            return;
        }
        long[] slots = new long[old.length + old.length / 2 + 1];
        for (long key : old) {
            if (key != 0) {
                slots[slot(slots, key)] = key;
            }
        }
        parts[part] = slots;
    }

    /** The slot that holds the key, or the free one where it belongs. */
    private static int slot(long[] slots, long key) {
        // By its lower half, as a division takes longer than all else here; the part is chosen by the upper one.
        int slot = (int) ((key & 0xFFFF_FFFFL) * slots.length >>> Integer.SIZE);
        while (slots[slot] != 0 && slots[slot] != key) {
            slot = next(slots, slot);
        }
        return slot;
    }

    private static int next(long[] slots, int slot) {
        return slot + 1 == slots.length ? 0 : slot + 1;
    }

    private int part(long key) {
        return parts.length == 1 ? 0 : (int) (key >>> (Long.SIZE - PART_BITS));
    }

    /** 0 marks a free slot. */
    private static long key(long fingerprint) {
        return fingerprint == 0 ? 1 : fingerprint;
    }
}
