package io.github.camelherobase.imports;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.camelherobase.api.ImportJournal;
import io.github.camelherobase.api.ImportJournal.Claim;
import io.github.camelherobase.api.ImportJournal.Entry;
import io.github.camelherobase.api.ImportJournal.State;
import io.github.camelherobase.journal.JdbcImportJournal;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The connection is lost at each statement of a lead's way, before it is done and after it: the journal says the same as
 * without a loss.
 */
class LostJournalAnswersTest {

    private static final String KEY = "0123456789abcdef0123456789abcdef";
    private static final String DATA = "00000000000000aa";
    private static final String FIRST = "00000000000000000000000000000001";
    private static final String SECOND = "00000000000000000000000000000002";
    /** By default each third call is lost where a loss takes long. */
    private static final int SOME = Boolean.getBoolean("proof") ? 1 : 3;

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final List<AutoCloseable> open = new ArrayList<>();

    /** What a sender, or somebody who looks, does with a key. */
    private interface Way {
        List<Object> go(ImportJournal journal) throws Exception;
    }

    private static Claim claim(String owner, boolean evenInDoubt) {
        return new Claim(owner, DATA, MINUTE, evenInDoubt);
    }

    private static List<Object> end(ImportJournal journal, Object... seen) throws Exception {
        List<Object> all = new ArrayList<>(List.of(seen));
        journal.find(KEY).ifPresent(entry -> all.add(entry.state() + (entry.isInDoubt() ? " in doubt" : "")));
        return all;
    }

    private static List<Object> accepted(ImportJournal journal) throws Exception {
        boolean claimed = journal.claim(KEY, claim(FIRST, false)).isEmpty();
        boolean sent = journal.sent(KEY, FIRST, MINUTE).isPresent();
        boolean other = journal.claim(KEY, claim(SECOND, false)).isEmpty();
        journal.settle(KEY, FIRST, State.ACCEPTED);
        return end(journal, claimed, sent, other);
    }

    private static List<Object> notSent(ImportJournal journal) throws Exception {
        boolean claimed = journal.claim(KEY, claim(FIRST, false)).isEmpty();
        journal.sent(KEY, FIRST, MINUTE);
        journal.settle(KEY, FIRST, State.NOT_SENT);
        return end(journal, claimed, journal.claim(KEY, claim(SECOND, false)).isEmpty());
    }

    private static List<Object> doubtThatComesBack(ImportJournal journal) throws Exception {
        journal.claim(KEY, claim(FIRST, false));
        Instant since = journal.sent(KEY, FIRST, MINUTE).orElseThrow();
        journal.settle(KEY, FIRST, State.SENT);
        boolean again = journal.claim(KEY, claim(SECOND, true)).isEmpty();
        journal.sent(KEY, SECOND, MINUTE);
        journal.settle(KEY, SECOND, State.NOT_SENT);
        boolean same = journal.find(KEY).map(Entry::since).filter(since::equals).isPresent();
        return end(journal, again, same, journal.doubts(10).size());
    }

    private static List<Object> settledByHand(ImportJournal journal) throws Exception {
        journal.claim(KEY, claim(FIRST, false));
        Instant since = journal.sent(KEY, FIRST, MINUTE).orElseThrow();
        journal.settle(KEY, FIRST, State.SENT);
        return end(
                journal,
                journal.resolve(KEY, since, State.ACCEPTED),
                journal.doubts(10).size());
    }

    private static final List<Way> WAYS = List.of(
            LostJournalAnswersTest::accepted,
            LostJournalAnswersTest::notSent,
            LostJournalAnswersTest::doubtThatComesBack,
            LostJournalAnswersTest::settledByHand);

    @ParameterizedTest
    @CsvSource({"true,0", "false,8"})
    void aLostConnectionChangesNothing(boolean autoCommit, int isolation) throws Exception {
        JdbcConnectionPool pool =
                JdbcConnectionPool.create("jdbc:h2:mem:" + System.nanoTime() + ";DB_CLOSE_DELAY=-1", "sa", "");
        open.add(pool::dispose);
        loseEach(pool, autoCommit, isolation, autoCommit ? 1 : SOME);
    }

    @Test
    void aLostConnectionChangesNothingOnPostgres() throws Exception {
        EmbeddedPostgres postgres = EmbeddedPostgres.start();
        open.add(postgres);
        loseEach(postgres.getPostgresDatabase(), false, Connection.TRANSACTION_SERIALIZABLE, SOME);
    }

    private static void loseEach(DataSource pool, boolean autoCommit, int isolation, int step) throws Exception {
        Losing losing = new Losing(pool, autoCommit, isolation);
        ImportJournal journal = new JdbcImportJournal(losing.dataSource());
        for (Way way : WAYS) {
            clear(pool);
            List<Object> expected = way.go(journal);
            for (boolean done : List.of(false, true)) {
                int number = 1 - step;
                do {
                    clear(pool);
                    number += step;
                    losing.lose(number, done);
                    assertThat(way.go(journal))
                            .as("way %d, call %d lost, done: %s", WAYS.indexOf(way), number, done)
                            .isEqualTo(expected);
                } while (losing.hasLost());
                assertThat(number).isGreaterThan(5);
            }
        }
    }

    private static void clear(DataSource pool) throws SQLException {
        try (Connection connection = pool.getConnection();
                PreparedStatement delete =
                        connection.prepareStatement("delete from " + JdbcImportJournal.DEFAULT_TABLE)) {
            delete.executeUpdate();
        }
    }

    @AfterEach
    void end() throws Exception {
        for (AutoCloseable one : open) {
            one.close();
        }
    }

    /** Connections, one of whose calls fails: before the database has done it, or with its answer lost. */
    private static final class Losing {

        private final DataSource pool;
        private final boolean autoCommit;
        private final int isolation;
        private int left;
        private boolean done;

        private Losing(DataSource pool, boolean autoCommit, int isolation) {
            this.pool = pool;
            this.autoCommit = autoCommit;
            this.isolation = isolation;
        }

        private void lose(int number, boolean afterIt) {
            left = number;
            done = afterIt;
        }

        private boolean hasLost() {
            return left <= 0;
        }

        private DataSource dataSource() {
            return proxy(DataSource.class, pool);
        }

        private <T> T proxy(Class<T> type, Object target) {
            return type.cast(
                    Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, values) -> {
                        boolean counts = List.of("executeUpdate", "executeQuery", "commit")
                                .contains(method.getName());
                        boolean lost = counts && --left == 0;
                        if (lost && !done) {
                            throw new SQLException("the connection is lost", "08006");
                        }
                        Object result;
                        try {
                            result = method.invoke(target, values);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                        if (lost) {
                            throw new SQLException("the connection is lost", "08006");
                        }
                        if (result instanceof Connection connection) {
                            connection.setAutoCommit(autoCommit);
                            if (isolation > 0) {
                                connection.setTransactionIsolation(isolation);
                            }
                            return proxy(Connection.class, connection);
                        }
                        return result instanceof PreparedStatement statement
                                ? proxy(PreparedStatement.class, statement)
                                : result;
                    }));
        }
    }
}
