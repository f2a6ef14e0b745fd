package io.github.camelherobase.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import static org.awaitility.Awaitility.await;

/** A PostgreSQL of one's own that can be killed, and started again with what it had on disk. */
public final class RestartablePostgres implements AutoCloseable {

    private static final Duration START = Duration.ofMinutes(1);

    private final Path data;
    private final int port;
    private EmbeddedPostgres server;

    /** @param folder for its files; empty */
    public RestartablePostgres(Path folder) throws IOException {
        data = folder;
        server = builder().start();
        port = server.getPort();
    }

    private EmbeddedPostgres.Builder builder() {
        return EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setPGStartupWait(START);
    }

    public int port() {
        return port;
    }

    /** A connection is opened for each call. */
    public DataSource dataSource() {
        return Databases.postgresql("postgres", port);
    }

    public void execute(String statement) throws SQLException {
        try (Connection connection = dataSource().getConnection();
                Statement run = connection.createStatement()) {
            run.execute(statement);
        }
    }

    /** As a machine that loses its power: no connection is ended, nothing is written any more. */
    public void kill() throws IOException {
        long pid = Long.parseLong(
                Files.readAllLines(data.resolve("postmaster.pid")).get(0).trim());
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
        await().atMost(START)
                .until(() -> ProcessHandle.of(pid).isEmpty()
                        || !ProcessHandle.of(pid).get().isAlive());
        server.close();
    }

    /** As somebody who restarts it: whoever is connected is told. */
    public void stop() throws IOException {
        server.close();
    }

    public void startAgain() {
        // What a killed one leaves behind is in the way for a moment.
        await().atMost(START).ignoreExceptions().until(() -> {
            server = builder().setPort(port).start();
            return true;
        });
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
