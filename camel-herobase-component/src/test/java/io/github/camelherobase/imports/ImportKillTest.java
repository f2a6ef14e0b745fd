package io.github.camelherobase.imports;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

import io.github.camelherobase.api.HerobaseImportAbortedException;
import io.github.camelherobase.api.ImportReport;
import io.github.camelherobase.journal.JdbcImportJournal;
import io.github.camelherobase.simulator.HerobaseSimulator;
import io.github.camelherobase.simulator.fault.Fault;
import io.github.camelherobase.support.ImportSites;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A worker that is killed again and again over one file, with the journal. */
class ImportKillTest {

    private static final boolean PROOF = Boolean.getBoolean("proof");
    private static final int LEADS = PROOF ? 10_000 : 1_000;
    private static final int KILLS = PROOF ? 20 : 3;
    private static final int CONCURRENCY = 4;
    private static final int INVALID_EVERY = 33;
    private static final int LATER = 1_000_000;

    @TempDir
    private Path folder;

    @Test
    void everyValidLeadIsThereOnceWhateverTheKills() throws Exception {
        Path file = Files.write(
                folder.resolve("leads.ndjson"),
                IntStream.range(0, LEADS).mapToObj(ImportKillTest::lead).toList());
        try (HerobaseSimulator simulator =
                HerobaseSimulator.builder().account(ImportSites.unlimited()).start()) {
            // Slow enough that the kill finds requests of which it is not known whether they arrived.
            simulator.faults().always("POST /leads", Fault.delayAnswer(Duration.ofMillis(1)));
            for (int kill = 0; kill < KILLS; kill++) {
                int until = (kill + 1) * LEADS / (KILLS + 2);
                Process worker = worker(simulator, file, "");
                await().atMost(Duration.ofMinutes(2))
                        .pollInterval(Duration.ofMillis(2))
                        .until(() -> simulator.world().leadCount() >= until || !worker.isAlive());
                assertThat(worker.isAlive())
                        .as("the worker is killed on its way")
                        .isTrue();
                worker.destroyForcibly();
                assertThat(worker.waitFor(1, TimeUnit.MINUTES)).isTrue();
                assertThat(worker.exitValue()).isEqualTo(128 + 9);
                await().until(() -> simulator.books().inFlight() == 0);
            }

            List<Integer> doubtful = positions(finish(worker(simulator, file, "")));

            assertThat(doubtful).hasSizeLessThanOrEqualTo(KILLS * CONCURRENCY);
            Map<String, Integer> stored = stored(simulator);
            assertThat(stored.values()).allMatch(count -> count == 1);
            List<Integer> missing = IntStream.range(0, LEADS)
                    .filter(number -> isValid(number) && !stored.containsKey(String.valueOf(number)))
                    .boxed()
                    .toList();
            assertThat(doubtful).containsAll(missing);

            // A later lead of the campaign, without which nothing shows that the look-up finds what is there.
            Files.writeString(file, lead(LATER) + "\n", StandardOpenOption.APPEND);
            List<Integer> left = positions(finish(worker(simulator, file, "&readBackFields=CrmId&readBackDelay=0")));

            assertThat(left).isEmpty();
            Map<String, Integer> all = stored(simulator);
            assertThat(all.values()).allMatch(count -> count == 1);
            assertThat(all)
                    .hasSize(1
                            + (int) IntStream.range(0, LEADS)
                                    .filter(ImportKillTest::isValid)
                                    .count());
            System.out.println(LEADS + " leads, " + KILLS + " kills: " + doubtful.size() + " were in doubt, of which "
                    + missing.size() + " were not in HeroBase; after the read-back " + left.size()
                    + " are in doubt, and each of " + all.size() + " valid leads is there once");
        }
    }

