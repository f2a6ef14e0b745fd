package io.github.camelherobase.imports.delivery;

/**
 * The leads that were accepted, by fingerprint and by the place where they stood. Leads with one fingerprint are counted,
 * so that equal leads of one body are told apart. Not safe for several threads.
 */
final class AcceptedLeads {

    /** For each lead one entry with its own place, and one with each place around that. */
    private static final long HERE = 0x51A5C0DE;

    private static final long WITHIN = 0x1175E7;

    private final FingerprintSet entries = new FingerprintSet();
    /** Whether any of them is an entry with a place around. */
    private boolean nested;

    void add(long fingerprint, Place place) {
        increase(HERE, fingerprint, place);
        for (Place outer = place.outer(); outer != null; outer = outer.outer()) {
            nested = true;
            increase(WITHIN, fingerprint, outer);
        }
    }

    /**
     * Whether a lead was accepted: at this place, in a part of it, or in what it is a part of.
     *
     * @param occurrence how many leads of this fingerprint came before it in the same body
     */
    boolean contains(long fingerprint, Place place, int occurrence) {
        int here = count(HERE, fingerprint, place, occurrence + 1);
        return occurrence < here
                || nested && occurrence - here < count(WITHIN, fingerprint, place, occurrence - here + 1)
                || isTakenFromAround(fingerprint, place);
    }

    /** A lead that was accepted in a list comes alone now: from here on it stands here, so that none counts twice. */
    private boolean isTakenFromAround(long fingerprint, Place place) {
        for (Place outer = place.outer(); outer != null; outer = outer.outer()) {
            int count = count(HERE, fingerprint, outer, Integer.MAX_VALUE);
            if (count > 0) {
                entries.remove(entry(HERE, fingerprint, outer, count - 1));
                increase(HERE, fingerprint, place);
                for (Place between = place.outer(); between != outer.outer(); between = between.outer()) {
                    nested = true;
                    increase(WITHIN, fingerprint, between);
                }
                return true;
            }
        }
        return false;
    }

    private void increase(long kind, long fingerprint, Place place) {
        entries.add(entry(kind, fingerprint, place, count(kind, fingerprint, place, Integer.MAX_VALUE)));
    }

    private int count(long kind, long fingerprint, Place place, int most) {
        int count = 0;
        while (count < most && entries.contains(entry(kind, fingerprint, place, count))) {
            count++;
        }
        return count;
    }

    private static long entry(long kind, long fingerprint, Place place, int number) {
        return Place.mix(fingerprint ^ Place.mix(place.path() + kind) ^ Place.mix(number));
    }
}
