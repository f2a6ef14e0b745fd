package io.github.camelherobase.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.github.camelherobase.api.ImportJournal.Claim;
import io.github.camelherobase.api.ImportJournal.Entry;
import io.github.camelherobase.api.ImportJournal.State;

import static org.assertj.core.api.Assertions.assertThat;

/** What a file forgets when it is opened, and that it is left alone when there is nothing to forget. */
class ForgottenKeysTest {

    private static final Instant BEGIN = Instant.parse("2026-11-28T10:00:00Z");
    private static final Duration RETENTION = Duration.ofDays(30);
    private static final String OWNER = "f".repeat(32);

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("journal");
    }

    private FileImportJournal open(Duration after, Duration retention) throws IOException {
        return new FileImportJournal(file, retention, Clock.fixed(BEGIN.plus(after), ZoneOffset.UTC));
    }

    private static String key(int number) {
        return String.format("%032x", number + 0xABCDEF00L);
    }

    private static void send(FileImportJournal journal, int number, State outcome) throws IOException {
        assertThat(journal.claim(key(number), new Claim(OWNER, "00000000000000aa", Duration.ofMinutes(1), false)))
                .isEmpty();
        assertThat(journal.sent(key(number), OWNER, Duration.ofMinutes(1))).isPresent();
        journal.settle(key(number), OWNER, outcome);
    }

    @Test
    void keysAcceptedLongAgoAreForgottenAtOnceAndDoubtsNever() throws Exception {
        try (FileImportJournal journal = open(Duration.ZERO, RETENTION)) {
            send(journal, 1, State.ACCEPTED);
            send(journal, 2, State.SENT);
        }
        try (FileImportJournal journal = open(Duration.ofDays(2), RETENTION)) {
            send(journal, 3, State.ACCEPTED);
        }
        try (FileImportJournal journal = open(Duration.ofDays(31), RETENTION)) {
            assertThat(journal.find(key(1))).isEmpty();
            assertThat(journal.find(key(2))).map(Entry::state).contains(State.SENT);
            assertThat(journal.find(key(3))).map(Entry::state).contains(State.ACCEPTED);
            send(journal, 1, State.ACCEPTED);
        }
    }

    @Test
    void aFileWithNothingToForgetIsNotWrittenAnew() throws Exception {
        try (FileImportJournal journal = open(Duration.ZERO, null)) {
            send(journal, 1, State.ACCEPTED);
        }
        try (FileImportJournal journal = open(Duration.ofDays(1), null)) {
            assertThat(journal.find(key(1))).isPresent();
        }
        FileTime longAgo = FileTime.from(BEGIN);
        Files.setLastModifiedTime(file, longAgo);
        try (FileImportJournal journal = open(Duration.ofDays(1), null)) {
            assertThat(journal.find(key(1))).map(Entry::state).contains(State.ACCEPTED);
            assertThat(Files.getLastModifiedTime(file)).isEqualTo(longAgo);
            send(journal, 2, State.ACCEPTED);
        }
        try (FileImportJournal journal = open(Duration.ofDays(1), null)) {
            assertThat(journal.find(key(1))).map(Entry::state).contains(State.ACCEPTED);
            assertThat(journal.find(key(2))).map(Entry::state).contains(State.ACCEPTED);
        }
    }
}
