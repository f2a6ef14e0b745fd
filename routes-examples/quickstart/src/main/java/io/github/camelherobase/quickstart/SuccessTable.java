package io.github.camelherobase.quickstart;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.h2.jdbcx.JdbcConnectionPool;

import io.github.camelherobase.api.Lead;

/** The sales, in an embedded database; one row a lead, whatever is exported again. */
final class SuccessTable {

    static final List<String> COLUMNS = List.of("lead_id", "kundenr", "firma", "phone", "modified");

    /** Camel's SQL: the values are the entries of the body, a map. */
    static final String UPSERT = "MERGE INTO success (lead_id, kundenr, firma, phone, modified) KEY (lead_id)"
            + " VALUES (:#lead_id, :#kundenr, :#firma, :#phone, :#modified)";

    private SuccessTable() {}

    /** A row, with the columns in their order. */
    static Map<String, Object> row(Lead lead) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("lead_id", lead.getUniqueId());
        row.put("kundenr", lead.getData().get("Kundenr"));
        row.put("firma", lead.getData().get("Firma"));
        row.put("phone", lead.getData().get("Phone"));
        row.put("modified", lead.getLastModifiedTime());
        return row;
    }

    /** Opens the database, which one process may have open at a time, and makes the table if it is not there. */
    static JdbcConnectionPool open(WorkDirectory directory) throws SQLException {
        Path file = directory.root().resolve("successes").toAbsolutePath();
        JdbcConnectionPool database = JdbcConnectionPool.create("jdbc:h2:file:" + file, "sa", "");
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS success (lead_id VARCHAR PRIMARY KEY, kundenr VARCHAR,"
                    + " firma VARCHAR, phone VARCHAR, modified TIMESTAMP WITH TIME ZONE)");
        }
        return database;
    }

    /** Of all rows; the worker must have ended. */
    static List<String> customerNumbers(WorkDirectory directory) throws SQLException {
        JdbcConnectionPool database = open(directory);
        List<String> numbers = new ArrayList<>();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT kundenr FROM success ORDER BY kundenr")) {
            while (rows.next()) {
                numbers.add(rows.getString(1));
            }
        } finally {
            database.dispose();
        }
        return numbers;
    }
}
