package io.github.camelherobase.cursor;

/** Key hash to fingerprint, in three arrays: 24 bytes an entry, and no object for each. */
final class FingerprintTable {

    /** A forgotten entry keeps its place with a fingerprint that no record has. */
    private static final long NONE = 0;

    private long[] keys = new long[1024];
    private long[] highs = new long[1024];
    private long[] lows = new long[1024];
    private int size;

    int size() {
        return size;
    }

    boolean contains(long key) {
        return keys[slot(key)] != 0;
    }

    /** Null when there is none. */
    Fingerprint get(long key) {
        int slot = slot(key);
        if (keys[slot] == 0 || highs[slot] == NONE && lows[slot] == NONE) {
            return null;
        }
        return new Fingerprint(highs[slot], lows[slot]);
    }

    void put(long key, Fingerprint fingerprint) {
        int slot = slot(key);
        if (keys[slot] == 0) {
            if (size >= keys.length / 2) {
                grow();
                slot = slot(key);
            }
            keys[slot] = occupied(key);
            size++;
        }
        highs[slot] = fingerprint.high();
        lows[slot] = fingerprint.low();
    }

    void forget(long key) {
        int slot = slot(key);
        highs[slot] = NONE;
        lows[slot] = NONE;
    }

    private int slot(long key) {
        long wanted = occupied(key);
        int mask = keys.length - 1;
        int slot = (int) wanted & mask;
        while (keys[slot] != 0 && keys[slot] != wanted) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    /** Zero marks a free place. */
    private static long occupied(long key) {
        return key == 0 ? 1 : key;
    }

    private void grow() {
        long[] oldKeys = keys;
        long[] oldHighs = highs;
        long[] oldLows = lows;
        keys = new long[oldKeys.length * 2];
        highs = new long[keys.length];
        lows = new long[keys.length];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != 0) {
                int slot = slot(oldKeys[i]);
                keys[slot] = oldKeys[i];
                highs[slot] = oldHighs[i];
                lows[slot] = oldLows[i];
            }
        }
    }
}
