package io.github.camelherobase.cursor;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.StateRepository;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.github.camelherobase.HerobaseConsumer;

import static org.assertj.core.api.Assertions.assertThat;

/** A position that an earlier version has stored is gone on from. */
class StoredPositionTest {

    private static final String KEY = "api@example.com@localhost:1.simpleLeads.fa6d34dd5fbe";
    /** Name and content of a file that the component of commit 8ba5f47 has written; a row holds the same text. */
    private static final String FILE = "api@example.com@localhost%3A1.simpleLeads.fa6d34dd5fbe.json";

    private static final String ENTRY =
            "{\"format\":1,\"account\":\"api@example.com@localhost:1\",\"operation\":\"simpleLeads\",\"filters\":"
                    + "\"Projects=*&Campaigns=SPRING25&Statuses=New\",\"position\":\"2026-05-03T04:05:06.789Z\"}";

    @TempDir
    private Path folder;

    private static void goesOn(StateRepository<String, String> store) throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.getRegistry().bind("store", store);
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("herobase:simpleLeads?baseUrl=http://localhost:1/api&username=api@example.com&password=secret"
                                    + "&quotaSync=0&initialDelay=1d&statuses=New&campaigns=SPRING25&initialFrom=beginning"
                                    + "&cursorRepository=#store")
                            .routeId("feed")
                            .to("mock:out");
                }
            });
            context.start();
            assertThat(((HerobaseConsumer) context.getRoute("feed").getConsumer()).getPosition())
                    .isEqualTo("2026-05-03T04:05:06.789Z");
        }
    }

    @Test
    void inAFile() throws Exception {
        Files.writeString(folder.resolve(FILE), ENTRY);
        goesOn(new FileCursorStore(folder));
    }

    @Test
    void inARow() throws Exception {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:stored-position;DB_CLOSE_DELAY=-1");
        try (Connection connection = database.getConnection();
                PreparedStatement create = connection.prepareStatement("CREATE TABLE herobase_cursor"
                        + " (cursor_key VARCHAR(300) PRIMARY KEY, entry VARCHAR(4000) NOT NULL)");
                PreparedStatement insert = prepared(connection, create)) {
            insert.setString(1, KEY);
            insert.setString(2, ENTRY);
            insert.executeUpdate();
        }
        goesOn(new JdbcCursorStore(database));
    }

    private static PreparedStatement prepared(Connection connection, PreparedStatement create) throws Exception {
        create.execute();
        return connection.prepareStatement("INSERT INTO herobase_cursor (cursor_key, entry) VALUES (?, ?)");
    }
}
