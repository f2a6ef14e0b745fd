package io.github.camelherobase.database;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The table of a store: is it there, make it. */
public final class Table {

    private static final Logger LOG = LoggerFactory.getLogger(Table.class);

    private static final Pattern NAME = Pattern.compile("[A-Za-z_]\\w*(\\.[A-Za-z_]\\w*)?");

    private final Database database;
    private final String name;
    private final String columns;
    private final String aColumn;

    /**
     * @param name letters, digits and underscores, after a schema and a dot if wanted
     * @param columns their definitions, the key's first
     * @param aColumn that tells the table of this version from others of the name
     * @throws IllegalArgumentException when the name is not one
     */
    public Table(Database database, String name, String columns, String aColumn) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("table=" + name
                    + " is not the name of a table; expected letters, digits and underscores, after a schema and a dot"
                    + " if wanted");
        }
        this.database = database;
        this.name = name;
        this.columns = columns;
        this.aColumn = aColumn;
    }

    public String name() {
        return name;
    }

    /** The same columns under another name. */
    public Table named(String other) {
        return new Table(database, other, columns, aColumn);
    }

    /** The statement that makes it. */
    public String definition() throws SQLException {
        return database.dialect().createTable(name, columns);
    }

    public boolean isThere() throws SQLException {
        return has(aColumn);
    }

    public boolean has(String column) throws SQLException {
        try {
            return database.run(session -> {
                try (PreparedStatement select = session.prepare("select " + column + " from " + name + " where 1 = 0");
                        ResultSet none = select.executeQuery()) {
                    return !none.next();
                }
            });
        } catch (SQLException e) {
            if (Dialect.isMissing(e)) {
                return false;
            }
            throw e;
        }
    }

    /**
     * A table that was made in another way may cut what it cannot hold, without an error.
     *
     * @param least how many digits or characters each column must hold
     */
    public void checkWidths(Map<String, Integer> least) throws SQLException {
        String narrow = database.run(session -> {
            try (PreparedStatement select = session.prepare(
                            "select " + String.join(", ", least.keySet()) + " from " + name + " where 1 = 0");
                    ResultSet none = select.executeQuery()) {
                for (int column = 1; column <= least.size(); column++) {
                    int width = none.getMetaData().getPrecision(column);
                    String label = none.getMetaData().getColumnLabel(column).toLowerCase(Locale.ROOT);
                    // 0 is without a bound.
                    if (width > 0 && width < least.get(label)) {
                        return label;
                    }
                }
                return null;
            }
        });
        if (narrow != null) {
            throw new SQLException("its column " + narrow + " is too narrow; make the table with: " + definition());
        }
    }

    /**
     * Sees to it that the table is there.
     *
     * @param create whether to make it when it is missing
     * @param meaning of a new one, for the log
     * @throws SQLException when it is not there and not to be made, or cannot be
     */
    public void prepare(boolean create, String meaning) throws SQLException {
        if (isThere()) {
            return;
        }
        if (!create) {
            throw missing(null);
        }
        try {
            create();
            LOG.warn("The table {} is new: {}", name, meaning);
        } catch (SQLException e) {
            // Another node may have been faster.
            if (!isThere()) {
                throw missing(e);
            }
        }
    }

    private SQLException missing(SQLException cause) throws SQLException {
        return new SQLException(
                "The table " + name + " is missing"
                        + (cause == null ? "" : " and cannot be made: " + cause.getMessage()) + "; make it with: "
                        + definition() + " (or let the store make it: createTable, with Spring Boot create-tables)",
                cause);
    }

    public void create() throws SQLException {
        execute(definition());
    }

    public void execute(String sql) throws SQLException {
        database.run(session -> {
            try (Statement statement = session.connection().createStatement()) {
                statement.setQueryTimeout(session.timeoutSeconds());
                return statement.execute(sql);
            }
        });
    }
}
