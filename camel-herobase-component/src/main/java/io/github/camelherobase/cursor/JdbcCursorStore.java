package io.github.camelherobase.cursor;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import javax.sql.DataSource;

import org.apache.camel.RuntimeCamelException;
import org.apache.camel.support.service.ServiceSupport;

/**
 * Keeps positions in a table, for nodes that take over from each other. One node reads at a time: a position that another
 * one moved meanwhile is noticed at the next write, which then fails.
 *
 * <p>The table, made at start when {@link #setCreateTable} is on:
 * {@code herobase_cursor (cursor_key VARCHAR(300) PRIMARY KEY, entry VARCHAR(4000) NOT NULL)}.
 */
public final class JdbcCursorStore extends ServiceSupport implements CursorStore {

    public static final String DEFAULT_TABLE = "herobase_cursor";

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.]*");

    private final DataSource dataSource;
    private final String table;
    private final Map<String, String> lastSeen = new ConcurrentHashMap<>();
    private boolean createTable;

    public JdbcCursorStore(DataSource dataSource) {
        this(dataSource, DEFAULT_TABLE);
    }

    /** @throws IllegalArgumentException when the table's name is more than letters, digits, underscores and dots */
    public JdbcCursorStore(DataSource dataSource, String table) {
        if (!NAME.matcher(table).matches()) {
            throw new IllegalArgumentException("The table name " + table + " is not one of letters, digits, _ and .");
        }
        this.dataSource = dataSource;
        this.table = table;
    }

    /** Whether to make the table at start when there is none; default false. */
    public void setCreateTable(boolean createTable) {
        this.createTable = createTable;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        if (createTable) {
            try (Connection connection = dataSource.getConnection();
                    PreparedStatement create = connection.prepareStatement("CREATE TABLE IF NOT EXISTS " + table
                            + " (cursor_key VARCHAR(300) PRIMARY KEY, entry VARCHAR(4000) NOT NULL)")) {
                create.execute();
            }
        }
    }

    @Override
    public String getState(String key) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement query =
                        connection.prepareStatement("SELECT entry FROM " + table + " WHERE cursor_key = ?")) {
            query.setString(1, key);
            try (ResultSet row = query.executeQuery()) {
                if (!row.next()) {
                    lastSeen.remove(key);
                    return null;
                }
                String entry = row.getString(1);
                lastSeen.put(key, entry);
                return entry;
            }
        } catch (SQLException e) {
            throw new RuntimeCamelException("The position " + key + " cannot be read from the table " + table, e);
        }
    }

    @Override
    public List<StoredPosition> positions(String account, String operation) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement query = connection.prepareStatement("SELECT cursor_key, entry FROM " + table);
                ResultSet rows = query.executeQuery()) {
            List<StoredPosition> found = new ArrayList<>();
            while (rows.next()) {
                StoredPosition position = StoredPosition.of(rows.getString(1), rows.getString(2), account, operation);
                if (position != null) {
                    found.add(position);
                }
            }
            return found;
        } catch (SQLException e) {
            throw new RuntimeCamelException("The positions cannot be read from the table " + table, e);
        }
    }

    @Override
    public void setState(String key, String value) {
        String before = lastSeen.get(key);
        try (Connection connection = dataSource.getConnection()) {
            boolean written = before == null ? insert(connection, key, value) : update(connection, key, before, value);
            if (!connection.getAutoCommit()) {
                connection.commit();
            }
            if (!written) {
                throw new IllegalStateException("The position " + key + " in the table " + table
                        + " was moved by another node; only one may read at a time. Stop the other, then start again");
            }
            lastSeen.put(key, value);
        } catch (SQLException e) {
            throw new RuntimeCamelException("The position " + key + " cannot be written to the table " + table, e);
        }
    }

    private boolean insert(Connection connection, String key, String value) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO " + table + " (entry, cursor_key) VALUES (?, ?)")) {
            insert.setString(1, value);
            insert.setString(2, key);
            return insert.executeUpdate() == 1;
        }
    }

    private boolean update(Connection connection, String key, String before, String value) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("UPDATE " + table + " SET entry = ? WHERE cursor_key = ? AND entry = ?")) {
            update.setString(1, value);
            update.setString(2, key);
            update.setString(3, before);
            return update.executeUpdate() == 1;
        }
    }

    @Override
    public String toString() {
        return "table " + table;
    }
}
