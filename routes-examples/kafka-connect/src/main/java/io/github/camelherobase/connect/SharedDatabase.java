package io.github.camelherobase.connect;

import java.util.Map;

import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

/**
 * The database that the workers of a cluster, and other programs of the account, share; its jar of JDBC lies in the
 * plugin's folder.
 *
 * @param url for JDBC
 */
record SharedDatabase(String url, String user, String password) {

    static final String URL = "databaseUrl";
    static final String USER = "databaseUser";
    static final String PASSWORD = "databasePassword";
    static final String QUOTA_STORE = "quotaStore";
    static final String JDBC = "jdbc";

    private static final String MEMORY = "memory";
    private static final String GROUP = "Shared by the cluster";
    private static final int CONNECTIONS = 5;

    /** Null when none is named. */
    static SharedDatabase of(Map<String, String> properties) {
        String url = properties.get(URL);
        return url == null ? null : new SharedDatabase(url, properties.get(USER), properties.get(PASSWORD));
    }

    /** Whether the quota is kept in the database. */
    static boolean isQuotaShared(Map<String, String> properties) {
        return properties.getOrDefault(QUOTA_STORE, MEMORY).equals(JDBC);
    }

    /** @throws ConfigException when an option asks for the database, and none is named */
    static SharedDatabase required(Map<String, String> properties, String option) {
        SharedDatabase database = of(properties);
        if (database == null) {
            throw new ConfigException(
                    option,
                    properties.get(option),
                    "it needs a database: set " + URL + ", such as jdbc:postgresql://host/leads");
        }
        return database;
    }

    static ConfigDef addTo(ConfigDef definition) {
        int order = definition.names().size();
        return definition
                .define(
                        QUOTA_STORE,
                        Type.STRING,
                        MEMORY,
                        ValidString.in(MEMORY, JDBC),
                        Importance.HIGH,
                        "Where the account's quota is counted: memory, by each worker for itself, so that two workers, or a"
                                + " worker and another program, together may ask for more than the account has; jdbc, in"
                                + " the database, by all of them together.",
                        GROUP,
                        order,
                        Width.SHORT,
                        QUOTA_STORE)
                .define(
                        URL,
                        Type.STRING,
                        null,
                        Importance.HIGH,
                        "The database of quotaStore=jdbc and importJournal=jdbc, such as jdbc:postgresql://host/leads. The"
                                + " driver of PostgreSQL is in the plugin; put another one's jar beside it. Its tables are"
                                + " made when they are missing.",
                        GROUP,
                        order + 1,
                        Width.LONG,
                        URL)
                .define(
                        USER,
                        Type.STRING,
                        null,
                        Importance.MEDIUM,
                        "The user of the database.",
                        GROUP,
                        order + 2,
                        Width.MEDIUM,
                        USER)
                .define(
                        PASSWORD,
                        Type.PASSWORD,
                        null,
                        Importance.MEDIUM,
                        "The password of the database.",
                        GROUP,
                        order + 3,
                        Width.MEDIUM,
                        PASSWORD);
    }

    /** A pool, to be closed. */
    HikariDataSource open() {
        HikariConfig pool = new HikariConfig();
        pool.setJdbcUrl(url);
        pool.setUsername(user);
        pool.setPassword(password);
        pool.setMaximumPoolSize(CONNECTIONS);
        pool.setMinimumIdle(1);
        // The database may come up after the worker.
        pool.setInitializationFailTimeout(-1);
        return new HikariDataSource(pool);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return url;
    }
}
