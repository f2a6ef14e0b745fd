package io.github.camelherobase.journal;

import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

import io.github.camelherobase.api.ImportJournal;
import io.github.camelherobase.database.Database;
import io.github.camelherobase.database.Dialect;

/**
 * A journal in a table, for nodes that share one. Every change is a compare-and-set of one row, so of two nodes one wins,
 * at any isolation, with or without auto-commit; the database's clock times everything, so clocks and zones of the nodes
 * need not agree. Each call holds one connection for one statement, is no part of a transaction of the route, and has a bound
 * ({@link #setTimeout}); a pool of {@code importConcurrency} connections keeps imports fast. Tried on PostgreSQL, MariaDB and
 * H2; MySQL and SQL Server are known. Not for Oracle, where an empty text is null.
 *
 * <p>The table is made when it is missing: {@code key_hash char(32) primary key, state char(1), owner varchar(32), since_ms
 * bigint, until_ms bigint, doubt_ms bigint, fingerprint varchar(16)}, all {@code not null}. A table of the earlier format is
 * converted, and kept under its name with {@code _V1} behind it.
 */
public final class JdbcImportJournal implements ImportJournal {

    /** The table unless another is named. */
    public static final String DEFAULT_TABLE = "HEROBASE_IMPORT_JOURNAL";

    private static final State[] STATES = State.values();

