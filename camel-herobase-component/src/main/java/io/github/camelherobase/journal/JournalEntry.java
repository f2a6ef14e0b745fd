package io.github.camelherobase.journal;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32C;

import io.github.camelherobase.api.ImportJournal.State;

/**
 * An entry as it stands in the file: state, milliseconds, key, fingerprint and a checksum of them.
 *
 * @param fingerprint 0 when it is not known
 */
record JournalEntry(State state, long millis, long high, long low, long fingerprint) {

    /** HEROIJ02. */
    static final long FORMAT = 0x4845524F494A3032L;

    static final int SIZE = 1 + 4 * Long.BYTES + Integer.BYTES;

    private static final int CHECKED = SIZE - Integer.BYTES;
    private static final State[] STATES = State.values();

    byte[] bytes() {
        ByteBuffer bytes = ByteBuffer.allocate(SIZE);
        bytes.put((byte) state.ordinal())
                .putLong(millis)
                .putLong(high)
                .putLong(low)
                .putLong(fingerprint);
        return bytes.putInt(checksum(bytes.array(), 0)).array();
    }

    /** Empty when the bytes are not an entry, or not the ones that were written. */
    static Optional<JournalEntry> of(byte[] bytes, int offset) {
        ByteBuffer entry = ByteBuffer.wrap(bytes, offset, SIZE);
        int state = entry.get();
        JournalEntry read = new JournalEntry(
                state >= 0 && state < STATES.length ? STATES[state] : null,
                entry.getLong(),
                entry.getLong(),
                entry.getLong(),
                entry.getLong());
        return read.state != null && entry.getInt() == checksum(bytes, offset) ? Optional.of(read) : Optional.empty();
    }

    private static int checksum(byte[] bytes, int offset) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, offset, CHECKED);
        return (int) checksum.getValue();
    }
}
