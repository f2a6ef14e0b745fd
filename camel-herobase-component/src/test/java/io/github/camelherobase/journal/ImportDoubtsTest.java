package io.github.camelherobase.journal;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.github.camelherobase.api.ImportJournal;
import io.github.camelherobase.api.ImportJournal.Claim;
import io.github.camelherobase.api.ImportJournal.Entry;
import io.github.camelherobase.api.ImportJournal.State;

import static org.assertj.core.api.Assertions.assertThat;

/** The command of whoever is on call. */
class ImportDoubtsTest {

    private static final String KEY = "0123456789abcdef0123456789abcdef";
    private static final String OTHER = "0123456789abcdef0123456789abcde0";

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final ImportDoubts command = new ImportDoubts(new PrintStream(printed, true));

    private static void doubt(ImportJournal journal, String key) throws Exception {
        journal.claim(key, new Claim(OTHER, "00000000000000aa", Duration.ofMinutes(1), false));
        journal.sent(key, OTHER, Duration.ofMinutes(1));
        journal.settle(key, OTHER, State.SENT);
    }

    @Test
    void doubtsOfAFileAreListedAndSettled(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("journal");
        try (FileImportJournal journal = new FileImportJournal(file)) {
            doubt(journal, KEY);
            doubt(journal, OTHER);
            assertThat(command.run(file.toString())).isEqualTo(2);
            assertThat(printed.toString()).contains("open already");
        }
        settles(file.toString());
        try (FileImportJournal journal = new FileImportJournal(file)) {
            assertThat(journal.find(KEY)).map(Entry::state).contains(State.ACCEPTED);
            assertThat(journal.find(OTHER).map(Entry::state).orElse(State.NOT_SENT))
                    .isEqualTo(State.NOT_SENT);
        }
    }

    @Test
    void doubtsOfATableAreListedAndSettled() throws Exception {
        String url = "jdbc:h2:mem:" + System.nanoTime() + ";DB_CLOSE_DELAY=-1";
        JdbcConnectionPool pool = JdbcConnectionPool.create(url, "", "");
        try {
            JdbcImportJournal journal = new JdbcImportJournal(pool, "MY_JOURNAL");
            doubt(journal, KEY);
            doubt(journal, OTHER);
            settles(url + "#MY_JOURNAL");
            assertThat(journal.find(KEY)).map(Entry::state).contains(State.ACCEPTED);
            assertThat(command.run(url)).isEqualTo(2);
        } finally {
            pool.dispose();
        }
    }

    private void settles(String name) {
        printed.reset();
        assertThat(command.run(name)).isZero();
        assertThat(printed.toString()).contains(KEY + " 20", "2 in doubt");
        assertThat(command.run(name, "accepted", KEY)).isZero();
        assertThat(command.run(name, "notSent", OTHER)).isZero();
        assertThat(command.run(name, "accepted", KEY, "nonsense")).isEqualTo(1);
        assertThat(printed.toString()).contains(KEY + " is settled", KEY + " is not in doubt", "nonsense is not a key");
    }

    @Test
    void aMistypedNameMakesNoJournal(@TempDir Path folder) {
        Path file = folder.resolve("mistyped");
        assertThat(command.run(file.toString())).isEqualTo(2);
        assertThat(command.run()).isEqualTo(2);
        assertThat(command.run(file.toString(), "acepted", KEY)).isEqualTo(2);
        assertThat(Files.exists(file)).isFalse();
        assertThat(printed.toString()).contains("There is no import journal " + file, "Usage");
    }
}