    /** A node that waits for a dead one's lead does so for half a minute and more, so this is not in the default run. */
    @Test
    @EnabledIfSystemProperty(named = "journal.kills", matches = "\\d+")
    void twoNodesOnOneDatabaseSendEachLeadOnceWhateverTheKills() throws Exception {
        Path file = Files.write(
                folder.resolve("leads.ndjson"),
                IntStream.range(0, LEADS).mapToObj(ImportKillTest::lead).toList());
        String options = "&importJournal=#journal&responseTimeout=2000";
        int kills = Integer.getInteger("journal.kills");
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start();
                HerobaseSimulator simulator = HerobaseSimulator.builder()
                        .account(ImportSites.unlimited())
                        .start()) {
            String database = postgres.getJdbcUrl("postgres", "postgres");
            simulator.faults().always("POST /leads", Fault.delayAnswer(Duration.ofMillis(3)));
            Process other = worker(simulator, file, options, database);
            for (int kill = 0; kill < kills; kill++) {
                int until = (kill + 1) * LEADS / (kills + 2);
                Process worker = worker(simulator, file, options, database);
                await().atMost(Duration.ofMinutes(4))
                        .pollInterval(Duration.ofMillis(2))
                        .until(() -> simulator.world().leadCount() >= until || !worker.isAlive());
                worker.destroyForcibly();
                assertThat(worker.waitFor(1, TimeUnit.MINUTES)).isTrue();
            }
            finish(other);
            assertThat(stored(simulator).values()).allMatch(count -> count == 1);

            Files.writeString(file, lead(LATER) + "\n", StandardOpenOption.APPEND);
            String settling = options + "&readBackFields=CrmId&readBackDelay=0";
            List<Integer> left = positions(finish(worker(simulator, file, settling, database)));

            assertThat(left).isEmpty();
            Map<String, Integer> all = stored(simulator);
            assertThat(all.values()).allMatch(count -> count == 1);
            assertThat(all)
                    .hasSize(1
                            + (int) IntStream.range(0, LEADS)
                                    .filter(ImportKillTest::isValid)
                                    .count());
        }
    }

    private static boolean isValid(int number) {
        return number % INVALID_EVERY != 7;
    }

    private static String lead(int number) {
        return isValid(number)
                ? "{\"CrmId\":" + number + ",\"Phone\":\"" + number + "\"}"
                : "{\"CrmId\":" + number + ",\"FirstName\":\"no phone\"}";
    }

    private static Map<String, Integer> stored(HerobaseSimulator simulator) {
        return simulator.world().occurrences(HerobaseSimulator.DEFAULT_CAMPAIGN, "Phone");
    }

    private Process worker(HerobaseSimulator simulator, Path file, String options) throws Exception {
        return worker(simulator, file, options, "");
    }

    /** @param database of the journal; empty: a file */
    private Process worker(HerobaseSimulator simulator, Path file, String options, String database) throws Exception {
        return new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ImportKillTest.class.getName(),
                        simulator.baseUrl(),
                        file.toString(),
                        options,
                        database))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
    }

    private static String finish(Process worker) throws Exception {
        String printed = new String(worker.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(worker.waitFor(3, TimeUnit.MINUTES)).isTrue();
        assertThat(printed).contains("in doubt:");
        return printed;
    }

    private static List<Integer> positions(String printed) {
        List<Integer> positions = new ArrayList<>();
        printed.lines()
                .filter(line -> line.startsWith("in doubt:"))
                .flatMap(line -> List.of(line.substring("in doubt:".length()).split(" ")).stream())
                .filter(number -> !number.isBlank())
                .map(Integer::valueOf)
                .forEach(positions::add);
        return positions;
    }

    /** The worker: imports the whole file, and prints the positions of the leads in doubt. */
    public static void main(String[] arguments) throws Exception {
        try (DefaultCamelContext context = ImportSites.context(arguments[0]);
                InputStream file = Files.newInputStream(Path.of(arguments[1]))) {
            if (!arguments[3].isEmpty()) {
                PGSimpleDataSource database = new PGSimpleDataSource();
                database.setUrl(arguments[3]);
                context.getRegistry().bind("journal", new JdbcImportJournal(database));
            }
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    errorHandler(noErrorHandler());
                    from("direct:import")
                            .streamCaching("false")
                            .to("herobase:importLeads?importKey=CrmId&importConcurrency=" + CONCURRENCY + arguments[2]);
                }
            });
            context.start();
            Exchange done = context.createProducerTemplate()
                    .request("direct:import", exchange -> exchange.getMessage().setBody(file));
            if (done.getException() != null && !(done.getException() instanceof HerobaseImportAbortedException)) {
                throw done.getException();
            }
            ImportReport report = done.getException() instanceof HerobaseImportAbortedException aborted
                    ? aborted.report()
                    : done.getMessage().getBody(ImportReport.class);
            System.out.println(report);
            System.out.println("in doubt:"
                    + report.problems().stream()
                            .filter(problem -> problem.outcome() == ImportReport.Outcome.IN_DOUBT)
                            .map(problem -> String.valueOf(problem.position()))
                            .collect(Collectors.joining(" ")));
        }
    }
}
