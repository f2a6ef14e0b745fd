package io.github.camelherobase.account;

import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

import io.github.camelherobase.HerobaseComponent;
import io.github.camelherobase.HerobaseConfiguration;
import io.github.camelherobase.quota.JdbcQuotaStore;
import io.github.camelherobase.simulator.HerobaseSimulator;
import io.github.camelherobase.simulator.account.AccountSpec;
import io.github.camelherobase.simulator.books.ServiceBook;
import io.github.camelherobase.simulator.clock.SimulatorClock;
import io.github.camelherobase.support.AcceleratedClock;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Several processes import leads on one account through PostgreSQL; one is killed half-way. */
class SharedAccountTest {

    private static final boolean PROOF = Boolean.getBoolean("proof");
    private static final int PROCESSES = PROOF ? 4 : 2;
    private static final long LIMIT = PROOF ? 2_980 : 1_000;
    private static final int LANES = 4;
    /** A minute's window takes two seconds. */
    private static final int SPEED = 30;

    private static final Instant BEGIN = Instant.parse("2030-05-06T08:00:00Z");

    @Test
    void theyUseAllOfTheDayTogetherAlthoughOneDies(@TempDir File logs) throws Exception {
        Instant realBegin = Instant.now();
        List<Process> processes = new ArrayList<>();
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start();
                HerobaseSimulator simulator = HerobaseSimulator.builder()
                        .clock(SimulatorClock.accelerated(BEGIN, realBegin, SPEED))
                        .account(AccountSpec.named("user", "password").dailyLimit("POST /leads", LIMIT))
                        .start()) {
            for (int number = 0; number < PROCESSES; number++) {
                processes.add(start(
                        new File(logs, "process" + number + ".log"),
                        simulator.baseUrl(),
                        postgres.getJdbcUrl("postgres", "postgres"),
                        realBegin.toString(),
                        Integer.toString(number)));
            }
            await().atMost(Duration.ofMinutes(2)).until(() -> book(simulator).accepted() >= LIMIT / 2);
            processes.get(0).destroyForcibly().waitFor();

            await().atMost(Duration.ofMinutes(2)).until(() -> book(simulator).accepted() >= LIMIT * 99 / 100);
            // Those who are left would be refused in the next seconds if they thought that there is more.
            Instant later = simulator.clock().now().plus(Duration.ofMinutes(2));
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> simulator.clock().now().isAfter(later));

            System.out.println(PROCESSES + " processes through PostgreSQL, one killed: "
                    + book(simulator).accepted() + " of " + LIMIT + " accepted, "
                    + book(simulator).refused() + " refused");
            assertThat(book(simulator).refused()).isLessThanOrEqualTo((long) PROCESSES * LANES);
        } finally {
            processes.forEach(Process::destroyForcibly);
        }
    }

    private static ServiceBook book(HerobaseSimulator simulator) {
        return simulator.books().service("user", "POST /leads");
    }

    private static Process start(File log, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                SharedAccountTest.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log)
                .start();
    }

    /** One of the processes: imports leads without end. */
    public static void main(String[] arguments) throws Exception {
        Instant realBegin = Instant.parse(arguments[2]);
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setUrl(arguments[1]);
        DefaultCamelContext context = new DefaultCamelContext();
        HerobaseComponent component = context.getComponent("herobase", HerobaseComponent.class);
        component.setClock(new AcceleratedClock(SimulatorClock.accelerated(BEGIN, realBegin, SPEED), SPEED));
        HerobaseConfiguration configuration = component.getConfiguration();
        configuration.setBaseUrl(arguments[0]);
        configuration.setUsername("user");
        configuration.setPassword("password");
        configuration.setCampaignCode(HerobaseSimulator.DEFAULT_CAMPAIGN);
        configuration.setQuotaStore(new JdbcQuotaStore(
                database,
                "SELECT TIMESTAMPTZ '" + BEGIN + "' + (clock_timestamp() - TIMESTAMPTZ '" + realBegin + "') * "
                        + SPEED));
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:leads").to("herobase:importLeads?maxQuotaWait=P2D&importConcurrency=" + LANES);
            }
        });
        context.start();
        Iterator<Map<String, String>> leads = Stream.iterate(0, number -> number + 1)
                .map(number -> Map.of("Phone", "7" + arguments[3] + number))
                .iterator();
        context.createProducerTemplate().sendBody("direct:leads", leads);
    }
}
