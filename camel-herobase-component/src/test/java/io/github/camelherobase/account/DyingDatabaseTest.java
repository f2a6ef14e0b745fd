package io.github.camelherobase.account;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.sql.DataSource;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.github.camelherobase.HerobaseComponent;
import io.github.camelherobase.HerobaseConfiguration;
import io.github.camelherobase.api.HerobaseQuotaExceededException;
import io.github.camelherobase.quota.JdbcQuotaStore;
import io.github.camelherobase.simulator.HerobaseSimulator;
import io.github.camelherobase.simulator.account.AccountSpec;
import io.github.camelherobase.simulator.books.ServiceBook;
import io.github.camelherobase.simulator.clock.SimulatorClock;
import io.github.camelherobase.support.AcceleratedClock;
import io.github.camelherobase.support.Databases;
import io.github.camelherobase.support.RestartablePostgres;
import io.github.camelherobase.support.TcpProxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Two nodes import through a real database that dies, and comes back: the server refuses no more than what was under way,
 * who asks meanwhile is told that it is the store, and both nodes go on soon.
 */
@Timeout(value = 240, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DyingDatabaseTest {

    private static final boolean PROOF = Boolean.getBoolean("proof");
    private static final int LANES = 4;
    /** A minute takes six seconds. */
    private static final int SPEED = 10;
    /** Of the store's statements, as it is; by the accelerated clock it is ten times as long. */
    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    private static final int MINUTE = 240;
    /**
     * A pause between two calls, 30 s, and a minute that may have to end, by the accelerated clock; a call that ends after
     * three times the time-out; and a busy machine.
     */
    private static final Duration BACK_WITHIN = Duration.ofSeconds(3 + 6 + 3 + 10);

    private static final Instant BEGIN = Instant.parse("2030-05-06T08:00:00Z");

    private static RestartablePostgres postgres;
    private static TcpProxy proxy;

    private final Instant realBegin = Instant.now();
    private final SimulatorClock time = SimulatorClock.accelerated(BEGIN, realBegin, SPEED);
    private final List<Node> nodes = new ArrayList<>();

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        postgres = new RestartablePostgres(folder.resolve("data"));
        proxy = new TcpProxy("localhost", postgres.port());
    }

    @AfterAll
    static void end() throws Exception {
        proxy.close();
        postgres.close();
    }

    @AfterEach
    void stop() {
        nodes.forEach(Node::close);
    }

    /** What becomes of a database, and how it is mended. */
    private enum Death {
        KILLED {
            @Override
            void begin(DyingDatabaseTest test) throws Exception {
                postgres.kill();
            }

            @Override
            void end(DyingDatabaseTest test) {
                postgres.startAgain();
            }
        },
        RESTARTED {
            @Override
            void begin(DyingDatabaseTest test) throws Exception {
                postgres.stop();
            }

            @Override
            void end(DyingDatabaseTest test) {
                postgres.startAgain();
            }
        },
        /** Fail-over to a replica that takes no writes yet. */
        READ_ONLY {
            @Override
            void begin(DyingDatabaseTest test) throws Exception {
                postgres.execute("alter system set default_transaction_read_only = on");
                postgres.execute("select pg_reload_conf()");
                proxy.resetAll();
            }

            @Override
            void end(DyingDatabaseTest test) throws Exception {
                postgres.execute("alter system reset default_transaction_read_only");
                postgres.execute("select pg_reload_conf()");
            }
        },
        CONNECTIONS_LOST {
            @Override
            void begin(DyingDatabaseTest test) {
                AtomicInteger pieces = new AtomicInteger();
                proxy.decide(
                        piece -> pieces.incrementAndGet() % 3 == 0 ? TcpProxy.Fate.LOSE_ANSWER : TcpProxy.Fate.PASS);
            }

            @Override
            void end(DyingDatabaseTest test) {
                proxy.passAll();
            }

            @Override
            boolean mayGoOn() {
                return true;
            }
        },
        SILENT {
            @Override
            void begin(DyingDatabaseTest test) {
                proxy.stallAll();
            }

            @Override
            void end(DyingDatabaseTest test) {
                proxy.passAll();
                proxy.endStalled();
            }
        },
        /** Each write takes as long as a disk that is full, or a replica that must confirm. */
        SLOW_COMMITS {
            @Override
            void begin(DyingDatabaseTest test) throws Exception {
                postgres.execute("create or replace function slow() returns trigger language plpgsql as"
                        + " $$ begin perform pg_sleep(random() * 6); return new; end $$");
                postgres.execute("create trigger slow before update on " + test.table()
                        + " for each row execute function slow()");
            }

            @Override
            void end(DyingDatabaseTest test) throws Exception {
                postgres.execute("drop trigger slow on " + test.table());
            }

            @Override
            boolean mayGoOn() {
                return true;
            }
        },
        DEADLOCKS {
            @Override
            void begin(DyingDatabaseTest test) throws Exception {
                postgres.execute("create or replace function lock() returns trigger language plpgsql as"
                        + " $$ begin if random() < 0.8 then raise exception 'deadlock' using errcode = '40P01';"
                        + " end if; return new; end $$");
                postgres.execute("create trigger lock before update on " + test.table()
                        + " for each row execute function lock()");
            }

            @Override
            void end(DyingDatabaseTest test) throws Exception {
                postgres.execute("drop trigger lock on " + test.table());
            }

            @Override
            boolean mayGoOn() {
                return true;
            }
        },
        /** Somebody else's transaction holds the row. */
        LOCKED {
            private Connection holder;

            @Override
            void begin(DyingDatabaseTest test) throws Exception {
                holder = postgres.dataSource().getConnection();
                holder.setAutoCommit(false);
                try (Statement lock = holder.createStatement()) {
                    lock.execute("lock table " + test.table() + " in access exclusive mode");
                }
            }

            @Override
            void end(DyingDatabaseTest test) throws Exception {
                holder.close();
            }
        },
        POOL_FULL {
            @Override
            void begin(DyingDatabaseTest test) {
                test.poolFull = true;
            }

            @Override
            void end(DyingDatabaseTest test) {
                test.poolFull = false;
            }
        },
        CLOCK_BACK {
            @Override
            void begin(DyingDatabaseTest test) throws Exception {
                test.step(Duration.ofHours(-1));
            }
        },
        CLOCK_AHEAD {
            @Override
            void begin(DyingDatabaseTest test) throws Exception {
                test.step(Duration.ofHours(1));
            }
        },
        CLOCK_A_DAY_BACK {
            @Override
            void begin(DyingDatabaseTest test) throws Exception {
                test.step(Duration.ofDays(-1));
            }
        },
        CLOCK_A_FEW_SECONDS_TO_AND_FRO {
            @Override
            void begin(DyingDatabaseTest test) throws Exception {
                test.step(Duration.ofSeconds(-7));
                test.step(Duration.ofSeconds(14));
                test.step(Duration.ofSeconds(-20));
            }
        },
        /** An asynchronous replica takes over, that had not heard of the last writes. */
        OLDER {
            private String old;

            @Override
            void begin(DyingDatabaseTest test) throws Exception {
                old = "older_" + test.table();
                postgres.execute("create table " + old + " as select * from " + test.table());
                test.awaitOneMinute();
            }

            @Override
            void end(DyingDatabaseTest test) throws Exception {
                postgres.execute("begin; lock table " + test.table() + " in access exclusive mode; delete from "
                        + test.table() + "; insert into " + test.table() + " select * from " + old + "; commit");
            }

            @Override
            boolean mayGoOn() {
                return true;
            }
        },
        EMPTIED {
            @Override
            void begin(DyingDatabaseTest test) throws Exception {
                postgres.execute("delete from " + test.table());
            }
        };

        abstract void begin(DyingDatabaseTest test) throws Exception;

        /** Empty: nobody mends it. */
        void end(DyingDatabaseTest test) throws Exception {}

        /** Whether permits are to be had meanwhile. */
        boolean mayGoOn() {
            return name().startsWith("CLOCK") || this == EMPTIED;
        }
    }

    private static final AtomicInteger TABLES = new AtomicInteger();
    private final String table = "quota_" + TABLES.incrementAndGet();
    private volatile boolean poolFull;

    private String table() {
        return table;
    }

    private void step(Duration by) throws SQLException {
        postgres.execute("update clock_of_" + table + " set shift = shift + " + by.toMillis());
    }

    private void awaitOneMinute() {
        Instant later = time.now().plusSeconds(62);
        await().atMost(Duration.ofSeconds(30)).until(() -> time.now().isAfter(later));
    }

    private static Stream<Death> deaths() {
        return Stream.of(Death.values())
                .filter(death -> PROOF || death == Death.KILLED)
                .filter(death -> death.name().matches(System.getProperty("death", ".*")));
    }

    @ParameterizedTest
    @MethodSource("deaths")
    void bothNodesGoOnAndNothingIsExceeded(Death death) throws Exception {
        postgres.execute("create table clock_of_" + table + " (shift bigint)");
        postgres.execute("insert into clock_of_" + table + " values (0)");
        try (HerobaseSimulator simulator = HerobaseSimulator.builder()
                .clock(time)
                .account(AccountSpec.named("user", "password"))
                .start()) {
            for (int number = 0; number < 2; number++) {
                nodes.add(new Node(number, simulator));
            }
            await().atMost(Duration.ofSeconds(40)).until(() -> nodes.stream().allMatch(node -> node.sent() > 20));

            death.begin(this);
            if (!death.mayGoOn()) {
                HerobaseQuotaExceededException told = nodes.get(0).refusal();
                assertThat(told)
                        .hasMessageContaining("the quota store")
                        .message()
                        .doesNotContain("password");
                assertThat(told.getWindow()).isEqualTo("store");
            }
            for (int minute = 0; minute < (PROOF ? 3 : 1); minute++) {
                awaitOneMinute();
            }
            death.end(this);

            long healed = System.nanoTime();
            long[] before = nodes.stream().mapToLong(Node::sent).toArray();
            await().atMost(BACK_WITHIN)
                    .until(() -> nodes.get(0).sent() > before[0] && nodes.get(1).sent() > before[1]);
            double back = (System.nanoTime() - healed) / 1e9;
            // A whole minute goes as before.
            long more = accepted(simulator) + MINUTE;
            await().atMost(BACK_WITHIN).until(() -> accepted(simulator) >= more);
            ServiceBook book = simulator.books().service("user", "POST /leads");
            System.out.printf(
                    "%s: %d accepted, %d refused, both back after %.1f s (of 10 times as fast a clock: %.0f s)%n",
                    death, book.accepted(), book.refused(), back, back * SPEED);
            assertThat(book.refused()).as("refused").isLessThanOrEqualTo(nodes.size() * LANES);
            long began = System.nanoTime();
            nodes.forEach(Node::stop);
            assertThat(nodes).allSatisfy(node -> assertThat(node.ends()).isTrue());
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(30));
        }
    }

    private static long accepted(HerobaseSimulator simulator) {
        return simulator.books().service("user", "POST /leads").accepted();
    }

    /** One process; imports leads without end. */
    private final class Node implements AutoCloseable {

        private final DefaultCamelContext context = new DefaultCamelContext();
        private final AcceleratedClock clock = new AcceleratedClock(time, SPEED);
        private final HerobaseSimulator simulator;
        private final String prefix;
        private final CompletableFuture<Exchange> import_;
        private volatile boolean stopped;

        private Node(int number, HerobaseSimulator simulator) throws Exception {
            this.simulator = simulator;
            this.prefix = "7" + number;
            HerobaseComponent component = context.getComponent("herobase", HerobaseComponent.class);
            component.setClock(clock);
            JdbcQuotaStore store = new JdbcQuotaStore(
                    database(),
                    table,
                    true,
                    "(cast(extract(epoch from (timestamptz '" + BEGIN + "' + (clock_timestamp() - timestamptz '"
                            + realBegin + "') * " + SPEED + ")) * 1000 as bigint) + (select shift from clock_of_"
                            + table + "))");
            store.setTimeout(TIMEOUT);
            HerobaseConfiguration configuration = component.getConfiguration();
            configuration.setBaseUrl(simulator.baseUrl());
            configuration.setUsername("user");
            configuration.setPassword("password");
            configuration.setCampaignCode(HerobaseSimulator.DEFAULT_CAMPAIGN);
            configuration.setQuotaStore(store);
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    errorHandler(noErrorHandler());
                    from("direct:leads").to("herobase:importLeads?maxQuotaWait=P2D&importConcurrency=" + LANES);
                    from("direct:impatient").to("herobase:importLeads?onQuotaExceeded=fail&importConcurrency=1");
                }
            });
            context.start();
            Iterator<Map<String, String>> leads = Stream.iterate(0, next -> next + 1)
                    .takeWhile(next -> !stopped)
                    .map(next -> Map.of("Phone", prefix + next))
                    .iterator();
            import_ = CompletableFuture.supplyAsync(() -> context.createProducerTemplate()
                    .send("direct:leads", exchange -> exchange.getMessage().setBody(leads)));
        }

        private DataSource database() {
            DataSource straight = Databases.postgresql("postgres", proxy.port());
            return (DataSource) Proxy.newProxyInstance(
                    getClass().getClassLoader(), new Class<?>[] {DataSource.class}, (self, method, values) -> {
                        if (poolFull && method.getName().equals("getConnection")) {
                            TimeUnit.SECONDS.sleep(2);
                            throw new SQLTransientConnectionException("connection is not available");
                        }
                        try {
                            return method.invoke(straight, values);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
        }

        private long sent() {
            return simulator
                    .world()
                    .leads()
                    .filter(lead -> lead.data().get("Phone").startsWith(prefix))
                    .count();
        }

        /** What somebody is told who does not wait, once it is the store. */
        private HerobaseQuotaExceededException refusal() {
            Predicate<HerobaseQuotaExceededException> isStore =
                    e -> e.getWindow().equals("store");
            HerobaseQuotaExceededException[] told = new HerobaseQuotaExceededException[1];
            await().atMost(Duration.ofSeconds(30)).until(() -> {
                Exception failure = context.createProducerTemplate()
                        .send("direct:impatient", exchange -> exchange.getMessage()
                                .setBody(Map.of("Phone", "9" + System.nanoTime())))
                        .getException();
                if (failure instanceof HerobaseQuotaExceededException exceeded) {
                    told[0] = exceeded;
                }
                return told[0] != null && isStore.test(told[0]);
            });
            return told[0];
        }

        private void stop() {
            stopped = true;
            context.stop();
        }

        private boolean ends() throws Exception {
            import_.get(10, TimeUnit.SECONDS);
            return true;
        }

        @Override
        public void close() {
            stopped = true;
            context.stop();
            clock.close();
        }
    }
}
