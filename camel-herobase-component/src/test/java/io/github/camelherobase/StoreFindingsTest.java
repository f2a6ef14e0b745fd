package io.github.camelherobase;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;

import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.StateRepository;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.camelherobase.api.QuotaStore;
import io.github.camelherobase.cursor.FileCursorStore;
import io.github.camelherobase.quota.JdbcQuotaStore;
import io.github.camelherobase.support.Databases;
import io.github.camelherobase.support.JdbcPositions;
import io.github.camelherobase.support.LogCapture;
import io.github.camelherobase.support.MariaDb;
import io.github.camelherobase.support.NetworkedDatabase;
import io.github.camelherobase.support.NetworkedDatabase.Server;
import io.github.camelherobase.support.OwnServer;
import io.github.camelherobase.support.OwnServer.Answer;
import io.github.camelherobase.support.TcpProxy.Fate;

import static io.github.camelherobase.support.JdbcPositions.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/**
 * Findings F1, F2, F4, F5, F8, F11, F13 and F14 by public names only, so that they also run on versions before. F3 is in
 * MasterTest, the others are in SharedQuotaSurvivalTest.
 */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StoreFindingsTest {

    private static final String KEY = "api@example.com@wshero01.herobase.com.simpleLeads.0123";
    private static final String LEADS = "POST /leads";

    private final List<AutoCloseable> open = new ArrayList<>();

    /** Not within a test's limit of time: on a busy machine it takes longer. */
    @BeforeAll
    static void startMariaDb() {
        MariaDb.port();
    }

    @AfterEach
    void end() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
    }

    private NetworkedDatabase database(Server server) throws Exception {
        NetworkedDatabase database = new NetworkedDatabase(server);
        open.add(database);
        return database;
    }

    @ParameterizedTest
    @EnumSource(Server.class)
    void f1AWriteWhoseAnswerIsLostIsAWrite(Server server) throws Exception {
        NetworkedDatabase database = database(server);
        StateRepository<String, String> store = JdbcPositions.store(database.spoiled());
        store.getState(KEY);
        store.setState(KEY, entry(1));
        database.proxy().decide(NetworkedDatabase.once("herobase_cursor set", Fate.LOSE_ANSWER));
        for (int poll = 2; poll <= 4; poll++) {
            try {
                store.setState(KEY, entry(poll));
            } catch (RuntimeException e) {
                // One poll may fail; the next must not.
            }
        }
        store.setState(KEY, entry(5));
        assertThat(store.getState(KEY)).isEqualTo(entry(5));
    }

    @ParameterizedTest
    @EnumSource(Server.class)
    void f2TheNewReaderGoesOnThoughTheFormerOnesLastWriteWasLate(Server server) throws Exception {
        NetworkedDatabase database = database(server);
        StateRepository<String, String> former = JdbcPositions.store(database.spoiled());
        former.getState(KEY);
        former.setState(KEY, entry(1));
        StateRepository<String, String> next = JdbcPositions.store(database.straight());
        assertThat(next.getState(KEY)).isEqualTo(entry(1));

        former.setState(KEY, entry(2));

        for (int poll = 3; poll <= 5; poll++) {
            next.setState(KEY, entry(poll));
        }
        assertThatThrownBy(() -> former.setState(KEY, entry(6))).hasMessageContaining("another node");
        assertThat(next.getState(KEY)).isEqualTo(entry(5));
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    void f4ATableIsThereAlsoWithoutAutoCommit(Databases databases) throws Exception {
        DataSource plain = databases.empty();
        DataSource manual = with(plain, connection -> connection.setAutoCommit(false));
        StateRepository<String, String> store = JdbcPositions.store(manual);
        store.setState(KEY, entry(1));
        assertThat(JdbcPositions.store(plain).getState(KEY)).isEqualTo(entry(1));

        QuotaStore quota = new JdbcQuotaStore(manual);
        assertThat(quota.read("key").version()).isZero();
        assertThat(quota.write("key", 0, "text")).isTrue();
        assertThat(new JdbcQuotaStore(plain).read("key").text()).isEqualTo("text");
    }

    private interface Change {
        void of(Connection connection) throws Exception;
    }

    private static DataSource with(DataSource plain, Change change) {
        return (DataSource) Proxy.newProxyInstance(
                StoreFindingsTest.class.getClassLoader(), new Class<?>[] {DataSource.class}, (self, method, given) -> {
                    try {
                        Object result = method.invoke(plain, given);
                        if (result instanceof Connection connection) {
                            change.of(connection);
                        }
                        return result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Test
    void f5AFolderThatCannotBeUsedIsSaidWithOwnerPathAndRemedy(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("positions"), "not a folder");
        assertThatThrownBy(() -> new FileCursorStore(file).getState(KEY))
                .hasMessageContaining(file + " belongs to " + Files.getOwner(file))
                .hasMessageContaining("name another folder");
    }

    /** Takes half a minute, as long as is stated; SpoiledPositionsTest has the same with a shorter time-out. */
    @ParameterizedTest
    @EnumSource(Server.class)
    @EnabledIfSystemProperty(named = "proof", matches = "true")
    void f8AConnectionThatIsSilentHoldsAPositionForABoundedTime(Server server) throws Exception {
        NetworkedDatabase database = database(server);
        StateRepository<String, String> store = JdbcPositions.store(database.spoiled());
        store.setState(KEY, entry(1));
        database.proxy()
                .decide(piece ->
                        piece.toLowerCase(Locale.ROOT).contains("herobase_cursor set") ? Fate.STALL : Fate.PASS);
        CompletableFuture<Void> write = CompletableFuture.runAsync(() -> store.setState(KEY, entry(2)));
        // What the guide states: 30 s.
        assertThat(write).failsWithin(Duration.ofSeconds(40));
        database.proxy().passAll();
        assertThat(CompletableFuture.runAsync(() -> store.setState(KEY, entry(3))))
                .succeedsWithin(Duration.ofSeconds(40));
    }

    @ParameterizedTest
    @ValueSource(ints = {Connection.TRANSACTION_REPEATABLE_READ, Connection.TRANSACTION_SERIALIZABLE})
    void f11NodesThatMeetInTheDatabaseAreNoFailure(int isolation) throws Exception {
        DataSource database = with(Databases.POSTGRESQL.empty(), connection -> {
            connection.setTransactionIsolation(isolation);
            connection.setAutoCommit(false);
        });
        OwnServer server = new OwnServer((request, number) -> Answer.accepted());
        open.add(server);
        try (LogCapture log = new LogCapture()) {
            List<CompletableFuture<Exchange>> all = new ArrayList<>();
            List<AsyncProducer> nodes = new ArrayList<>();
            for (int node = 0; node < 4; node++) {
                nodes.add(importer(server, new JdbcQuotaStore(database)));
            }
            for (int lead = 0; lead < 100; lead++) {
                all.add(send(nodes.get(lead % nodes.size()), lead));
            }
            for (CompletableFuture<Exchange> one : all) {
                assertThat(one.get(60, TimeUnit.SECONDS).getException()).isNull();
            }
            assertThat(log.lines()).noneMatch(line -> line.contains("quota store"));
        }
    }

    private AsyncProducer importer(OwnServer server, QuotaStore store) throws Exception {
        DefaultCamelContext context = new DefaultCamelContext();
        open.add(context);
        HerobaseComponent component = context.getComponent("herobase", HerobaseComponent.class);
        component.getConfiguration().setBaseUrl(server.baseUrl());
        component.getConfiguration().setUsername("user");
        component.getConfiguration().setPassword("password");
        component.getConfiguration().setCampaignCode("SPRING25");
        component.getConfiguration().setQuotaStore(store);
        context.start();
        AsyncProducer producer =
                context.getEndpoint("herobase:importLeads?quotaSync=0").createAsyncProducer();
        producer.start();
        return producer;
    }

    private static CompletableFuture<Exchange> send(AsyncProducer producer, int lead) {
        CompletableFuture<Exchange> done = new CompletableFuture<>();
        Exchange exchange = producer.getEndpoint().createExchange();
        exchange.getMessage().setBody(Map.of("Phone", Integer.toString(70_000_000 + lead)));
        producer.process(exchange, sync -> done.complete(exchange));
        return done;
    }

    @Test
    void f13APoolThatRoutesUseUpIsSaid() throws Exception {
        JdbcConnectionPool pool =
                JdbcConnectionPool.create("jdbc:h2:mem:" + System.nanoTime() + ";DB_CLOSE_DELAY=-1", "sa", "");
        open.add(pool::dispose);
        pool.setMaxConnections(1);
        pool.setLoginTimeout(1);
        OwnServer server = new OwnServer((request, number) -> Answer.accepted());
        open.add(server);
        AsyncProducer importer = importer(server, new JdbcQuotaStore(pool));
        try (Connection route = pool.getConnection();
                LogCapture log = new LogCapture()) {
            CompletableFuture<Exchange> lead = send(importer, 1);
            await().atMost(Duration.ofSeconds(60)).until(() -> log.text().contains("pool of its own") || lead.isDone());
            assertThat(log.text()).contains("pool of its own");
            assertThat(route.isClosed()).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    void f14EveryStoreRunsOnEveryDatabaseThatIsNamed(Databases databases) throws Exception {
        DataSource database = databases.empty();
        StateRepository<String, String> store = JdbcPositions.store(database);
        for (String key : new String[] {KEY, KEY.toUpperCase(Locale.ROOT), "nøgle\uD83D\uDE80"}) {
            store.setState(key, entry(key.length()));
        }
        assertThat(store.getState(KEY)).isEqualTo(entry(KEY.length()));
        assertThat(store.getState("nøgle\uD83D\uDE80")).isEqualTo(entry(7));

        OwnServer server = new OwnServer((request, number) -> Answer.accepted());
        open.add(server);
        AsyncProducer importer = importer(server, new JdbcQuotaStore(database));
        for (int lead = 0; lead < 10; lead++) {
            assertThat(send(importer, lead).get(60, TimeUnit.SECONDS).getException())
                    .isNull();
        }
        QuotaStore quota = new JdbcQuotaStore(database);
        Instant told = quota.read("a key").now();
        assertThat(Duration.between(told, Instant.now()).abs()).isLessThan(Duration.ofSeconds(30));
        assertThat(quota.write("a key", 0, "one")).isTrue();
        assertThat(quota.write("A KEY", 0, "another")).isTrue();
        assertThat(quota.write("a key", 0, "two")).isFalse();
        assertThat(quota.read("a key").text()).isEqualTo("one");
        AtomicBoolean conflict = new AtomicBoolean(quota.write("a key", 5, "two"));
        assertThat(conflict).isFalse();
    }
}
