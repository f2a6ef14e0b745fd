package io.github.camelherobase.cursor;

/**
 * What was handed over in the current window and the one before: a record is a repeat only if its bytes are the ones last
 * handed over for its key. Beyond {@link #MOST} entries records repeat rather than vanish. Used by one thread.
 */
public final class RecentRecords {

    /** About 12 MB. */
    static final int MOST = 250_000;

    private FingerprintTable current = new FingerprintTable();
    private FingerprintTable previous = new FingerprintTable();

    /** Whether this very state was the last one handed over for the record. */
    public boolean isRepeat(RecordVersion record) {
        long hash = record.keyHash();
        Fingerprint last = current.get(hash);
        if (last == null) {
            last = previous.get(hash);
        }
        if (!record.content().equals(last)) {
            return false;
        }
        // It may come again in the next window, for which only the current one counts.
        note(hash, last);
        return true;
    }

    /** The record goes to the route. */
    public void handedOver(RecordVersion record) {
        note(record.keyHash(), record.content());
    }

    private void note(long hash, Fingerprint fingerprint) {
        if (current.contains(hash) || current.size() + previous.size() < MOST) {
            current.put(hash, fingerprint);
        } else {
            // What cannot be noted must not leave an older state behind, or its return would be taken for a repeat.
            previous.forget(hash);
        }
    }

    /** The record was not done after all, and is to be handed over again. */
    public void forget(String key) {
        long hash = RecordVersion.hash(key);
        current.forget(hash);
        previous.forget(hash);
    }

    /** What was handed over in the window before the one that ends here can come no more. */
    public void windowDone() {
        previous = current;
        current = new FingerprintTable();
    }
}
