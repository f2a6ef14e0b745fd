package io.github.camelherobase.journal;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import javax.sql.DataSource;

import io.github.camelherobase.api.ImportJournal;

/**
 * A journal in a table, for nodes that share one: a claim is the insertion of a primary key, so of two nodes one wins. A
 * claim holds one connection for one statement; a pool of {@code importConcurrency} connections keeps imports fast.
 *
 * <p>The table is made when it is not there: {@code key_hash char(32) primary key, state char(1), changed_at timestamp}.
 */
public final class JdbcImportJournal implements ImportJournal {

    /** The table unless another is named. */
    public static final String DEFAULT_TABLE = "HEROBASE_IMPORT_JOURNAL";

    private static final String UNIQUE_VIOLATED = "23";

    private final DataSource dataSource;
    private final String table;

    public JdbcImportJournal(DataSource dataSource) throws IOException {
        this(dataSource, DEFAULT_TABLE);
    }

    /**
     * @param table letters, digits and underscores, after a schema and a dot if wanted
     * @throws IOException when the table cannot be used nor made
     */
    public JdbcImportJournal(DataSource dataSource, String table) throws IOException {
        this(dataSource, table, true);
    }

    /**
     * @param table letters, digits and underscores, after a schema and a dot if wanted
     * @param createTable whether to make the table when it is missing
     * @throws IOException when the table cannot be used, or is missing and not to be made
     */
    public JdbcImportJournal(DataSource dataSource, String table, boolean createTable) throws IOException {
        if (!table.matches("\\w+(\\.\\w+)?")) {
            throw new IllegalArgumentException(
                    "table=" + table + " is no table's name; expected letters, digits and underscores");
        }
        this.dataSource = dataSource;
        this.table = table;
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(true);
            if (!exists(connection)) {
                if (!createTable) {
                    throw new IOException(
                            "The import journal's table " + table + " is missing; make it with: " + definition());
                }
                create(connection);
            }
        } catch (SQLException e) {
            throw new IOException("The import journal's table " + table + " cannot be used: " + e.getMessage(), e);
        }
    }

    private boolean exists(Connection connection) {
        try (Statement statement = connection.createStatement();
                ResultSet none = statement.executeQuery("select key_hash from " + table + " where 1 = 0")) {
            return !none.next();
        } catch (SQLException e) {
            // If it is not a missing table, making it will say what is wrong.
            return false;
        }
    }

    private void create(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(definition());
        } catch (SQLException e) {
            if (!exists(connection)) {
                throw e;
            }
        }
    }

    private String definition() {
        return "create table " + table
                + " (key_hash char(32) primary key, state char(1) not null, changed_at timestamp not null)";
    }

    @Override
    public Optional<Entry> claim(String key, Instant now) throws IOException {
        return withConnection(connection -> {
            while (true) {
                Optional<Entry> known = find(connection, key);
                if (known.isPresent() && known.get().state() != State.REJECTED) {
                    return known;
                }
                boolean claimed = known.isPresent()
                        ? update(connection, key, State.SENT, now, State.REJECTED) == 1
                        : insert(connection, key, now);
                if (claimed) {
                    return Optional.empty();
                }
                // Another node was faster between the two statements: look again.
            }
        });
    }

    @Override
    public void claimAgain(String key, Instant now) throws IOException {
        withConnection(connection -> update(connection, key, State.SENT, now, State.SENT));
    }

    @Override
    public void settle(String key, State state, Instant now) throws IOException {
        withConnection(connection -> update(connection, key, state, now, State.SENT));
    }

    @Override
    public void release(String key) throws IOException {
        withConnection(connection -> {
            try (PreparedStatement delete =
                    connection.prepareStatement("delete from " + table + " where key_hash = ? and state = ?")) {
                delete.setString(1, key);
                delete.setString(2, code(State.SENT));
                return delete.executeUpdate();
            }
        });
    }

    private Optional<Entry> find(Connection connection, String key) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select state, changed_at from " + table + " where key_hash = ?")) {
            select.setString(1, key);
            try (ResultSet row = select.executeQuery()) {
                return row.next()
                        ? Optional.of(new Entry(
                                state(row.getString(1)), row.getTimestamp(2).toInstant()))
                        : Optional.empty();
            }
        }
    }

    private boolean insert(Connection connection, String key, Instant now) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into " + table + " (key_hash, state, changed_at) values (?, ?, ?)")) {
            insert.setString(1, key);
            insert.setString(2, code(State.SENT));
            insert.setTimestamp(3, Timestamp.from(now));
            insert.executeUpdate();
            return true;
        } catch (SQLException e) {
            if (e.getSQLState() != null && e.getSQLState().startsWith(UNIQUE_VIOLATED)) {
                return false;
            }
            throw e;
        }
    }

    private int update(Connection connection, String key, State to, Instant now, State from) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "update " + table + " set state = ?, changed_at = ? where key_hash = ? and state = ?")) {
            update.setString(1, code(to));
            update.setTimestamp(2, Timestamp.from(now));
            update.setString(3, key);
            update.setString(4, code(from));
            return update.executeUpdate();
        }
    }

    /** Commits each statement by itself: a claim must stand whatever the caller's own transaction comes to. */
    private <T> T withConnection(Work<T> work) throws IOException {
        try (Connection connection = dataSource.getConnection()) {
            boolean autoCommit = connection.getAutoCommit();
            connection.setAutoCommit(true);
            try {
                return work.with(connection);
            } finally {
                connection.setAutoCommit(autoCommit);
            }
        } catch (SQLException e) {
            throw new IOException("The import journal's table " + table + " failed: " + e.getMessage(), e);
        }
    }

    private static String code(State state) {
        return state.name().substring(0, 1);
    }

    private static State state(String code) throws SQLException {
        for (State state : State.values()) {
            if (code(state).equals(code)) {
                return state;
            }
        }
        throw new SQLException("state " + code + " is none of S, A, R");
    }

    /** Nothing is held open. */
    @Override
    public void close() {}

    @FunctionalInterface
    private interface Work<T> {
        T with(Connection connection) throws SQLException;
    }

    /** The table. */
    @Override
    public String toString() {
        return "JdbcImportJournal[" + table + "]";
    }
}
