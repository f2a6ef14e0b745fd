package io.github.camelherobase.cursor;

/** Key hash to fingerprint in one array: 24 bytes an entry that lie together, and no object for each. */
final class FingerprintTable {

    /** A forgotten entry keeps its place with a fingerprint that no record has. */
    private static final long NONE = 0;

    private static final int FIRST_PLACES = 1024;
    /** A place is the key's hash and the fingerprint's two halves. */
    private static final int WIDTH = 3;

    private long[] table = new long[FIRST_PLACES * WIDTH];
    private int places = FIRST_PLACES;
    private int size;

    int size() {
        return size;
    }

    boolean contains(long key) {
        return table[place(key)] != 0;
    }

    /** Null when there is none. */
    Fingerprint get(long key) {
        int place = place(key);
        if (table[place] == 0 || table[place + 1] == NONE && table[place + 2] == NONE) {
            return null;
        }
        return new Fingerprint(table[place + 1], table[place + 2]);
    }

    void put(long key, Fingerprint fingerprint) {
        int place = place(key);
        if (table[place] == 0) {
            if (size >= places / 2) {
                grow();
                place = place(key);
            }
            table[place] = occupied(key);
            size++;
        }
        table[place + 1] = fingerprint.high();
        table[place + 2] = fingerprint.low();
    }

    void forget(long key) {
        int place = place(key);
        table[place + 1] = NONE;
        table[place + 2] = NONE;
    }

    /** Where the key is, or would be. */
    private int place(long key) {
        long wanted = occupied(key);
        int mask = places - 1;
        int slot = (int) wanted & mask;
        while (table[slot * WIDTH] != 0 && table[slot * WIDTH] != wanted) {
            slot = slot + 1 & mask;
        }
        return slot * WIDTH;
    }

    /** Zero marks a free place. */
    private static long occupied(long key) {
        return key == 0 ? 1 : key;
    }

    private void grow() {
        long[] old = table;
        places *= 2;
        table = new long[places * WIDTH];
        for (int i = 0; i < old.length; i += WIDTH) {
            if (old[i] != 0) {
                System.arraycopy(old, i, table, place(old[i]), WIDTH);
            }
        }
    }
}
