package io.github.camelherobase.poll;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.StateRepository;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.camelherobase.HerobaseComponent;
import io.github.camelherobase.api.Lead;
import io.github.camelherobase.cursor.FileCursorStore;
import io.github.camelherobase.cursor.JdbcCursorStore;
import io.github.camelherobase.simulator.HerobaseSimulator;
import io.github.camelherobase.simulator.account.AccountSpec;
import io.github.camelherobase.simulator.clock.MovableClock;
import io.github.camelherobase.simulator.clock.SimulatorClock;
import io.github.camelherobase.support.ManualClock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

/** A consumer that lost its position by a changed filter, user or key says so, and does not begin a new one beside it. */
class PositionIdentityTest {

    private static final Pattern CODE = Pattern.compile("newPosition=(\\w{8})");

    @TempDir
    Path folder;

    private final MovableClock time = SimulatorClock.movable(Instant.parse("2026-05-06T08:00:00Z"));
    private final Queue<String> sink = new ConcurrentLinkedQueue<>();
    private final HerobaseSimulator simulator = HerobaseSimulator.builder()
            .clock(time)
            .account(AccountSpec.named("api@example.com", "secret"))
            .account(AccountSpec.named("other@example.com", "secret"))
            .start();
    private StateRepository<String, String> store;
    private CamelContext context;

    @AfterEach
    void stop() {
        if (context != null) {
            context.stop();
        }
        simulator.close();
    }

    /** A route that runs until it has read what there is, under an id, with options. */
    private void run(String routeId, String options) throws Exception {
        start(routeId, options);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> simulator.world().leads().allMatch(lead -> sink.contains(lead.uniqueId())));
        context.stop();
    }

    private void start(String... idsAndOptions) throws Exception {
        context = new DefaultCamelContext();
        HerobaseComponent component = new HerobaseComponent();
        component.setClock(new ManualClock(time));
        context.addComponent("herobase", component);
        if (store == null) {
            store = new FileCursorStore(folder);
        }
        context.getRegistry().bind("store", store);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                for (int i = 0; i < idsAndOptions.length; i += 2) {
                    String options = idsAndOptions[i + 1];
                    from("herobase:simpleLeads?baseUrl=" + simulator.baseUrl()
                                    + "&quotaSync=0&password=secret&cursorRepository=#store&delay=50&initialDelay=0"
                                    + (options.contains("username") ? "" : "&username=api@example.com") + options)
                            .routeId(idsAndOptions[i])
                            .process(exchange -> sink.add(
                                    exchange.getMessage().getBody(Lead.class).getUniqueId()));
                }
            }
        });
        context.start();
    }

    private String failure(String routeId, String options) {
        Throwable failed = catchThrowable(() -> start(routeId, options));
        context.stop();
        assertThat(failed).as("the start").isNotNull();
        return String.valueOf(failed) + failed.getCause();
    }

    private void changed() {
        simulator.world().addLead("SPRING25", Map.of("Phone", "1"));
    }

    private static String codeIn(String message) {
        Matcher code = CODE.matcher(message);
        assertThat(code.find()).as(message).isTrue();
        return code.group(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "jdbc"})
    void aChangedFilterFailsTheStartAndNamesTheWaysOn(String kind) throws Exception {
        if (kind.equals("jdbc")) {
            JdbcDataSource database = new JdbcDataSource();
            database.setUrl("jdbc:h2:mem:identity;DB_CLOSE_DELAY=-1");
            JdbcCursorStore jdbc = new JdbcCursorStore(database);
            jdbc.setCreateTable(true);
            store = jdbc;
        }
        changed();
        run("feed", "");
        time.advance(Duration.ofDays(3));
        changed();
        String message = failure("feed", "&statuses=New");
        assertThat(message)
                .contains("which no route uses", "set cursorKey=api@example.com@localhost", "Statuses=New")
                .contains("2026-05-0");
        assertThat(failure("feed", "&statuses=New&newPosition=00000000")).contains("is not the code");
        time.advance(Duration.ofDays(1));
        changed();
        start("feed", "&statuses=New&initialFrom=P5D&newPosition=" + codeIn(message));
        await().until(() -> sink.size() >= 4);
        context.stop();
        start("feed", "&statuses=New");
    }

    @Test
    void anotherUserOfTheSameRouteIsTheSameFeed() throws Exception {
        changed();
        run("feed", "");
        assertThat(failure("feed", "&username=other@example.com"))
                .contains("which no route uses", "api@example.com@localhost", "newPosition=");
    }

    @Test
    void aKeyThatWasMistypedIsNoNewFeed() throws Exception {
        changed();
        run("feed", "&cursorKey=leads");
        assertThat(failure("feed", "&cursorKey=lead")).contains("no position lead in", "but leads at");
    }

    @Test
    void positionsThatOtherRoutesUseAreTheirs() throws Exception {
        changed();
        run("feed", "");
        start("second", "&statuses=New", "feed", "");
        assertThat(context.getRoutes()).hasSize(2);
    }

    @Test
    void anotherApplicationsPositionIsNone() throws Exception {
        changed();
        run("feed", "");
        start("second", "&statuses=New");
        assertThat(context.getRoute("second")).isNotNull();
    }

    @Test
    void aPositionOfAnEarlierVersionCountsByItsAccount() throws Exception {
        Files.createDirectories(folder);
        String account = "api@example.com@localhost:" + simulator.port();
        Files.writeString(
                folder.resolve("old.json"),
                "{\"format\":1,\"account\":\"" + account
                        + "\",\"operation\":\"simpleLeads\",\"filters\":\"\",\"position\":\"2026-05-01T00:00:00Z\"}");
        assertThat(failure("feed", "")).contains("but old at 2026-05-01T00:00:00Z");
        assertThatThrownBy(() -> start("feed", "&cursorKey=old")).hasStackTraceContaining("was stored for the filters");
    }
}
