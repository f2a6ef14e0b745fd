package io.github.camelherobase;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mariadb.jdbc.MariaDbDataSource;
import org.postgresql.ds.PGSimpleDataSource;

import io.github.camelherobase.quota.JdbcQuotaStore;
import io.github.camelherobase.simulator.HerobaseSimulator;
import io.github.camelherobase.simulator.account.AccountSpec;
import io.github.camelherobase.simulator.books.ServiceBook;
import io.github.camelherobase.simulator.clock.SimulatorClock;
import io.github.camelherobase.support.AcceleratedClock;
import io.github.camelherobase.support.Databases;
import io.github.camelherobase.support.MariaDb;
import io.github.camelherobase.support.NetworkedDatabase.Server;
import io.github.camelherobase.support.TcpProxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Four processes on one account through one database, on a clock that runs fast: one is killed, the connections of one
 * stall for a while, the clock of one is an hour ahead. Together they use the day's limit up, and are refused hardly ever.
 */
@EnabledIfSystemProperty(named = "proof", matches = "true")
@Timeout(value = 20, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FourNodesTest {

    private static final int SPEED = 10;
    private static final Instant BEGIN = Instant.parse("2026-05-06T10:00:00Z");
    private static final int LANES = 4;
    /** What ten minutes of fair use are. */
    private static final int DAY = Integer.getInteger("day", 2_400);

    @TempDir
    private Path folder;

    private final List<Process> nodes = new ArrayList<>();

    @AfterEach
    void end() throws Exception {
        for (Process node : nodes) {
            node.destroyForcibly();
            node.waitFor(1, TimeUnit.MINUTES);
        }
    }

    @ParameterizedTest
    @EnumSource(Server.class)
    void theyUseTheDayUpWhateverHappensToOne(Server server) throws Exception {
        String url;
        int port;
        if (server == Server.POSTGRESQL) {
            port = Databases.postgresqlPort();
            url = Databases.postgresqlUrl(Databases.newPostgresql(), port);
        } else {
            port = MariaDb.port();
            url = MariaDb.newDatabase().getUrl();
        }
        long realBegin = System.currentTimeMillis();
        SimulatorClock time = SimulatorClock.accelerated(BEGIN, Instant.ofEpochMilli(realBegin), SPEED);
        try (TcpProxy proxy = new TcpProxy("localhost", port);
                HerobaseSimulator simulator = HerobaseSimulator.builder()
                        .clock(time)
                        .account(AccountSpec.named(
                                        HerobaseSimulator.DEFAULT_USERNAME, HerobaseSimulator.DEFAULT_PASSWORD)
                                .defaultDailyLimit(DAY))
                        .start()) {
            String spoiled = url.replace(":" + port, ":" + proxy.port());
            start(simulator, url, realBegin, 0);
            start(simulator, url, realBegin, 0);
            start(simulator, spoiled, realBegin, 0);
            start(simulator, url, realBegin, 3_600);
            await().atMost(Duration.ofMinutes(5)).until(() -> accepted(simulator) >= DAY / 4);
            nodes.get(1).destroyForcibly();
            await().atMost(Duration.ofMinutes(5)).until(() -> accepted(simulator) >= DAY / 3);
            proxy.stallAll();
            await().atMost(Duration.ofMinutes(5)).until(() -> accepted(simulator) >= DAY * 2 / 3);
            proxy.passAll();
            Instant began = Instant.now();
            await().atMost(Duration.ofMinutes(8)).until(() -> accepted(simulator) >= DAY * 99 / 100);
            Duration rest = Duration.between(began, Instant.now());
            // Whoever is refused now is so because of the day.
            await().pollDelay(Duration.ofSeconds(10))
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> true);
            ServiceBook book = simulator.books().service(HerobaseSimulator.DEFAULT_USERNAME, "POST /leads");
            System.out.printf(
                    "%s: %d of a day of %d = %.2f %%, %d refused; %d s for the last third; simulated %s%n",
                    server,
                    accepted(simulator),
                    DAY,
                    100.0 * accepted(simulator) / DAY,
                    book.refused(),
                    rest.toSeconds(),
                    Duration.between(BEGIN, time.now()));
            assertThat(book.refused()).isLessThanOrEqualTo(4L * LANES);
            assertThat(nodes.stream().filter(Process::isAlive)).hasSize(3);
        }
    }

    private static long accepted(HerobaseSimulator simulator) {
        return simulator.world().leadCount();
    }

    private void start(HerobaseSimulator simulator, String url, long realBegin, long secondsAhead) throws Exception {
        nodes.add(new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        FourNodesTest.class.getName(),
                        simulator.baseUrl(),
                        url,
                        String.valueOf(realBegin),
                        String.valueOf(secondsAhead),
                        String.valueOf(nodes.size())))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("node" + nodes.size() + ".log").toFile())
                .start());
    }

    /** The database's clock, as fast as all others. */
    private static String timeExpression(String millis, long realBegin) {
        return BEGIN.toEpochMilli() + " + (" + millis + " - " + realBegin + ") * " + SPEED;
    }

    /** A node: always has another lead to send. */
    public static void main(String[] arguments) throws Exception {
        long realBegin = Long.parseLong(arguments[2]);
        DataSource database;
        String millis;
        if (arguments[1].startsWith("jdbc:postgresql")) {
            PGSimpleDataSource postgresql = new PGSimpleDataSource();
            postgresql.setUrl(arguments[1]);
            database = postgresql;
            millis = "cast(extract(epoch from clock_timestamp()) * 1000 as bigint)";
        } else {
            database = new MariaDbDataSource(arguments[1]);
            millis = "timestampdiff(microsecond, '1970-01-01 00:00:00', utc_timestamp(3)) div 1000";
        }
        SimulatorClock time = SimulatorClock.accelerated(
                BEGIN.plusSeconds(Long.parseLong(arguments[3])), Instant.ofEpochMilli(realBegin), SPEED);
        try (DefaultCamelContext context = new DefaultCamelContext();
                AcceleratedClock clock = new AcceleratedClock(time, SPEED)) {
            HerobaseComponent component = context.getComponent("herobase", HerobaseComponent.class);
            component.setClock(clock);
            HerobaseConfiguration configuration = component.getConfiguration();
            configuration.setBaseUrl(arguments[0]);
            configuration.setUsername(HerobaseSimulator.DEFAULT_USERNAME);
            configuration.setPassword(HerobaseSimulator.DEFAULT_PASSWORD);
            configuration.setCampaignCode(HerobaseSimulator.DEFAULT_CAMPAIGN);
            configuration.setQuotaStore(new JdbcQuotaStore(
                    database, JdbcQuotaStore.DEFAULT_TABLE, true, timeExpression(millis, realBegin)));
            context.start();
            AsyncProducer producer = context.getEndpoint(
                            "herobase:importLeads?quotaSync=0&maxQuotaWait=6h&importConcurrency=" + LANES)
                    .createAsyncProducer();
            producer.start();
            Semaphore waiting = new Semaphore(8);
            AtomicInteger number = new AtomicInteger(Integer.parseInt(arguments[4]) * 1_000_000);
            while (true) {
                waiting.acquire();
                Exchange exchange = producer.getEndpoint().createExchange();
                exchange.getMessage().setBody(Map.of("Phone", Integer.toString(10_000_000 + number.incrementAndGet())));
                producer.process(exchange, sync -> {
                    if (exchange.getException() != null) {
                        exchange.getException().printStackTrace();
                    }
                    waiting.release();
                });
            }
        }
    }
}
