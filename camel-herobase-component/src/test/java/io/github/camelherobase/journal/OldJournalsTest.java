package io.github.camelherobase.journal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.TimeZone;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.h2.jdbcx.JdbcConnectionPool;
import org.h2.util.DateTimeUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.camelherobase.api.ImportJournal;
import io.github.camelherobase.api.ImportJournal.Claim;
import io.github.camelherobase.api.ImportJournal.Entry;
import io.github.camelherobase.api.ImportJournal.State;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Journals that the version of commit 8ba5f47 wrote: keys 1, 5 and 6 were sent, 2 was accepted, 3 rejected, 4 released. The
 * table was written in Europe/Copenhagen, 5 and 6 in the hour that comes twice.
 */
class OldJournalsTest {

    private static final Instant FIRST = Instant.parse("2026-05-06T08:00:01.123Z");
    private static final Instant BEFORE_THE_CHANGE = Instant.parse("2026-10-25T00:30:00Z");

    private static String key(int number) {
        return String.format(Locale.ROOT, "%032x", number + 0xABCDEF00L);
    }

    private static InputStream fixture(String end) {
        return OldJournalsTest.class.getResourceAsStream("/journal/before-november-2026." + end);
    }

    @Test
    void aFileIsRead(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("journal");
        try (InputStream in = fixture("import")) {
            Files.copy(in, file);
        }
        for (int opening = 0; opening < 2; opening++) {
            try (FileImportJournal journal = new FileImportJournal(file)) {
                holdsWhatWasWritten(journal, BEFORE_THE_CHANGE.plus(Duration.ofHours(1)));
            }
        }
    }

    @Test
    void aTableIsRead() throws Exception {
        TimeZone before = TimeZone.getDefault();
        JdbcConnectionPool pool = database();
        try (InputStream in = fixture("sql")) {
            TimeZone.setDefault(TimeZone.getTimeZone("Europe/Copenhagen"));
            // H2 remembers it.
            DateTimeUtils.resetCalendar();
            try (Connection connection = pool.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
            for (int opening = 0; opening < 2; opening++) {
                // Which of the two hours it was is not in the table; the earlier is the safe one.
                holdsWhatWasWritten(new JdbcImportJournal(pool), BEFORE_THE_CHANGE);
            }
        } finally {
            TimeZone.setDefault(before);
            // H2 remembers it.
            DateTimeUtils.resetCalendar();
            pool.dispose();
        }
    }

    /** What another node does half a second later, and how the table is until then. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "create table herobase_import_journal (key_hash char(32), state char(1), changed_at timestamp)|"
                        + "alter table herobase_import_journal rename to herobase_import_journal_v1",
                "create table unrelated (a int)|drop table unrelated"
            })
    void aTableThatAnotherNodeConvertsIsWaitedFor(String until, String then) throws Exception {
        JdbcConnectionPool pool = database();
        try {
            new JdbcImportJournal(pool).find(key(1));
            execute(pool, "alter table herobase_import_journal rename to herobase_import_journal_v2");
            execute(pool, until);
            CompletableFuture<Void> other = CompletableFuture.runAsync(
                    () -> {
                        execute(pool, then);
                        execute(pool, "alter table herobase_import_journal_v2 rename to herobase_import_journal");
                    },
                    CompletableFuture.delayedExecutor(500, TimeUnit.MILLISECONDS));

            assertThat(new JdbcImportJournal(pool).find(key(1))).isEmpty();
            other.join();
        } finally {
            pool.dispose();
        }
    }

    @Test
    void aColumnThatIsTooNarrowIsNamed() {
        JdbcConnectionPool pool = database();
        execute(
                pool,
                "create table herobase_import_journal (key_hash char(32) not null primary key, state char(1) not null,"
                        + " owner varchar(31) not null, since_ms bigint not null, until_ms bigint not null,"
                        + " doubt_ms bigint not null, fingerprint varchar(16) not null)");

        assertThatThrownBy(() -> new JdbcImportJournal(pool).find(key(1)))
                .hasStackTraceContaining("its column owner is too narrow");
        pool.dispose();
    }

    private static JdbcConnectionPool database() {
        return JdbcConnectionPool.create("jdbc:h2:mem:" + System.nanoTime() + ";DB_CLOSE_DELAY=-1", "sa", "");
    }

    private static void execute(JdbcConnectionPool pool, String sql) {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void holdsWhatWasWritten(ImportJournal journal, Instant sixth) throws IOException {
        assertThat(journal.hasOldKeys()).isTrue();
        assertThat(journal.doubts(10)).extracting(Entry::key).containsExactly(key(1), key(5), key(6));
        assertThat(since(journal, 1)).contains(FIRST);
        assertThat(since(journal, 5)).contains(BEFORE_THE_CHANGE);
        assertThat(since(journal, 6)).contains(sixth);
        assertThat(journal.find(key(2))).map(Entry::state).contains(State.ACCEPTED);
        for (int free : new int[] {3, 4}) {
            String owner = key(90 + free);
            Claim claim = new Claim(owner, "00000000000000aa", Duration.ofMinutes(1), false);
            assertThat(journal.claim(key(free), claim)).isEmpty();
            journal.settle(key(free), owner, State.NOT_SENT);
        }
    }

    private static Optional<Instant> since(ImportJournal journal, int number) throws IOException {
        return journal.find(key(number)).map(Entry::since);
    }
}
