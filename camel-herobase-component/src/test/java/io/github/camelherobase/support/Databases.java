package io.github.camelherobase.support;

import java.sql.Connection;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

import org.h2.jdbcx.JdbcDataSource;
import org.postgresql.ds.PGSimpleDataSource;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/** The databases that the stores are tried on, each with an empty database at every call. */
public enum Databases {
    H2 {
        @Override
        public DataSource empty() {
            JdbcDataSource source = new JdbcDataSource();
            source.setURL("jdbc:h2:mem:test" + COUNT.incrementAndGet() + ";DB_CLOSE_DELAY=-1");
            return source;
        }
    },
    POSTGRESQL {
        @Override
        public DataSource empty() throws Exception {
            return postgresql(newPostgresql(), Postgres.SERVER.getPort());
        }
    },
    MARIADB {
        @Override
        public DataSource empty() throws Exception {
            return MariaDb.newDatabase();
        }
    };

    private static final AtomicInteger COUNT = new AtomicInteger();

    public abstract DataSource empty() throws Exception;

    private static final class Postgres {

        private static final EmbeddedPostgres SERVER = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.start();
            } catch (Exception e) {
                throw new IllegalStateException("PostgreSQL does not start", e);
            }
        }
    }

    /** The port of the one PostgreSQL of this JVM. */
    public static int postgresqlPort() {
        return Postgres.SERVER.getPort();
    }

    /** The name of an empty database in it. */
    public static String newPostgresql() throws Exception {
        String name = "test" + COUNT.incrementAndGet();
        try (Connection connection = Postgres.SERVER.getPostgresDatabase().getConnection();
                var create = connection.createStatement()) {
            create.execute("create database " + name);
        }
        return name;
    }

    /** @param port the server's, or that of a proxy before it; statements are always sent as text */
    public static PGSimpleDataSource postgresql(String database, int port) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(postgresqlUrl(database, port));
        return source;
    }

    public static String postgresqlUrl(String database, int port) {
        return "jdbc:postgresql://localhost:" + port + "/" + database + "?user=postgres&prepareThreshold=0";
    }
}
