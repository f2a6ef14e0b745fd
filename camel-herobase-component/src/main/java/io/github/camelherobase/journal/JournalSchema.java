package io.github.camelherobase.journal;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.camelherobase.database.Database;
import io.github.camelherobase.database.Dialect;
import io.github.camelherobase.database.Table;

/** The journal's table: is it there, is it of this version, make or convert it. */
final class JournalSchema {

    private static final Logger LOG = LoggerFactory.getLogger(JournalSchema.class);

    private static final int WAITS = 100;
    private static final long WAIT_NANOS = 300_000_000;
    private static final int BATCH = 1_000;

    private static final String COLUMNS = "key_hash char(32) not null primary key, state char(1) not null,"
            + " owner varchar(32) not null, since_ms bigint not null, until_ms bigint not null,"
            + " doubt_ms bigint not null, fingerprint varchar(16) not null";
    private static final Map<String, Integer> WIDTHS =
            Map.of("key_hash", 32, "owner", 32, "since_ms", 13, "until_ms", 13, "doubt_ms", 13, "fingerprint", 16);
    /** Of this format, and of the one before. */
    private static final String COLUMN = "owner";

    private static final String OLD_COLUMN = "changed_at";

    private final Database database;
    private final Table table;
    private final Table next;
    private final Table old;

    JournalSchema(Database database, String name) {
        this.database = database;
        this.table = new Table(database, name, COLUMNS, COLUMN);
        this.next = table.named(name + "_V2");
        this.old = table.named(name + "_V1");
    }

    /** Returns whether the table was converted from the old format, now or earlier. */
    boolean prepare(boolean createTable) throws SQLException {
        if (database.dialect() == Dialect.ORACLE) {
            throw new SQLException(
                    "Oracle keeps an empty text as null, which this journal needs; use PostgreSQL, MariaDB,"
                            + " MySQL, SQL Server or H2, or a FileImportJournal");
        }
        for (int waits = 0; !table.isThere(); waits++) {
            if (table.has(OLD_COLUMN)) {
                convert();
            } else if (next.isThere()) {
                if (waits == WAITS) {
                    throw new SQLException("it is missing, but " + next.name()
                            + " is there: its conversion to a new format was interrupted. Rename " + old.name()
                            + " back to " + table.name() + ", drop " + next.name() + ", and start again");
                }
                LockSupport.parkNanos(WAIT_NANOS);
            } else {
                table.prepare(createTable, "nothing is known of leads that were sent before");
            }
        }
        table.checkWidths(WIDTHS);
        return old.has(OLD_COLUMN);
    }

    /** Whoever makes the next table converts; others wait until it has the name. */
    private void convert() throws SQLException {
        try {
            next.create();
        } catch (SQLException e) {
            for (int waits = 0; waits < WAITS && !table.isThere(); waits++) {
                LockSupport.parkNanos(WAIT_NANOS);
            }
            if (!table.isThere()) {
                throw new SQLException(
                        "it is of an old format and " + next.name()
                                + " is there already: if no other node is converting it now, drop " + next.name()
                                + " and start again",
                        e);
            }
            return;
        }
        database.convert(session -> {
            copy(session);
            return null;
        });
        table.execute("alter table " + table.name() + " rename to " + unqualified(old));
        table.execute("alter table " + next.name() + " rename to " + unqualified(table));
        LOG.warn(
                "The import journal's table {} is converted to a new format; the old one is kept as {}",
                table.name(),
                old.name());
    }

    private void copy(Database.Session session) throws SQLException {
        try (PreparedStatement clear = session.prepare("delete from " + next.name());
                PreparedStatement select = session.prepare("select key_hash, state, changed_at from " + table.name());
                PreparedStatement insert = session.prepare("insert into " + next.name()
                        + " (key_hash, state, owner, since_ms, until_ms, doubt_ms, fingerprint)"
                        + " values (?, ?, '', ?, 0, 0, '')")) {
            clear.executeUpdate();
            try (ResultSet row = select.executeQuery()) {
                int batch = 0;
                while (row.next()) {
                    insert.setString(1, row.getString(1));
                    insert.setString(2, row.getString(2));
                    // In the zone of the node that wrote it, which is hoped to be ours. In the hour that comes twice in
                    // autumn the earlier one: a look-up that begins too early finds all it needs.
                    insert.setLong(
                            3,
                            row.getObject(3, LocalDateTime.class)
                                    .atZone(ZoneId.systemDefault())
                                    .withEarlierOffsetAtOverlap()
                                    .toInstant()
                                    .toEpochMilli());
                    insert.addBatch();
                    if (++batch % BATCH == 0) {
                        insert.executeBatch();
                    }
                }
                insert.executeBatch();
            }
        }
    }

    private static String unqualified(Table named) {
        return named.name().substring(named.name().lastIndexOf('.') + 1);
    }
}
