package io.github.camelherobase.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.github.camelherobase.api.ImportJournal.Claim;
import io.github.camelherobase.api.ImportJournal.Entry;
import io.github.camelherobase.api.ImportJournal.State;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What a process leaves behind that is killed while its journal is open: a copy of the open file holds the same. */
class JournalWriterTest {

    private static final int HEADER = 8;
    private static final int ENTRY = 37;
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int SENDERS = 8;
    private static final int LEADS = 150;

    @TempDir
    private Path folder;

    private Path open;

    @BeforeEach
    void name() {
        open = folder.resolve("open");
    }

    private static String key(int lead) {
        return String.format("%016x%016x", lead * 0x9E3779B97F4A7C15L, (long) lead);
    }

    private static void depart(FileImportJournal journal, int lead) throws IOException {
        assertThat(journal.claim(key(lead), new Claim("one", "00000000000000ff", MINUTE, false)))
                .isEmpty();
        assertThat(journal.sent(key(lead), "one", MINUTE)).isPresent();
    }

    /** As it would be opened after a kill at this moment, with all bytes or with so many only. */
    private FileImportJournal killed(String name, long length) throws IOException {
        Path copy = folder.resolve(name);
        Files.copy(open.resolveSibling("open.synced"), copy.resolveSibling(name + ".synced"));
        byte[] bytes = Files.readAllBytes(open);
        Files.write(copy, Arrays.copyOf(bytes, (int) Math.min(bytes.length, length)));
        return new FileImportJournal(copy);
    }

    private static Optional<State> state(FileImportJournal journal, int lead) throws IOException {
        return journal.find(key(lead)).map(Entry::state);
    }

    @Test
    void whatWasToldIsInTheFileWhileSendersShareWritesAndSyncs() throws Exception {
        try (FileImportJournal journal = new FileImportJournal(open)) {
            ExecutorService threads = Executors.newFixedThreadPool(SENDERS);
            List<Future<Void>> all = threads.invokeAll(IntStream.range(0, SENDERS)
                    .mapToObj(sender -> send(journal, sender * LEADS))
                    .toList());
            threads.shutdown();
            for (Future<Void> each : all) {
                each.get();
            }
            try (FileImportJournal killed = killed("end", Long.MAX_VALUE)) {
                for (int lead = 0; lead < SENDERS * LEADS; lead++) {
                    assertThat(state(killed, lead)).as("lead %d", lead).contains(State.ACCEPTED);
                }
            }
        }
        assertThat(Files.size(open)).isEqualTo(HEADER + 2L * SENDERS * LEADS * ENTRY);
    }

    private Callable<Void> send(FileImportJournal journal, int first) {
        return () -> {
            for (int lead = first; lead < first + LEADS; lead++) {
                depart(journal, lead);
                if (lead % 50 == 0) {
                    try (FileImportJournal killed = killed("sent" + lead, Long.MAX_VALUE)) {
                        assertThat(state(killed, lead)).contains(State.SENT);
                    }
                }
                journal.settle(key(lead), "one", State.ACCEPTED);
                if (lead % 50 == 1) {
                    try (FileImportJournal killed = killed("settled" + lead, Long.MAX_VALUE)) {
                        assertThat(state(killed, lead)).contains(State.ACCEPTED);
                    }
                }
            }
            return null;
        };
    }

    @Test
    void anOpenFileMayEndAtAnyByteBehindWhatWasSynced() throws IOException {
        try (FileImportJournal journal = new FileImportJournal(open)) {
            depart(journal, 1);
            depart(journal, 2);
            journal.settle(key(1), "one", State.ACCEPTED);
            long synced = HEADER + 2 * ENTRY;
            assertThat(Files.size(open)).isGreaterThan(synced + 2 * ENTRY);
            for (long length = synced; length <= synced + 3 * ENTRY; length++) {
                try (FileImportJournal killed = killed("cut" + length, length)) {
                    assertThat(state(killed, 2)).contains(State.SENT);
                    assertThat(state(killed, 1)).contains(length < synced + ENTRY ? State.SENT : State.ACCEPTED);
                }
            }
            assertThatThrownBy(() -> killed("short", synced - 1)).hasMessageContaining("is damaged");
        }
    }

    /** The version before takes what it cannot read at the end for a write that was cut, up to so many bytes. */
    @Test
    void theRoomMadeAheadIsShortEnoughForTheVersionBefore() throws IOException {
        int longestTail = 4_096 * ENTRY;
        try (FileImportJournal journal = new FileImportJournal(open)) {
            for (int lead = 1; lead <= 2_000; lead++) {
                depart(journal, lead);
                assertThat(Files.size(open)).isLessThan(HEADER + (long) lead * ENTRY + longestTail / 2);
            }
        }
    }
}
