package io.github.camelherobase.poll;

import java.time.Duration;
import javax.sql.DataSource;

import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

import io.github.camelherobase.HerobaseComponent;
import io.github.camelherobase.HerobaseConsumer;
import io.github.camelherobase.api.Lead;
import io.github.camelherobase.cursor.JdbcCursorStore;
import io.github.camelherobase.simulator.HerobaseSimulator;
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

    private JdbcCursorStore table(DataSource database) throws Exception {
        JdbcCursorStore store = new JdbcCursorStore(database);
        store.start();
        return store;
    }

    private String onTable(String options) {
        return uri("&cursorKey=feed" + options).replace("#store", "#table");
    }

    /** Beside the one of the test: a node that reads the same position. */
    private DefaultCamelContext otherNode(DataSource database, String uri) throws Exception {
        DefaultCamelContext other = new DefaultCamelContext();
        HerobaseComponent component = new HerobaseComponent();
        component.setClock(clock);
        other.addComponent("herobase", component);
        other.getRegistry().bind("table", table(database));
        other.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri)
                        .routeId("feed")
                        .process(exchange -> sink.add(exchange.getMessage().getBody(Lead.class)));
            }
        });
        other.start();
        return other;
    }

    private static HerobaseConsumer consumerOf(CamelContext node) {
        return (HerobaseConsumer) node.getRoute("feed").getConsumer();
    }

    @Test
    void aNodeThatMayNotReadTakesNothing() throws Exception {
        DataSource database = Databases.H2.empty();
        context.getRegistry().bind("table", table(database));
        addLeads(1);
        addRouteFrom(onTable(""), exchange -> {});
        context.start();
        await().until(() -> !sink.isEmpty());
        awaitPolls(1);

        String wrong = onTable("").replace(HerobaseSimulator.DEFAULT_PASSWORD, "wrong");
        try (DefaultCamelContext other = otherNode(database, wrong)) {
            await().until(() -> consumerOf(other).getStateCause().equals("authentication"));
            for (int i = 0; i < 3; i++) {
                time.advance(Duration.ofHours(1));
                addLeads(1);
                awaitEqualStates();
                awaitPolls(2);
            }
            assertThat(consumer().getStateCause()).isEqualTo("none");
            assertThat(consumerOf(other).getStateCause()).isEqualTo("authentication");
        }
    }

    @Test
    void aNodeThatMayReadTakesThePositionWhereTheOtherLeftIt() throws Exception {
        DataSource database = Databases.H2.empty();
        context.getRegistry().bind("table", table(database));
        addLeads(1);
        addRouteFrom(onTable(""), exchange -> {});
        context.start();
        awaitEqualStates();
        awaitPolls(1);
        try (DefaultCamelContext other = otherNode(database, onTable(""))) {
            await().until(() -> consumerOf(other).getCounter() > 1);
            time.advance(Duration.ofHours(1));
            addLeads(1);
            await().until(() -> "position-taken".equals(consumer().getStateCause()));
            awaitEqualStates();
            assertThat(consumerOf(other).getStateCause()).isEqualTo("none");
        }
    }
}