    private final Database database;
    private final String table;
    private final String now;
    private final String columns;
    private final boolean oldKeys;

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
        this(dataSource, table, createTable, null);
    }

    /**
     * @param table letters, digits and underscores, after a schema and a dot if wanted
     * @param createTable whether to make the table when it is missing
     * @param timeExpression SQL for the milliseconds since 1970 in UTC, for a database other than those above; null: known
     * @throws IOException when the table cannot be used, or is missing and not to be made
     */
    public JdbcImportJournal(DataSource dataSource, String table, boolean createTable, String timeExpression)
            throws IOException {
        this.table = table;
        this.database = new Database(dataSource);
        JournalSchema schema = new JournalSchema(database, table);
        try {
            this.oldKeys = schema.prepare(createTable);
            this.now = timeExpression == null ? database.timeExpression() : timeExpression;
        } catch (SQLException e) {
            throw failed(e);
        }
        this.columns =
                "select key_hash, state, owner, since_ms, until_ms, doubt_ms, fingerprint, " + now + " from " + table;
    }

    /**
     * How long a statement may take, 10 s by default. A call with all its tries ends after three times as long, whatever the
     * network, the pool or the driver does.
     */
    public void setTimeout(Duration timeout) {
        database.setTimeout(timeout);
    }

    private IOException failed(SQLException e) {
        return new IOException("The import journal's table " + table + " failed: " + e.getMessage(), e);
    }

    private <T> T run(Database.Work<T> work) throws IOException {
        try {
            return database.run(work);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /**
     * A row.
     *
     * @param doubtBefore when the lead left the time before, of which nothing is known; 0: it did not
     * @param now the store's time
     */
    private record Row(
            String key,
            State state,
            String owner,
            long since,
            long until,
            long doubtBefore,
            String fingerprint,
            long now) {

        /** A claim that is over leaves what was before it. */
        Row seen() {
            if (state != State.CLAIMED || until > now) {
                return this;
            }
            return doubtBefore == 0
                    ? new Row(key, State.NOT_SENT, owner, since, 0, 0, fingerprint, now)
                    : new Row(key, State.SENT, owner, doubtBefore, 0, 0, fingerprint, now);
        }

        Entry entry() {
            boolean open = state == State.CLAIMED || state == State.SENT;
            return new Entry(
                    key,
                    state,
                    Instant.ofEpochMilli(since),
                    Duration.ofMillis(Math.max(0, now - since)),
                    Duration.ofMillis(open ? Math.max(0, until - now) : 0),
                    fingerprint);
        }
    }

    @Override
    public Optional<Entry> claim(String key, Claim claim) throws IOException {
        while (true) {
            Row row = row(key);
            if (row == null) {
                if (insert(key, claim)) {
                    return Optional.empty();
                }
                continue;
            }
            if (row.state == State.CLAIMED && row.owner.equals(claim.owner())) {
                // The answer to the statement that claimed it was lost.
                return Optional.empty();
            }
            Row seen = row.seen();
            Entry entry = seen.entry();
            boolean free = seen.state == State.NOT_SENT || seen.state == State.REJECTED;
            boolean again = entry.isInDoubt() && claim.evenInDoubt() && entry.isOf(claim.fingerprint());
            if (!free && !again) {
                return Optional.of(entry);
            }
            if (takeOver(row, claim, again ? seen.since : 0)) {
                return Optional.empty();
            }
            // Another node was faster between the two statements: look again.
        }
    }

    private boolean insert(String key, Claim claim) throws IOException {
        try {
            return run(session -> {
                try (PreparedStatement insert = session.prepare("insert into " + table
                        + " (key_hash, state, owner, since_ms, until_ms, doubt_ms, fingerprint) values (?, 'C', ?, "
                        + now + ", " + now + " + ?, 0, ?)")) {
                    insert.setString(1, key);
                    insert.setString(2, claim.owner());
                    insert.setLong(3, claim.life().toMillis());
                    insert.setString(4, claim.fingerprint());
                    return insert.executeUpdate() == 1;
                }
            });
        } catch (IOException e) {
            if (e.getCause() instanceof SQLException sql && Dialect.isDuplicate(sql)) {
                return false;
            }
            throw e;
        }
    }

    private boolean takeOver(Row row, Claim claim, long doubtBefore) throws IOException {
        return update(
                "state = 'C', owner = ?, since_ms = " + now + ", until_ms = " + now
                        + " + ?, doubt_ms = ?, fingerprint = ? where key_hash = ? and state = ? and owner = ? and since_ms = ?",
                claim.owner(),
                claim.life().toMillis(),
                doubtBefore,
                claim.fingerprint(),
                row.key,
                code(row.state),
                row.owner,
                row.since);
    }

    @Override
    public Optional<Instant> sent(String key, String owner, Duration underWay) throws IOException {
        update(
                "state = 'S', since_ms = " + now + ", until_ms = " + now
                        + " + ? where key_hash = ? and owner = ? and state in ('C', 'S')",
                underWay.toMillis(),
                key,
                owner);
        // Read back, as the answer to the update may have been lost.
        Row row = row(key);
        return row != null && row.state == State.SENT && row.owner.equals(owner)
                ? Optional.of(Instant.ofEpochMilli(row.since))
                : Optional.empty();
    }

    @Override
    public void settle(String key, String owner, State outcome) throws IOException {
        String own = " where key_hash = ? and owner = ? and state in ('C', 'S')";
        if (outcome == State.SENT) {
            update("until_ms = 0" + own, key, owner);
            return;
        }
        // The row has no owner then: run again because its answer was lost, this must not find it as one's own.
        if (outcome == State.NOT_SENT
                && update(
                        "state = 'S', since_ms = doubt_ms, until_ms = 0, doubt_ms = 0, owner = ''" + own
                                + " and doubt_ms > 0",
                        key,
                        owner)) {
            return;
        }
        update("state = ?, since_ms = " + now + ", until_ms = 0, doubt_ms = 0" + own, code(outcome), key, owner);
    }

    @Override
    public boolean resolve(String key, Instant since, State outcome) throws IOException {
        Row row = row(key);
        if (row == null || !row.seen().entry().isInDoubt() || row.seen().since != since.toEpochMilli()) {
            return false;
        }
        update(
                "state = ?, since_ms = " + now + ", until_ms = 0, doubt_ms = 0, owner = ''"
                        + " where key_hash = ? and state = ? and owner = ? and since_ms = ?",
                code(outcome),
                key,
                code(row.state),
                row.owner,
                row.since);
        Row after = row(key);
        return after != null && after.state == outcome && after.owner.isBlank();
    }

    @Override
    public Optional<Entry> find(String key) throws IOException {
        Row row = row(key);
        return row == null ? Optional.empty() : Optional.of(row.seen().entry());
    }

    @Override
    public List<Entry> doubts(int most) throws IOException {
        return run(session -> {
            List<Entry> doubts = new ArrayList<>();
            try (PreparedStatement select =
                    session.prepare(columns + " where (state = 'S' or state = 'C' and doubt_ms > 0) and until_ms <= "
                            + now + " order by since_ms")) {
                select.setMaxRows(most);
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        doubts.add(read(rows).seen().entry());
                    }
                }
            }
            return doubts;
        });
    }

    @Override
    public boolean hasOldKeys() {
        return oldKeys;
    }

    /** Null when there is none. */
    private Row row(String key) throws IOException {
        return run(session -> {
            try (PreparedStatement select = session.prepare(columns + " where key_hash = ?")) {
                select.setString(1, key);
                try (ResultSet row = select.executeQuery()) {
                    return row.next() ? read(row) : null;
                }
            }
        });
    }

    private static Row read(ResultSet row) throws SQLException {
        return new Row(
                row.getString(1),
                state(row.getString(2)),
                row.getString(3).trim(),
                row.getLong(4),
                row.getLong(5),
                row.getLong(6),
                row.getString(7).trim(),
                row.getLong(8));
    }

    private boolean update(String change, Object... values) throws IOException {
        return run(session -> {
            try (PreparedStatement update = session.prepare("update " + table + " set " + change)) {
                for (int i = 0; i < values.length; i++) {
                    update.setObject(i + 1, values[i]);
                }
                return update.executeUpdate() > 0;
            }
        });
    }

    private static String code(State state) {
        return state.name().substring(0, 1);
    }

    private static State state(String code) throws SQLException {
        for (State state : STATES) {
            if (code(state).equals(code)) {
                return state;
            }
        }
        throw new SQLException("state " + code + " is not one of C, S, A, R, N");
    }

    /** Nothing is held open. */
    @Override
    public void close() {}

    /** The table. */
    @Override
    public String toString() {
        return "JdbcImportJournal[" + table + "]";
    }
}
