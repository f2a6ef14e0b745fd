package io.github.camelherobase.poll;

import java.time.Duration;
import javax.sql.DataSource;

import org.junit.jupiter.api.Test;

import io.github.camelherobase.cursor.JdbcCursorStore;
import io.github.camelherobase.support.ConsumerTestSupport;
import io.github.camelherobase.support.Databases;
import io.github.camelherobase.support.LogCapture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A consumer whose position another node has taken says so once, asks nothing more, and stays named by its state. */
class PositionTakenTest extends ConsumerTestSupport {

    @Test
    void isToldOnce() throws Exception {
        DataSource database = Databases.H2.empty();
        JdbcCursorStore store = new JdbcCursorStore(database);
        store.setCreateTable(true);
        store.start();
        context.getRegistry().bind("table", store);
        addLeads(1);
        addRouteFrom(uri("&cursorKey=feed").replace("#store", "#table"), exchange -> {});
        context.start();
        await().until(() -> !sink.isEmpty());
        awaitPolls(1);
        try (LogCapture log = new LogCapture()) {
            JdbcCursorStore other = new JdbcCursorStore(database);
            other.start();
            other.open("feed");
            time.advance(Duration.ofHours(1));
            addLeads(1);
            await().until(() -> consumer().getStateCause().equals("position-taken"));
            long asked = simulator.books().requests().size();
            awaitPolls(5);

            assertThat(simulator.books().requests()).hasSize((int) asked);
            assertThat(consumer().getStateCause()).isEqualTo("position-taken");
            assertThat(log.lines().stream().filter(line -> line.contains("PositionTakenException")))
                    .hasSize(1);
        }
    }
}
