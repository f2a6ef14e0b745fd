package io.github.camelherobase.cursor;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

import org.apache.camel.spi.StateRepository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.camelherobase.support.Databases;
import io.github.camelherobase.support.JdbcPositions;
import io.github.camelherobase.support.MariaDb;
import io.github.camelherobase.support.NetworkedDatabase;
import io.github.camelherobase.support.NetworkedDatabase.Server;
import io.github.camelherobase.support.TcpProxy.Fate;

import static io.github.camelherobase.support.JdbcPositions.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Positions in real databases, behind a network that loses, delays and stalls. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SpoiledPositionsTest {

    private static final String KEY = "api@example.com@wshero01.herobase.com.simpleLeads.0123";

    private NetworkedDatabase database;

    /** Not within a test's limit of time: on a busy machine it takes longer. */
    @BeforeAll
    static void startMariaDb() {
        MariaDb.port();
    }

    @AfterEach
    void end() throws Exception {
        if (database != null) {
            database.close();
        }
    }

    // F1

    @ParameterizedTest
    @EnumSource(Server.class)
    void aWriteWhoseAnswerIsLostIsAWrite(Server server) throws Exception {
        database = new NetworkedDatabase(server);
        StateRepository<String, String> store = JdbcPositions.store(database.spoiled());
        store.getState(KEY);
        store.setState(KEY, entry(1));
        // In lower and in upper case, as versions write it.
        database.proxy().decide(NetworkedDatabase.once("herobase_cursor set", Fate.LOSE_ANSWER));
        store.setState(KEY, entry(2));
        assertThat(store.getState(KEY)).isEqualTo(entry(2));
        store.setState(KEY, entry(3));
        assertThat(store.getState(KEY)).isEqualTo(entry(3));
        assertThat(stored()).contains("08:03");
    }

    private String stored() throws Exception {
        return database.ask("select entry from herobase_cursor");
    }

    // F2

    @ParameterizedTest
    @EnumSource(Server.class)
    void aLateWriteOfAFormerReaderFailsAndTheNewOneGoesOn(Server server) throws Exception {
        database = new NetworkedDatabase(server);
        JdbcCursorStore former = JdbcPositions.store(database.spoiled());
        Cursor old = open(former);
        old.moveTo(Instant.parse("2026-05-06T08:01:00Z"));
        database.proxy().decide(NetworkedDatabase.once("herobase_cursor set", Fate.late(Duration.ofMillis(700))));
        CompletableFuture<Void> late =
                CompletableFuture.runAsync(() -> old.moveTo(Instant.parse("2026-05-06T08:02:00Z")));

        Cursor current = open(JdbcPositions.store(database.straight()));
        current.take();

        assertThatThrownBy(() -> late.get(30, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasMessageContaining("moved by another node");
        current.moveTo(Instant.parse("2026-05-06T08:03:00Z"));
        current.moveTo(Instant.parse("2026-05-06T08:04:00Z"));
        assertThat(stored()).contains("08:04");
        assertThatThrownBy(() -> old.moveTo(Instant.parse("2026-05-06T08:05:00Z")))
                .hasMessageContaining("moved by another node");
        assertThat(stored()).contains("08:04");
    }

    private static Cursor open(JdbcCursorStore store) {
        return Cursor.open(store, KEY, "a@h", "simpleLeads", "", null, () -> Instant.parse("2026-05-06T08:00:00Z"));
    }

    // F4

    @ParameterizedTest
    @EnumSource(Databases.class)
    void aPoolWithoutAutoCommitKeepsTheTableAndThePosition(Databases database) throws Exception {
        DataSource plain = database.empty();
        DataSource manual = (DataSource) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {DataSource.class}, (self, method, given) -> {
                    try {
                        Object result = method.invoke(plain, given);
                        if (result instanceof Connection connection) {
                            connection.setAutoCommit(false);
                        }
                        return result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        StateRepository<String, String> store = JdbcPositions.store(manual);
        assertThat(store.getState(KEY)).isNull();
        store.setState(KEY, entry(1));
        assertThat(JdbcPositions.store(plain).getState(KEY)).isEqualTo(entry(1));
    }

    // F8

    @ParameterizedTest
    @EnumSource(Server.class)
    void aConnectionThatStallsHoldsNobodyForLong(Server server) throws Exception {
        database = new NetworkedDatabase(server);
        JdbcCursorStore store = JdbcPositions.store(database.spoiled());
        store.setState(KEY, entry(1));
        store.setTimeout(Duration.ofSeconds(1));
        database.proxy().decide(NetworkedDatabase.once("herobase_cursor set", Fate.STALL));
        long began = System.nanoTime();
        store.setState(KEY, entry(2));
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(15));
        assertThat(store.getState(KEY)).isEqualTo(entry(2));

        database.proxy().stallAll();
        long stalled = System.nanoTime();
        assertThatThrownBy(() -> store.setState(KEY, entry(3)))
                .hasMessageMatching("The position .* cannot be written to table herobase_cursor: .*"
                        + "(did not answer|no answer).*");
        assertThat(Duration.ofNanos(System.nanoTime() - stalled)).isLessThan(Duration.ofSeconds(20));
        database.proxy().passAll();
        store.setState(KEY, entry(3));
        assertThat(store.getState(KEY)).isEqualTo(entry(3));
    }

    @Test
    void aPoolThatIsUsedUpIsSaid() throws Exception {
        org.h2.jdbcx.JdbcConnectionPool pool =
                org.h2.jdbcx.JdbcConnectionPool.create("jdbc:h2:mem:full;DB_CLOSE_DELAY=-1", "sa", "");
        pool.setMaxConnections(1);
        JdbcCursorStore store = JdbcPositions.store(pool);
        store.setTimeout(Duration.ofSeconds(1));
        try (Connection route = pool.getConnection()) {
            assertThatThrownBy(() -> store.setState(KEY, entry(1)))
                    .hasMessageContaining("No connection of the pool came free")
                    .hasMessageContaining("give it a pool of its own");
        }
        store.setState(KEY, entry(2));
        assertThat(store.getState(KEY)).isEqualTo(entry(2));
    }

    @Test
    void anErrorOfTheDriverIsAFailedCall() throws Exception {
        DataSource plain = Databases.H2.empty();
        java.util.concurrent.atomic.AtomicBoolean broken = new java.util.concurrent.atomic.AtomicBoolean();
        JdbcCursorStore store = JdbcPositions.store((DataSource) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {DataSource.class}, (self, method, given) -> {
                    if (broken.get()) {
                        throw new NoClassDefFoundError("driver/Missing");
                    }
                    return method.invoke(plain, given);
                }));
        store.setState(KEY, entry(1));
        broken.set(true);
        assertThatThrownBy(() -> store.setState(KEY, entry(2))).hasMessageContaining("driver/Missing");
        broken.set(false);
        store.setState(KEY, entry(2));
        assertThat(store.getState(KEY)).isEqualTo(entry(2));
    }

    /** A data source that hands the route's own connection to whoever asks on its thread, as Spring's proxy does. */
    @Test
    void aRollbackOfTheRouteTakesNoPositionBack() throws Exception {
        DataSource plain = Databases.H2.empty();
        ThreadLocal<Connection> transaction = new ThreadLocal<>();
        DataSource aware = (DataSource) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {DataSource.class}, (self, method, given) -> {
                    Connection bound = transaction.get();
                    return bound == null ? method.invoke(plain, given) : unclosed(bound);
                });
        JdbcCursorStore store = JdbcPositions.store(aware);
        store.setState(KEY, entry(1));
        try (Connection route = plain.getConnection()) {
            route.setAutoCommit(false);
            transaction.set(route);
            store.setState(KEY, entry(2));
            route.rollback();
        } finally {
            transaction.remove();
        }
        assertThat(store.getState(KEY)).isEqualTo(entry(2));
    }

    private static Connection unclosed(Connection connection) {
        return (Connection) Proxy.newProxyInstance(
                SpoiledPositionsTest.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (self, method, given) -> method.getName().equals("close") ? null : method.invoke(connection, given));
    }
}
