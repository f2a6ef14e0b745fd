package io.github.camelherobase.journal;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.github.camelherobase.api.ImportJournal.State;

/** Reads a journal of version 0.1 before November 2026: no checksums, no fingerprints. */
final class OldJournalFile {

    /** HEROIJ01. */
    static final long FORMAT = 0x4845524F494A3031L;

    private static final int ENTRY_SIZE = 1 + 3 * Long.BYTES;
    private static final State[] STATES = {State.SENT, State.ACCEPTED, State.REJECTED, State.NOT_SENT};

    private OldJournalFile() {}

    static void read(Path file, JournalTable into) throws IOException {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            long left = Files.size(file) - Long.BYTES;
            in.readLong();
            for (; left >= ENTRY_SIZE; left -= ENTRY_SIZE) {
                int state = in.readByte();
                long millis = in.readLong();
                long high = in.readLong();
                long low = in.readLong();
                if (state < 0 || state >= STATES.length) {
                    throw new IOException("The import journal " + file + " is damaged " + left
                            + " bytes before its end; restore it, or move it away if its leads may be sent again");
                }
                into.put(high, low, JournalTable.value(STATES[state], millis), 0);
            }
        }
    }
}
