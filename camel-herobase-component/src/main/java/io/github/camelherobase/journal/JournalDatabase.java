package io.github.camelherobase.journal;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLTransientException;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;

/**
 * Short transactions on a pool of any isolation, with or without auto-commit: each is committed by itself, has a bound on
 * every call, and is run again when it met another one or lost its connection. What runs here must bear to be run again
 * after it was committed, as the answer to a commit can be lost.
 */
final class JournalDatabase {

    private static final int TIMEOUT_SECONDS = 10;
    private static final int NETWORK_TIMEOUT_MILLIS = 15_000;
    private static final int ATTEMPTS = 5;
    private static final long PAUSE_NANOS = 20_000_000;

    /** Connection lost, deadlock or serialization failure, interrupted by the server, timed out. */
    private static final Set<String> WORTH_ANOTHER_ATTEMPT = Set.of("08", "40", "57", "HY");

    private final DataSource dataSource;
    private final String table;

    JournalDatabase(DataSource dataSource, String table) {
        this.dataSource = dataSource;
        this.table = table;
    }

    @FunctionalInterface
    interface Work<T> {
        T with(Connection connection) throws SQLException;
    }

    <T> T run(Work<T> work) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                return once(work);
            } catch (SQLException e) {
                if (attempt == ATTEMPTS || !isWorthAnotherAttempt(e)) {
                    throw new IOException("The import journal's table " + table + " failed: " + e.getMessage(), e);
                }
                LockSupport.parkNanos(
                        attempt * PAUSE_NANOS + ThreadLocalRandom.current().nextLong(PAUSE_NANOS));
            }
        }
    }

    private static boolean isWorthAnotherAttempt(SQLException e) {
        return e instanceof SQLTransientException
                || e.getSQLState() != null
                        && e.getSQLState().length() >= 2
                        && WORTH_ANOTHER_ATTEMPT.contains(e.getSQLState().substring(0, 2));
    }

    private <T> T once(Work<T> work) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            int before = limit(connection, NETWORK_TIMEOUT_MILLIS);
            try {
                T result = work.with(connection);
                if (!connection.getAutoCommit()) {
                    connection.commit();
                }
                return result;
            } catch (SQLException e) {
                rollback(connection, e);
                throw e;
            } finally {
                if (before >= 0) {
                    limit(connection, before);
                }
            }
        }
    }

    private static void rollback(Connection connection, SQLException why) {
        try {
            if (!connection.getAutoCommit()) {
                connection.rollback();
            }
        } catch (SQLException e) {
            why.addSuppressed(e);
        }
    }

    /** Returns what was set before; -1 when the driver knows no such bound. */
    private static int limit(Connection connection, int millis) {
        try {
            int before = connection.getNetworkTimeout();
            connection.setNetworkTimeout(Runnable::run, millis);
            return before;
        } catch (SQLFeatureNotSupportedException | AbstractMethodError e) {
            return -1;
        } catch (SQLException e) {
            // A connection that is lost already: the statement will say so.
            return -1;
        }
    }

    static PreparedStatement prepare(Connection connection, String sql) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        statement.setQueryTimeout(TIMEOUT_SECONDS);
        return statement;
    }
}
