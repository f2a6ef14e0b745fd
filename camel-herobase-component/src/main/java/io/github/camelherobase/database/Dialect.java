package io.github.camelherobase.database;

import java.sql.SQLException;
import java.util.Locale;

/** What databases differ in, as far as the stores notice. */
public enum Dialect {
    POSTGRESQL("postgresql", "cast(extract(epoch from clock_timestamp()) * 1000 as bigint)"),
    // Its datediff takes the hands of the clock, so that a session in another zone has another time.
    H2("h2", "cast(extract(epoch from current_timestamp) * 1000 as bigint)"),
    MARIADB("mariadb", MysqlTime.MILLIS),
    MYSQL("mysql", MysqlTime.MILLIS),
    SQL_SERVER("microsoft sql server", "datediff_big(millisecond, '1970-01-01', sysutcdatetime())"),
    ORACLE("oracle", "round((cast(sys_extract_utc(systimestamp) as date) - date '1970-01-01') * 86400) * 1000"),
    OTHER("", null);

    /** Independent of the session's zone, and of hours that come twice. */
    private static final class MysqlTime {
        static final String MILLIS = "timestampdiff(microsecond, '1970-01-01 00:00:00', utc_timestamp(3)) div 1000";
    }

    private static final String NO_RIGHT = "42501";

    private final String product;
    private final String millis;

    Dialect(String product, String millis) {
        this.product = product;
        this.millis = millis;
    }

    /** @param name as the driver tells it */
    static Dialect of(String name) {
        String product = name.toLowerCase(Locale.ROOT);
        for (Dialect dialect : values()) {
            if (product.contains(dialect.product)) {
                return dialect;
            }
        }
        return OTHER;
    }

    /** SQL for the milliseconds since 1970 in UTC, by the database's clock; null: not known. */
    public String millis() {
        return millis;
    }

    /** A statement that tells {@code expression}. */
    public String select(String expression) {
        return "select " + expression + (this == ORACLE ? " from dual" : "");
    }

    /**
     * @param columns with {@code bigint} and {@code varchar} as types
     */
    String createTable(String name, String columns) {
        return switch (this) {
            case ORACLE ->
                "create table " + name + " ("
                        + columns.replace("bigint", "number(19)").replace("varchar", "varchar2") + ")";
            // Keys that differ in case are different keys, and any character is kept.
            case MARIADB, MYSQL ->
                "create table " + name + " (" + columns + ") character set utf8mb4 collate utf8mb4_bin";
            default -> "create table " + name + " (" + columns + ")";
        };
    }

    /** There is no such table or column. */
    static boolean isMissing(SQLException e) {
        String state = e.getSQLState();
        return state != null && (state.startsWith("42") || state.startsWith("S00")) && !state.equals(NO_RIGHT);
    }

    /** A row of that key is there already. */
    public static boolean isDuplicate(SQLException e) {
        return e.getSQLState() != null && e.getSQLState().startsWith("23");
    }
}
