package io.github.camelherobase.imports;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.github.camelherobase.api.ImportJournal;
import io.github.camelherobase.api.ImportJournal.Entry;
import io.github.camelherobase.api.ImportJournal.State;
import io.github.camelherobase.journal.FileImportJournal;
import io.github.camelherobase.journal.JdbcImportJournal;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Every journal keeps the same promises. */
class ImportJournalTest {

    private static final Instant NOW = Instant.parse("2026-05-06T08:00:00.123Z");

    private static String key(long number) {
        return String.format(Locale.ROOT, "%016x%016x", number * 0x9E3779B97F4A7C15L, number);
    }

    abstract static class Contract {

        ImportJournal journal;

        abstract ImportJournal open() throws IOException;

        @BeforeEach
        void begin() throws IOException {
            journal = open();
        }

        @AfterEach
        void end() throws IOException {
            journal.close();
        }

        private void reopen() throws IOException {
            journal.close();
            journal = open();
        }

        @Test
        void aNewKeyIsClaimedOnce() throws IOException {
            assertThat(journal.claim(key(1), NOW)).isEmpty();
            assertThat(journal.claim(key(1), NOW.plusSeconds(5))).contains(new Entry(State.SENT, NOW));
            reopen();
            assertThat(journal.claim(key(1), NOW)).contains(new Entry(State.SENT, NOW));
        }

        @Test
        void anAcceptedKeyIsNeverClaimedAgain() throws IOException {
            journal.claim(key(2), NOW);
            journal.settle(key(2), State.ACCEPTED, NOW);
            reopen();
            assertThat(journal.claim(key(2), NOW)).map(Entry::state).contains(State.ACCEPTED);
        }

        @Test
        void aRejectedKeyMayBeMendedAndClaimedAgain() throws IOException {
            journal.claim(key(3), NOW);
            journal.settle(key(3), State.REJECTED, NOW);
            assertThat(journal.claim(key(3), NOW)).isEmpty();
            journal.settle(key(3), State.REJECTED, NOW);
            reopen();
            assertThat(journal.claim(key(3), NOW)).isEmpty();
            assertThat(journal.claim(key(3), NOW)).map(Entry::state).contains(State.SENT);
        }

        @Test
        void aReleasedKeyIsAsIfNeverClaimed() throws IOException {
            journal.claim(key(4), NOW);
            journal.release(key(4));
            reopen();
            assertThat(journal.claim(key(4), NOW)).isEmpty();
        }

        @Test
        void aDoubtfulKeyCanBeClaimedAgain() throws IOException {
            journal.claim(key(5), NOW);
            journal.claimAgain(key(5), NOW.plusSeconds(60));
            assertThat(journal.claim(key(5), NOW)).contains(new Entry(State.SENT, NOW.plusSeconds(60)));
        }

        @Test
        void ofManyWhoClaimAKeyOneGetsIt() throws Exception {
            ConcurrentHashMap<Integer, Integer> claims = new ConcurrentHashMap<>();
            ExecutorService threads = Executors.newFixedThreadPool(8);
            List<Future<?>> all = new ArrayList<>();
            for (int thread = 0; thread < 8; thread++) {
                all.add(threads.submit(() -> {
                    for (int number = 100; number < 150; number++) {
                        if (journal.claim(key(number), NOW).isEmpty()) {
                            claims.merge(number, 1, Integer::sum);
                        }
                    }
                    return null;
                }));
            }
            for (Future<?> one : all) {
                one.get(60, TimeUnit.SECONDS);
            }
            threads.shutdown();
            assertThat(claims).hasSize(50).allSatisfy((number, count) -> assertThat(count)
                    .isEqualTo(1));
        }
    }

    @Nested
    class InAFile extends Contract {

        @TempDir
        private Path folder;

        @Override
        ImportJournal open() throws IOException {
            return new FileImportJournal(file());
        }

        private Path file() {
            return folder.resolve("sub/import.journal");
        }

        @Test
        void onlyItsOwnerReadsIt() throws IOException {
            assertThat(Files.getPosixFilePermissions(file())).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        }

        @Test
        void aSecondOneOnTheSameFileIsRefused() {
            assertThatThrownBy(this::open).isInstanceOf(IOException.class).hasMessageContaining("is open already");
        }

        @Test
        void anEntryThatWasBeingWrittenIsNotThere() throws IOException {
            journal.claim(key(1), NOW);
            journal.close();
            Files.write(file(), new byte[] {0, 0, 0, 1}, StandardOpenOption.APPEND);
            try (ImportJournal again = open()) {
                assertThat(again.claim(key(1), NOW)).isPresent();
                assertThat(again.claim(key(2), NOW)).isEmpty();
            }
        }

        @Test
        void manyKeysAreCompactedToOneEntryEach() throws IOException {
            journal.close();
            try (ImportJournal many = open()) {
                for (int number = 0; number < 600; number++) {
                    many.claim(key(number), NOW);
                    many.settle(key(number), number % 3 == 0 ? State.REJECTED : State.ACCEPTED, NOW);
                }
            }
            long before = Files.size(file());
            try (ImportJournal again = open()) {
                assertThat(Files.size(file())).isEqualTo(8 + 400 * 25).isLessThan(before);
                for (int number = 0; number < 600; number++) {
                    assertThat(again.claim(key(number), NOW).isPresent()).isEqualTo(number % 3 != 0);
                }
            }
        }

        @Test
        void anotherFileIsLeftAlone() throws IOException {
            journal.close();
            Files.writeString(file(), "somebody's data");
            assertThatThrownBy(this::open).hasMessageContaining("is no import journal");
            assertThat(file()).hasContent("somebody's data");
        }
    }

    @Nested
    class InH2 extends Contract {

        private final JdbcConnectionPool pool =
                JdbcConnectionPool.create("jdbc:h2:mem:" + System.nanoTime() + ";DB_CLOSE_DELAY=-1", "sa", "");

        @Override
        ImportJournal open() throws IOException {
            return new JdbcImportJournal(pool);
        }

        @AfterEach
        void dispose() {
            pool.dispose();
        }
    }

    @Nested
    class InPostgresql extends Contract {

        private static EmbeddedPostgres postgresql;
        private static int tables;
        private final String table = "journal_" + tables++;

        @BeforeAll
        static void start() throws IOException {
            postgresql = EmbeddedPostgres.start();
        }

        @AfterAll
        static void stop() throws IOException {
            postgresql.close();
        }

        @Override
        ImportJournal open() throws IOException {
            DataSource dataSource = postgresql.getPostgresDatabase();
            return new JdbcImportJournal(dataSource, table);
        }
    }
}
