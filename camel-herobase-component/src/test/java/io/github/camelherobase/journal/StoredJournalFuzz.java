package io.github.camelherobase.journal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;

import io.github.camelherobase.api.ImportJournal.State;
import io.github.camelherobase.base.OwnFile;

import static org.assertj.core.api.Assertions.assertThat;

/** A journal's file says of each key what its last whole entry says, or it is refused. */
public final class StoredJournalFuzz {

    private static final int RAW = 1;
    private static final int DAMAGED = 2;
    private static final int STEP = 6;

    private StoredJournalFuzz() {}

    /** The first byte says whether the others are the file itself, or make entries, of which one byte is damaged. */
    public static void fuzzerTestOneInput(byte[] data) throws IOException {
        if (data.length < 3) {
            return;
        }
        byte[] content = (data[0] & RAW) != 0 ? Arrays.copyOfRange(data, 1, data.length) : entries(data);
        Path folder = Files.createTempDirectory("journal-fuzz");
        Path file = folder.resolve("journal");
        try {
            Files.write(file, content);
            Map<List<Long>, List<Long>> ours = new HashMap<>();
            try (OwnFile own = OwnFile.lock(file, "journal.lock").orElseThrow()) {
                JournalFile journal = new JournalFile(own, folder.resolve("journal.synced"));
                JournalTable table = journal.read();
                table.forEach((high, low, value, fingerprint) -> ours.put(
                        List.of(high, low),
                        List.of((long) JournalTable.state(value).ordinal(), JournalTable.millis(value), fingerprint)));
                if (isNew(content)) {
                    assertThat(ours).isEqualTo(expected(content));
                }
                journal.compact(table, Long.MIN_VALUE);
                // What was compacted is whole.
                new JournalFile(own, folder.resolve("journal.synced")).read();
            } catch (IOException e) {
                assertThat(e).hasMessageContaining("journal");
            }
        } finally {
            try (var files = Files.list(folder)) {
                for (Path left : files.toList()) {
                    Files.delete(left);
                }
            }
            Files.delete(folder);
        }
    }

    private static boolean isNew(byte[] content) {
        return content.length >= Long.BYTES && ByteBuffer.wrap(content).getLong() == JournalEntry.FORMAT;
    }

    private static byte[] entries(byte[] data) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.write(ByteBuffer.allocate(Long.BYTES).putLong(JournalEntry.FORMAT).array());
        for (int i = 2; i + STEP <= data.length; i += STEP) {
            State state = State.values()[(data[i] & 0xFF) % State.values().length];
            long millis = ((data[i + 1] & 0xFFL) << 8 | data[i + 2] & 0xFF) * 7_919_777L;
            long key = data[i + 3] * 0x9E3779B97F4A7C15L;
            file.write(JournalEntry.bytes(state, millis, key, data[i + 4], data[i + 5]));
        }
        byte[] content = file.toByteArray();
        if ((data[0] & DAMAGED) != 0) {
            content[content.length - 1 - (data[1] & 0xFF) % content.length] ^= 0x10;
        }
        return content;
    }

    /** By the format's description, an entry at a time. */
    private static Map<List<Long>, List<Long>> expected(byte[] content) {
        Map<List<Long>, List<Long>> expected = new HashMap<>();
        for (int at = Long.BYTES; at + 37 <= content.length; at += 37) {
            CRC32C sum = new CRC32C();
            sum.update(content, at, 33);
            ByteBuffer entry = ByteBuffer.wrap(content, at, 37);
            int state = entry.get();
            long millis = entry.getLong();
            List<Long> key = List.of(entry.getLong(), entry.getLong());
            long fingerprint = entry.getLong();
            if (state < 0 || state >= State.values().length || entry.getInt() != (int) sum.getValue()) {
                break;
            }
            expected.put(key, List.of((long) state, millis, fingerprint));
        }
        return expected;
    }
}
