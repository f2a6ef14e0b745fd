package io.github.camelherobase.cursor;

/**
 * A record in a certain state.
 *
 * @param key what it is told from others by
 * @param keyHash stands for the key
 * @param content stands for its bytes
 */
public record RecordVersion(String key, long keyHash, Fingerprint content) {

    /** Of the hash FNV-1a (64 bits, by Fowler, Noll and Vo, in the public domain). */
    private static final long FNV_BASIS = 0xcbf29ce484222325L;

    private static final long FNV_PRIME = 0x100000001b3L;

    /** Of the number that a key begins with, so many bits stay as they are. */
    private static final int NEIGHBOUR_BITS = 3;

    public static RecordVersion of(String key, byte[] content) {
        return new RecordVersion(key, hash(key), Fingerprint.of(content));
    }

    /**
     * Ids that follow one another have hashes that do, eight by eight. Exports come mostly in the order of their ids, so what
     * is noted of one record lies beside what is noted of the next, and memory is asked for once.
     */
    static long hash(String key) {
        long number = 0;
        int at = 0;
        while (at < key.length() && key.charAt(at) >= '0' && key.charAt(at) <= '9') {
            number = number * 10 + key.charAt(at) - '0';
            at++;
        }
        long rest = FNV_BASIS + at;
        for (int i = at; i < key.length(); i++) {
            rest = (rest ^ key.charAt(i)) * FNV_PRIME;
        }
        long neighbourhood = Fingerprint.spread(Long.rotateLeft(rest, 32) ^ number >>> NEIGHBOUR_BITS);
        return neighbourhood << NEIGHBOUR_BITS | number & (1 << NEIGHBOUR_BITS) - 1;
    }
}
