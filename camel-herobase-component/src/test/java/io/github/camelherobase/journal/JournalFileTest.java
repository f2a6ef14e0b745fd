package io.github.camelherobase.journal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.github.camelherobase.api.ImportJournal.Entry;
import io.github.camelherobase.api.ImportJournal.State;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What a journal's file may be damaged by and still be opened, and to the byte where it may not. */
class JournalFileTest {

    private static final Instant THEN = Instant.parse("2026-05-06T08:00:00Z");
    /** So much may have been under way when the process ended. */
    private static final int TAIL = 4_096;

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("journal");
    }

    private static long high(int number) {
        return number * 0x9E3779B97F4A7C15L;
    }

    private static String key(int number) {
        return String.format("%016x%016x", high(number), (long) number);
    }

    /** Nothing says how much of it was synced. */
    private void write(int entries, int damaged) throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        content.write(
                ByteBuffer.allocate(Long.BYTES).putLong(JournalEntry.FORMAT).array());
        for (int number = 1; number <= entries; number++) {
            byte[] entry = JournalEntry.bytes(State.ACCEPTED, THEN.toEpochMilli(), high(number), number, number);
            if (number == damaged) {
                entry[9] ^= 1;
            }
            content.write(entry);
        }
        Files.write(file, content.toByteArray());
    }

    @Test
    void anEndThatWasBeingWrittenMayBeSoLongAndNotLonger() throws IOException {
        write(10 + TAIL, 11);
        try (FileImportJournal journal = new FileImportJournal(file)) {
            assertThat(journal.find(key(10))).map(Entry::state).contains(State.ACCEPTED);
            assertThat(journal.find(key(11))).isEmpty();
            assertThat(journal.find(key(12))).isEmpty();
        }
        Files.delete(folder.resolve("journal.synced"));
        write(10 + TAIL + 1, 11);
        assertThatThrownBy(() -> new FileImportJournal(file))
                .hasMessageContaining("cannot be read from its byte " + (8 + 10 * 37) + " on");
    }

    @Test
    void whatIsKnownToBeOnDiskMustBeWhole() throws IOException {
        write(20, 11);
        Files.write(
                folder.resolve("journal.synced"),
                ByteBuffer.allocate(Long.BYTES).putLong(8 + 10 * 37).array());
        new FileImportJournal(file).close();
        write(20, 11);
        Files.write(
                folder.resolve("journal.synced"),
                ByteBuffer.allocate(Long.BYTES).putLong(8 + 11 * 37).array());
        assertThatThrownBy(() -> new FileImportJournal(file))
                .hasMessageContaining("cannot be read from its byte " + (8 + 10 * 37) + " on");
    }

    /** It is read in blocks of 32,768 entries. */
    @Test
    void damageFarBehindIsFoundAtItsByte() throws IOException {
        write(70_000, 65_600);
        assertThatThrownBy(() -> new FileImportJournal(file))
                .hasMessageContaining("cannot be read from its byte " + (8 + 65_599 * 37) + " on");
    }

    @Test
    void aKeyIsKeptUpToTheLastMillisecondOfItsRetention() throws IOException {
        Duration month = Duration.ofDays(30);
        write(1, 0);
        Clock last = Clock.fixed(THEN.plus(month), ZoneOffset.UTC);
        try (FileImportJournal journal = new FileImportJournal(file, month, last)) {
            Entry entry = journal.find(key(1)).orElseThrow();
            assertThat(entry.age()).isEqualTo(month);
            assertThat(entry.fingerprint()).isEqualTo("0000000000000001");
        }
        Clock after = Clock.fixed(THEN.plus(month).plusMillis(1), ZoneOffset.UTC);
        try (FileImportJournal journal = new FileImportJournal(file, month, after)) {
            assertThat(journal.find(key(1))).isEmpty();
        }
    }

    @Test
    void anOldFileMayEndWithinAnEntryButNotHoldAStateThatIsNone() throws IOException {
        ByteBuffer old = ByteBuffer.allocate(8 + 2 * 25 + 10).putLong(OldJournalFile.FORMAT);
        old.put((byte) 1).putLong(THEN.toEpochMilli()).putLong(high(1)).putLong(1);
        old.put((byte) 3).putLong(THEN.toEpochMilli()).putLong(high(2)).putLong(2);
        Files.write(file, old.array());
        try (FileImportJournal journal = new FileImportJournal(file)) {
            assertThat(journal.find(key(1))).map(Entry::state).contains(State.ACCEPTED);
            assertThat(journal.find(key(2))).isEmpty();
        }
        Files.write(file, old.put(8 + 25, (byte) 4).array());
        assertThatThrownBy(() -> new FileImportJournal(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is damaged");
    }

    /** Far more keys than were expected. */
    @Test
    void aTableGrowsAndForgets() throws IOException {
        JournalTable table = new JournalTable(0);
        int keys = 20_000;
        for (int number = 1; number <= keys; number++) {
            table.put(high(number), number, JournalTable.value(State.SENT, number), number);
        }
        assertThat(table.size()).isEqualTo(keys);
        table.keep(value -> JournalTable.millis(value) % 2 == 0);
        assertThat(table.size()).isEqualTo(keys / 2);
        for (int number = 1; number <= keys; number++) {
            assertThat(table.value(high(number), number))
                    .isEqualTo(number % 2 == 0 ? JournalTable.value(State.SENT, number) : 0);
            assertThat(table.fingerprint(high(number), number)).isEqualTo(number % 2 == 0 ? number : 0);
        }
    }
}
