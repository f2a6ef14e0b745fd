package io.github.camelherobase.journal;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The journal's table: is it there, is it of this version, make or convert it; and how its database tells the time. */
final class JournalSchema {

    private static final Logger LOG = LoggerFactory.getLogger(JournalSchema.class);

    private static final int WAITS = 100;
    private static final long WAIT_NANOS = 300_000_000;
    private static final int BATCH = 1_000;

    private final JournalDatabase database;
    private final String table;

    JournalSchema(JournalDatabase database, String table) {
        this.database = database;
        this.table = table;
    }

    static String definition(String table) {
        return "create table " + table + " (key_hash char(32) not null primary key, state char(1) not null,"
                + " owner varchar(32) not null, since_ms bigint not null, until_ms bigint not null,"
                + " doubt_ms bigint not null, fingerprint varchar(16) not null)";
    }

    /** Milliseconds since 1970 in UTC by the database's clock, whatever the zone of session and server. */
    String timeExpression() throws IOException {
        String product = database.run(
                connection -> connection.getMetaData().getDatabaseProductName().toLowerCase(Locale.ROOT));
        if (product.contains("postgresql")) {
            return "cast(extract(epoch from clock_timestamp()) * 1000 as bigint)";
        }
        if (product.contains("h2")) {
            return "datediff(millisecond, timestamp with time zone '1970-01-01 00:00:00+00', current_timestamp)";
        }
        if (product.contains("mariadb") || product.contains("mysql")) {
            return "cast(unix_timestamp(sysdate(3)) * 1000 as signed)";
        }
        throw new IOException(
                "The import journal does not know how " + product + " tells the time; give the constructor"
                        + " an SQL expression for the milliseconds since 1970 in UTC");
    }

    /** Returns whether the table was converted from the old format, now or earlier. */
    boolean prepare(boolean createTable) throws IOException {
        for (int waits = 0; !has(table, "owner"); waits++) {
            if (has(table, "changed_at")) {
                convert();
            } else if (has(next(), "owner")) {
                if (waits == WAITS) {
                    throw new IOException("The import journal's table " + table + " is missing, but " + next()
                            + " is there: its conversion to a new format was interrupted. Rename " + old() + " back to "
                            + table + ", drop " + next() + ", and start again");
                }
                LockSupport.parkNanos(WAIT_NANOS);
            } else if (createTable) {
                create();
            } else {
                throw new IOException(
                        "The import journal's table " + table + " is missing; make it with: " + definition(table));
            }
        }
        return has(old(), "changed_at");
    }

    private void create() throws IOException {
        try {
            execute(definition(table));
            LOG.warn("The import journal's table {} is new: nothing is known of leads that were sent before", table);
        } catch (IOException e) {
            if (!has(table, "owner")) {
                throw e;
            }
        }
    }

    /** Whether there is such a table with such a column. */
    private boolean has(String name, String column) throws IOException {
        try {
            return database.run(connection -> {
                try (PreparedStatement select = JournalDatabase.prepare(
                                connection, "select " + column + " from " + name + " where 1 = 0");
                        ResultSet none = select.executeQuery()) {
                    return !none.next();
                }
            });
        } catch (IOException e) {
            if (e.getCause() instanceof SQLException sql
                    && sql.getSQLState() != null
                    && sql.getSQLState().startsWith("42")) {
                return false;
            }
            throw e;
        }
    }

    /** Whoever makes the next table converts; others wait until it has the name. */
    private void convert() throws IOException {
        try {
            execute(definition(next()));
        } catch (IOException e) {
            for (int waits = 0; waits < WAITS && !has(table, "owner"); waits++) {
                LockSupport.parkNanos(WAIT_NANOS);
            }
            if (!has(table, "owner")) {
                throw new IOException(
                        "The import journal's table " + table + " is of an old format and " + next()
                                + " is there already: if no other node is converting it now, drop " + next()
                                + " and start again",
                        e);
            }
            return;
        }
        database.run(connection -> {
            copy(connection);
            return null;
        });
        execute("alter table " + table + " rename to " + unqualified(old()));
        execute("alter table " + next() + " rename to " + unqualified(table));
        LOG.warn("The import journal's table {} is converted to a new format; the old one is kept as {}", table, old());
    }

    private void copy(Connection connection) throws SQLException {
        try (PreparedStatement clear = JournalDatabase.prepare(connection, "delete from " + next());
                PreparedStatement select =
                        JournalDatabase.prepare(connection, "select key_hash, state, changed_at from " + table);
                PreparedStatement insert = JournalDatabase.prepare(
                        connection,
                        "insert into " + next()
                                + " (key_hash, state, owner, since_ms, until_ms, doubt_ms, fingerprint)"
                                + " values (?, ?, '', ?, 0, 0, '')")) {
            clear.executeUpdate();
            try (ResultSet row = select.executeQuery()) {
                int batch = 0;
                while (row.next()) {
                    insert.setString(1, row.getString(1));
                    insert.setString(2, row.getString(2));
                    insert.setLong(3, row.getTimestamp(3).getTime());
                    insert.addBatch();
                    if (++batch % BATCH == 0) {
                        insert.executeBatch();
                    }
                }
                insert.executeBatch();
            }
        }
    }

    private void execute(String sql) throws IOException {
        database.run(connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.execute(sql);
            }
        });
    }

    private String old() {
        return table + "_V1";
    }

    private String next() {
        return table + "_V2";
    }

    private static String unqualified(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }
}
