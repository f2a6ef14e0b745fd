package io.github.camelherobase.quota;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import javax.sql.DataSource;

import io.github.camelherobase.api.QuotaStore;
import io.github.camelherobase.database.Database;
import io.github.camelherobase.database.Database.Session;
import io.github.camelherobase.database.Dialect;
import io.github.camelherobase.database.Table;

/**
 * Shares quota through a database, in the table {@code herobase_quota}, which is made when it is missing. Tried on
 * PostgreSQL, MariaDB and H2; MySQL, SQL Server and Oracle are known. The database's clock times everything, so the
 * processes' clocks need not agree. A call holds one connection for a moment, is no part of a transaction of the route, and
 * has a bound ({@link #setTimeout}).
 *
 * <p>Bind one as a bean and name it with {@code quotaStore=#bean}. Use a pooled {@code DataSource} of which routes that wait
 * do not take all connections.
 */
public final class JdbcQuotaStore implements QuotaStore {

    /** The table unless another is named. */
    public static final String DEFAULT_TABLE = "herobase_quota";

    private static final String COLUMNS =
            "quota_key varchar(400) not null primary key, version bigint not null, state varchar(4000) not null";

    private final Database database;
    private final Table table;
    private final String insert;
    private final String update;
    private final String timeQuery;
    private final String timeExpression;
    private volatile boolean createTable;
    private volatile boolean prepared;

    public JdbcQuotaStore(DataSource dataSource) {
        this(dataSource, DEFAULT_TABLE);
    }

    /**
     * @param tableOrTimeQuery letters, digits and underscores, after a schema and a dot if wanted; or, as versions before
     *     took here, a statement that tells the database's time as a timestamp
     */
    public JdbcQuotaStore(DataSource dataSource, String tableOrTimeQuery) {
        this(
                dataSource,
                isQuery(tableOrTimeQuery) ? DEFAULT_TABLE : tableOrTimeQuery,
                true,
                null,
                isQuery(tableOrTimeQuery) ? tableOrTimeQuery : null);
    }

    /**
     * @param table letters, digits and underscores, after a schema and a dot if wanted
     * @param createTable whether to make the table when it is missing
     */
    public JdbcQuotaStore(DataSource dataSource, String table, boolean createTable) {
        this(dataSource, table, createTable, null);
    }

    /**
     * @param table letters, digits and underscores, after a schema and a dot if wanted
     * @param createTable whether to make the table when it is missing
     * @param timeExpression SQL for the milliseconds since 1970 in UTC, for a database other than those above; null: known
     */
    public JdbcQuotaStore(DataSource dataSource, String table, boolean createTable, String timeExpression) {
        this(dataSource, table, createTable, timeExpression, null);
    }

    private JdbcQuotaStore(
            DataSource dataSource, String table, boolean createTable, String timeExpression, String timeQuery) {
        this.database = new Database(dataSource);
        this.table = new Table(database, table, COLUMNS, "quota_key");
        this.createTable = createTable;
        this.timeExpression = timeExpression;
        this.timeQuery = timeQuery;
        this.insert = "insert into " + table + " (version, state, quota_key) values (1, ?, ?)";
        this.update = "update " + table + " set version = version + 1, state = ? where quota_key = ? and version = ?";
    }

    private static boolean isQuery(String text) {
        return Objects.requireNonNull(text).contains(" ");
    }

    /** Whether to make the table when it is missing; default true. */
    public void setCreateTable(boolean createTable) {
        this.createTable = createTable;
    }

    /**
     * How long a statement may take, 10 s by default. A call with all its tries ends after three times as long, whatever the
     * network, the pool or the driver does.
     */
    public void setTimeout(Duration timeout) {
        database.setTimeout(timeout);
    }

    @Override
    public Entry read(String key) throws SQLException {
        if (!prepared) {
            table.prepare(createTable, "nothing is known of requests that were sent before");
            prepared = true;
        }
        if (timeQuery != null) {
            return database.run(session -> entry(session, key, toldTime(session)));
        }
        String now = now();
        String read = "select version, state, " + now + " from " + table.name() + " where quota_key = ?";
        String time = database.dialect().select(now);
        return database.run(session -> {
            try (PreparedStatement select = session.prepare(read)) {
                select.setString(1, key);
                try (ResultSet row = select.executeQuery()) {
                    if (row.next()) {
                        return new Entry(row.getLong(1), row.getString(2), Instant.ofEpochMilli(row.getLong(3)));
                    }
                }
            }
            try (PreparedStatement select = session.prepare(time);
                    ResultSet row = select.executeQuery()) {
                row.next();
                return new Entry(0, null, Instant.ofEpochMilli(row.getLong(1)));
            }
        });
    }

    private String now() throws SQLException {
        return timeExpression == null ? database.timeExpression() : timeExpression;
    }

    private Instant toldTime(Session session) throws SQLException {
        try (PreparedStatement time = session.prepare(timeQuery);
                ResultSet row = time.executeQuery()) {
            row.next();
            return row.getTimestamp(1).toInstant();
        }
    }

    private Entry entry(Session session, String key, Instant now) throws SQLException {
        try (PreparedStatement read =
                session.prepare("select version, state from " + table.name() + " where quota_key = ?")) {
            read.setString(1, key);
            try (ResultSet row = read.executeQuery()) {
                return row.next() ? new Entry(row.getLong(1), row.getString(2), now) : new Entry(0, null, now);
            }
        }
    }

    @Override
    public boolean write(String key, long version, String text) throws SQLException {
        boolean written = version == 0 ? inserted(key, text) : updated(key, version, text);
        // The answer to a write that was made may have been lost, and the write made again.
        return written || isThere(key, version + 1, text);
    }

    private boolean inserted(String key, String text) throws SQLException {
        try {
            return database.run(session -> {
                try (PreparedStatement statement = session.prepare(insert)) {
                    statement.setString(1, text);
                    statement.setString(2, key);
                    return statement.executeUpdate() == 1;
                }
            });
        } catch (SQLException e) {
            if (Dialect.isDuplicate(e)) {
                return false;
            }
            throw e;
        }
    }

    private boolean updated(String key, long version, String text) throws SQLException {
        return database.run(session -> {
            try (PreparedStatement statement = session.prepare(update)) {
                statement.setString(1, text);
                statement.setString(2, key);
                statement.setLong(3, version);
                return statement.executeUpdate() == 1;
            }
        });
    }

    private boolean isThere(String key, long version, String text) throws SQLException {
        Entry entry = database.run(session -> entry(session, key, Instant.EPOCH));
        return entry.version() == version && text.equals(entry.text());
    }

    /** The table. */
    @Override
    public String toString() {
        return "table " + table.name();
    }
}
