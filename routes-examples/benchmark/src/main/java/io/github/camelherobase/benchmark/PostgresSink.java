package io.github.camelherobase.benchmark;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.Map;

/** Rows into a table of PostgreSQL, a list of them with one commit. */
final class PostgresSink implements Sink {

    /** How many rows go in together. */
    static final int BATCH = 500;

    /** The address of the database, as a system property. */
    static final String URL = "benchmark.postgres";

    private static final int DATA_COLUMNS = 15;
    private static final String TABLE = "create unlogged table leads (id text, status text, closure text, priority int,"
            + " uploaded timestamptz, first_processed timestamptz, modified timestamptz, campaign_code text,"
            + " campaign_id text, first_processed_by text, modified_by text, unit text"
            + ", data text".repeat(DATA_COLUMNS) + ")";

    private final Connection connection;
    private final PreparedStatement insert;

    PostgresSink() {
        try {
            // Else the driver sends each row by itself.
            connection = DriverManager.getConnection(System.getProperty(URL) + "&reWriteBatchedInserts=true");
            connection.setAutoCommit(false);
            connection.createStatement().execute("drop table if exists leads");
            connection.createStatement().execute(numbered(TABLE));
            insert = connection.prepareStatement("insert into leads values (?" + ",?".repeat(11 + DATA_COLUMNS) + ")");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String numbered(String table) {
        String numbered = table;
        for (int column = 1; column <= DATA_COLUMNS; column++) {
            numbered = numbered.replaceFirst("data text", "data" + column + " text");
        }
        return numbered;
    }

    @Override
    public void take(Object body, Tally tally) throws SQLException {
        List<?> rows = (List<?>) body;
        for (Object row : rows) {
            int column = 1;
            for (Object value : ((Map<?, ?>) row).values()) {
                // Of a text the database makes what the column is.
                if (value instanceof String text) {
                    insert.setObject(column, text, Types.OTHER);
                } else {
                    insert.setObject(column, value);
                }
                column++;
            }
            insert.addBatch();
        }
        insert.executeBatch();
        connection.commit();
        tally.count(rows.size(), 0);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
