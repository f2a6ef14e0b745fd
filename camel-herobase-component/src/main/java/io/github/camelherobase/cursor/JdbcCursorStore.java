package io.github.camelherobase.cursor;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;

import org.apache.camel.RuntimeCamelException;
import org.apache.camel.support.service.ServiceSupport;

import io.github.camelherobase.database.Database;
import io.github.camelherobase.database.Dialect;
import io.github.camelherobase.database.Table;

/**
 * Keeps positions in a table, for nodes that take over from each other. Who opens a position raises the fencing number in
 * its entry; a late write of whoever had it before then fails. A write whose answer was lost is read back. A call holds one
 * connection for a moment, is no part of a transaction of the route, and has a bound ({@link #setTimeout}). Tried on
 * PostgreSQL, MariaDB and H2.
 *
 * <p>The table, made at start unless {@link #setCreateTable} is off:
 * {@code herobase_cursor (cursor_key varchar(300) not null primary key, entry varchar(4000) not null)}.
 */
public final class JdbcCursorStore extends ServiceSupport implements CursorStore {

    public static final String DEFAULT_TABLE = "herobase_cursor";

    private static final String COLUMNS = "cursor_key varchar(300) not null primary key, entry varchar(4000) not null";
    private static final int CONFLICTS = 50;

    private final Database database;
    private final Table table;
    private final Map<String, Held> held = new ConcurrentHashMap<>();
    private boolean createTable;
    private volatile int longestKept;

    public JdbcCursorStore(DataSource dataSource) {
        this(dataSource, DEFAULT_TABLE);
    }

    /**
     * @param table letters, digits and underscores, after a schema and a dot if wanted
     * @throws IllegalArgumentException when the table's name is another
     */
    public JdbcCursorStore(DataSource dataSource, String table) {
        this(dataSource, table, true);
    }

    /**
     * @param table letters, digits and underscores, after a schema and a dot if wanted
     * @param createTable whether to make the table at start when it is missing
     * @throws IllegalArgumentException when the table's name is another
     */
    public JdbcCursorStore(DataSource dataSource, String table, boolean createTable) {
        this.database = new Database(dataSource);
        this.table = new Table(database, table, COLUMNS, "cursor_key");
        this.createTable = createTable;
    }

    /** Whether to make the table at start when there is none; default true. */
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

    /**
     * A position that this store has taken.
     *
     * @param stored what lies in the table as far as is known; null: nothing
     */
    private record Held(Fence fence, String stored) {}

    /** A table that was made in another way may cut a text or lose characters of it, without an error. */
    private void checkKept(String key, String written) {
        if (written.length() <= longestKept) {
            return;
        }
        String there = stored(key);
        if (isOf(new Held(Fence.of(written), null), there) && !there.equals(written)) {
            throw new IllegalStateException("The position " + key + " is not kept in " + this + " as it was written ("
                    + written.length() + " characters, of which " + there.length()
                    + " are there): its column entry must be a varchar(4000) of a character set that holds them all");
        }
        longestKept = written.length();
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        table.prepare(createTable, "no position is known");
    }

    @Override
    public String getState(String key) {
        String stored = stored(key);
        return stored == null ? null : Fence.removedFrom(stored);
    }

    @Override
    public boolean takesOver() {
        return true;
    }

    @Override
    public String open(String key) {
        for (int attempt = 0; attempt < CONFLICTS; attempt++) {
            String before = stored(key);
            if (before == null) {
                held.put(key, new Held(Fence.first(), null));
                return null;
            }
            Fence fence = Fence.of(before).next();
            String entry = Fence.removedFrom(before);
            String taken = fence.in(entry);
            if (replace(key, before, taken) || taken.equals(stored(key))) {
                checkKept(key, taken);
                held.put(key, new Held(fence, taken));
                return entry;
            }
        }
        throw new IllegalStateException("The position " + key + " in " + this + " was changed by others " + CONFLICTS
                + " times while it was taken; only one node may read it. Stop the others");
    }

    @Override
    public void setState(String key, String value) {
        if (!held.containsKey(key)) {
            open(key);
        }
        for (int attempt = 0; attempt < CONFLICTS; attempt++) {
            Held own = held.get(key);
            String next = own.fence().in(value);
            boolean written = own.stored() == null ? insert(key, next) : replace(key, own.stored(), next);
            if (written) {
                checkKept(key, next);
                held.put(key, new Held(own.fence(), next));
                return;
            }
            // The answer to a write of ours may have been lost: this one's, or an earlier one's that was late.
            String there = stored(key);
            if (!next.equals(there) && !isOf(own, there)) {
                throw new PositionTakenException("The position " + key + " in " + this
                        + " was moved by another node, which has taken it; only one may read at a time. Where both should"
                        + " stand by for each other, use master:, else stop one of them and start this route again");
            }
            held.put(key, new Held(own.fence(), there));
            if (next.equals(there)) {
                return;
            }
        }
        throw new IllegalStateException("The position " + key + " in " + this + " could not be written");
    }

    private static boolean isOf(Held own, String there) {
        return there != null && Fence.of(there).equals(own.fence());
    }

    @Override
    public List<StoredPosition> positions(String account, String operation) {
        return run("The positions cannot be read from ", session -> {
            try (PreparedStatement query = session.prepare("select cursor_key, entry from " + table.name());
                    ResultSet rows = query.executeQuery()) {
                List<StoredPosition> found = new ArrayList<>();
                while (rows.next()) {
                    StoredPosition position =
                            StoredPosition.of(rows.getString(1), rows.getString(2), account, operation);
                    if (position != null) {
                        found.add(position);
                    }
                }
                return found;
            }
        });
    }

    private String stored(String key) {
        return run("The position " + key + " cannot be read from ", session -> {
            try (PreparedStatement query =
                    session.prepare("select entry from " + table.name() + " where cursor_key = ?")) {
                query.setString(1, key);
                try (ResultSet row = query.executeQuery()) {
                    return row.next() ? row.getString(1) : null;
                }
            }
        });
    }

    private boolean insert(String key, String next) {
        return run("The position " + key + " cannot be written to ", session -> {
            try (PreparedStatement insert =
                    session.prepare("insert into " + table.name() + " (entry, cursor_key) values (?, ?)")) {
                insert.setString(1, next);
                insert.setString(2, key);
                return insert.executeUpdate() == 1;
            } catch (SQLException e) {
                if (Dialect.isDuplicate(e)) {
                    return false;
                }
                throw e;
            }
        });
    }

    private boolean replace(String key, String before, String next) {
        return run("The position " + key + " cannot be written to ", session -> {
            try (PreparedStatement update =
                    session.prepare("update " + table.name() + " set entry = ? where cursor_key = ? and entry = ?")) {
                update.setString(1, next);
                update.setString(2, key);
                update.setString(3, before);
                return update.executeUpdate() == 1;
            }
        });
    }

    private <T> T run(String failure, Database.Work<T> work) {
        try {
            return database.run(work);
        } catch (SQLException e) {
            throw new RuntimeCamelException(failure + this + ": " + e.getMessage(), e);
        }
    }

    @Override
    public String toString() {
        return "table " + table.name();
    }
}
