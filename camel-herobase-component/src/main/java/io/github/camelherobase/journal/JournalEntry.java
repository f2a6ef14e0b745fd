package io.github.camelherobase.journal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

import io.github.camelherobase.api.ImportJournal.State;

/**
 * An entry as it stands in the file: state, milliseconds, key, fingerprint and a checksum of them. It is read and written
 * where it lies, in an array.
 */
final class JournalEntry {

    /** HEROIJ02. */
    static final long FORMAT = 0x4845524F494A3032L;

    static final int SIZE = 1 + 4 * Long.BYTES + Integer.BYTES;

    private static final int MILLIS = 1;
    private static final int HIGH = MILLIS + Long.BYTES;
    private static final int LOW = HIGH + Long.BYTES;
    private static final int FINGERPRINT = LOW + Long.BYTES;
    private static final int CHECKED = FINGERPRINT + Long.BYTES;

    private static final State[] STATES = State.values();
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private JournalEntry() {}

    /** @param fingerprint 0 when it is not known */
    static byte[] bytes(State state, long millis, long high, long low, long fingerprint) {
        byte[] bytes = new byte[SIZE];
        put(bytes, 0, state, millis, high, low, fingerprint, new CRC32C());
        return bytes;
    }

    static void put(
            byte[] into, int offset, State state, long millis, long high, long low, long fingerprint, CRC32C sum) {
        into[offset] = (byte) state.ordinal();
        LONG.set(into, offset + MILLIS, millis);
        LONG.set(into, offset + HIGH, high);
        LONG.set(into, offset + LOW, low);
        LONG.set(into, offset + FINGERPRINT, fingerprint);
        INT.set(into, offset + CHECKED, checksum(into, offset, sum));
    }

    /** False when the bytes are not an entry, or not the ones that were written. */
    static boolean isWhole(byte[] bytes, int offset, CRC32C sum) {
        return bytes[offset] >= 0
                && bytes[offset] < STATES.length
                && (int) INT.get(bytes, offset + CHECKED) == checksum(bytes, offset, sum);
    }

    static State state(byte[] bytes, int offset) {
        return STATES[bytes[offset]];
    }

    static long millis(byte[] bytes, int offset) {
        return (long) LONG.get(bytes, offset + MILLIS);
    }

    static long high(byte[] bytes, int offset) {
        return (long) LONG.get(bytes, offset + HIGH);
    }

    static long low(byte[] bytes, int offset) {
        return (long) LONG.get(bytes, offset + LOW);
    }

    static long fingerprint(byte[] bytes, int offset) {
        return (long) LONG.get(bytes, offset + FINGERPRINT);
    }

    private static int checksum(byte[] bytes, int offset, CRC32C sum) {
        sum.reset();
        sum.update(bytes, offset, CHECKED);
        return (int) sum.getValue();
    }
}
