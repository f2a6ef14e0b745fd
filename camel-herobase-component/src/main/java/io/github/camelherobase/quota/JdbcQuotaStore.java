package io.github.camelherobase.quota;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Objects;
import javax.sql.DataSource;

import io.github.camelherobase.api.QuotaStore;

/**
 * Shares quota through a database, in the table {@code herobase_quota}, which is made when it is missing. Plain SQL,
 * tried on PostgreSQL and H2. The database's clock times everything, so the processes' clocks need not agree.
 *
 * <p>Bind one as a bean and name it with {@code quotaStore=#bean}. Use a pooled {@code DataSource}: each statement
 * borrows a connection.
 */
public final class JdbcQuotaStore implements QuotaStore {

    private static final String CREATE = "CREATE TABLE IF NOT EXISTS herobase_quota (quota_key VARCHAR(400) NOT NULL"
            + " PRIMARY KEY, version BIGINT NOT NULL, state VARCHAR(4000) NOT NULL)";
    private static final String READ = "SELECT version, state FROM herobase_quota WHERE quota_key = ?";
    private static final String INSERT = "INSERT INTO herobase_quota (version, state, quota_key) VALUES (1, ?, ?)";
    private static final String UPDATE =
            "UPDATE herobase_quota SET version = version + 1, state = ? WHERE quota_key = ? AND version = ?";
    private static final String TIME = "SELECT CURRENT_TIMESTAMP";
    private static final int TIMEOUT_SECONDS = 10;

    private final DataSource dataSource;
    private final String timeQuery;
    private volatile boolean createTable = true;
    private volatile boolean tableMade;

    public JdbcQuotaStore(DataSource dataSource) {
        this(dataSource, TIME);
    }

    /** @param timeQuery a statement that tells the database's time, for one that does not know {@code SELECT CURRENT_TIMESTAMP} */
    public JdbcQuotaStore(DataSource dataSource, String timeQuery) {
        this.dataSource = Objects.requireNonNull(dataSource);
        this.timeQuery = Objects.requireNonNull(timeQuery);
    }

    /** Whether to make the table when it is missing; default true. */
    public void setCreateTable(boolean createTable) {
        this.createTable = createTable;
    }

    @Override
    public Entry read(String key) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            makeTable(connection);
            Entry entry = read(connection, key);
            commit(connection);
            return entry;
        }
    }

    private Entry read(Connection connection, String key) throws SQLException {
        Instant now = now(connection);
        try (PreparedStatement read = prepare(connection, READ)) {
            read.setString(1, key);
            try (ResultSet row = read.executeQuery()) {
                return row.next() ? new Entry(row.getLong(1), row.getString(2), now) : new Entry(0, null, now);
            }
        }
    }

    private Instant now(Connection connection) throws SQLException {
        try (PreparedStatement time = prepare(connection, timeQuery);
                ResultSet row = time.executeQuery()) {
            row.next();
            return row.getTimestamp(1).toInstant();
        }
    }

    @Override
    public boolean write(String key, long version, String text) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            boolean written = version == 0 ? insert(connection, key, text) : update(connection, key, version, text);
            commit(connection);
            return written;
        }
    }

    private boolean insert(Connection connection, String key, String text) throws SQLException {
        try (PreparedStatement insert = prepare(connection, INSERT)) {
            insert.setString(1, text);
            insert.setString(2, key);
            return insert.executeUpdate() == 1;
        } catch (SQLException e) {
            rollback(connection);
            if (read(connection, key).version() > 0) {
                // Another process was first.
                return false;
            }
            throw e;
        }
    }

    private static boolean update(Connection connection, String key, long version, String text) throws SQLException {
        try (PreparedStatement update = prepare(connection, UPDATE)) {
            update.setString(1, text);
            update.setString(2, key);
            update.setLong(3, version);
            return update.executeUpdate() == 1;
        }
    }

    private void makeTable(Connection connection) throws SQLException {
        if (tableMade || !createTable) {
            return;
        }
        try (Statement create = connection.createStatement()) {
            create.execute(CREATE);
        } catch (SQLException e) {
            // Made by another process at the same time, or by hand for a user who may not: then it can be read.
            rollback(connection);
            try {
                read(connection, "");
            } catch (SQLException missing) {
                e.addSuppressed(missing);
                throw e;
            }
        }
        tableMade = true;
    }

    private static PreparedStatement prepare(Connection connection, String sql) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        statement.setQueryTimeout(TIMEOUT_SECONDS);
        return statement;
    }

    private static void commit(Connection connection) throws SQLException {
        if (!connection.getAutoCommit()) {
            connection.commit();
        }
    }

    private static void rollback(Connection connection) throws SQLException {
        if (!connection.getAutoCommit()) {
            connection.rollback();
        }
    }
}
