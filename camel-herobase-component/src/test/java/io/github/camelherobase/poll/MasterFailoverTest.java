package io.github.camelherobase.poll;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

import io.github.camelherobase.api.Lead;
import io.github.camelherobase.cursor.JdbcCursorStore;
import io.github.camelherobase.simulator.HerobaseSimulator;
import io.github.camelherobase.support.Databases;
import io.github.camelherobase.support.ImportSites;
import io.github.camelherobase.support.LeasedCluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Two processes stand by for each other under {@code master:} while agents keep changing leads. Whoever leads is killed, or
 * stopped until the other leads and then let go on: the new leader goes on each time, the position never moves backward,
 * and every lead's last state is delivered.
 */
class MasterFailoverTest {

    private static final boolean PROOF = Boolean.getBoolean("proof");
    private static final int KILLS = Integer.getInteger("kills", PROOF ? 20 : 1);
    private static final int STOPS = Integer.getInteger("stops", PROOF ? 10 : 1);
    private static final int LEADS = 300;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Pattern POSITION = Pattern.compile("\"position\":\"([^\"]+)\"");

    @TempDir
    private Path folder;

    private final Random random = new Random(20_261_128);
    private final HerobaseSimulator simulator =
            HerobaseSimulator.builder().account(ImportSites.unlimited()).start();
    private final List<String> ids = new ArrayList<>();
    private final Map<String, Process> workers = new HashMap<>();
    private String url;
    private PGSimpleDataSource database;
    private Instant highest = Instant.MIN;
    private int started;
    private int step;

    @AfterEach
    void end() throws Exception {
        for (String worker : workers.keySet()) {
            List<String> log = Files.readAllLines(log(worker));
            log.subList(Math.max(0, log.size() - 25), log.size()).forEach(System.out::println);
        }
        for (Process worker : workers.values()) {
            worker.destroyForcibly();
            worker.waitFor(1, TimeUnit.MINUTES);
        }
        simulator.close();
    }

    @Test
    void theNewLeaderGoesOnAndTheFormerOnesLateWriteFails() throws Exception {
        url = Databases.postgresqlUrl(Databases.newPostgresql(), Databases.postgresqlPort());
        database = new PGSimpleDataSource();
        database.setUrl(url);
        LeasedCluster.createTable(database);
        for (int i = 0; i < LEADS; i++) {
            ids.add(simulator
                    .world()
                    .addLead(HerobaseSimulator.DEFAULT_CAMPAIGN, Map.of("Phone", "7000" + i, "FirstName", "0"))
                    .uniqueId());
        }
        startWorker();
        startWorker();
        goesOn("");
        for (int kill = 0; kill < KILLS; kill++) {
            String leader = leader();
            workers.remove(leader).destroyForcibly();
            startWorker();
            goesOn(leader);
        }
        for (int stop = 0; stop < STOPS; stop++) {
            String leader = leader();
            signal(leader, "STOP");
            goesOn(leader);
            signal(leader, "CONT");
            // It comes back and would write; the other one goes on.
            Instant until = Instant.now().plusSeconds(2);
            await().atMost(PATIENCE).until(() -> changed() && Instant.now().isAfter(until));
            goesOn(leader);
        }
        Set<String> last = new HashSet<>();
        for (String id : ids) {
            last.add(id + " " + simulator.world().lead(id).orElseThrow().data().get("FirstName"));
        }
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(delivered()).as("every last state").containsAll(last));
        int late = 0;
        for (int number = 1; number <= started; number++) {
            late += (int) Files.readString(log("node" + number))
                    .lines()
                    .filter(line -> line.contains("PositionTakenException: "))
                    .count();
        }
        System.out.printf(
                "%d kills, %d stops, %d changes of %d leads, %d deliveries; 0 last states lost; former leaders were refused"
                        + " %d times%n",
                KILLS, STOPS, step, LEADS, lines().size(), late);
    }

    /** Until another than {@code former} leads, and has delivered something. */
    private void goesOn(String former) {
        int[] from = {lineCount()};
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(() -> {
            changed();
            positionIsNotBehind();
            String leader = leader();
            return !leader.equals(former)
                    && workers.containsKey(leader)
                    && lines().stream().skip(from[0]).anyMatch(line -> line.startsWith(leader + " "));
        });
    }

    private boolean changed() {
        for (int i = 0; i < 3; i++) {
            String state = String.valueOf(++step);
            simulator.world().change(ids.get(random.nextInt(ids.size())), lead -> lead.data("FirstName", state));
        }
        return true;
    }

    private void positionIsNotBehind() throws Exception {
        String entry = ask("select entry from herobase_cursor");
        if (entry == null) {
            return;
        }
        Matcher position = POSITION.matcher(entry);
        assertThat(position.find()).as(entry).isTrue();
        Instant now = Instant.parse(position.group(1));
        assertThat(now).as("position").isAfterOrEqualTo(highest);
        highest = now;
    }

    private String leader() throws Exception {
        return ask("select member from leader where until > now() union all select '' limit 1");
    }

    private String ask(String query) throws Exception {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            try (var row = statement.executeQuery(query)) {
                return row.next() ? row.getString(1) : null;
            } catch (java.sql.SQLException e) {
                // There is no table before the first start.
                return null;
            }
        }
    }

    private List<String> lines() throws IOException {
        Path sink = folder.resolve("sink");
        return Files.exists(sink) ? Files.readAllLines(sink) : List.of();
    }

    private int lineCount() {
        try {
            return lines().size();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private Set<String> delivered() throws IOException {
        Set<String> states = new HashSet<>();
        lines().forEach(line -> states.add(line.substring(line.indexOf(' ') + 1)));
        return states;
    }

    private void signal(String worker, String name) throws Exception {
        assertThat(new ProcessBuilder(
                                "kill",
                                "-" + name,
                                String.valueOf(workers.get(worker).pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    private Path log(String name) {
        return folder.resolve(name + ".log");
    }

    private void startWorker() throws IOException {
        String name = "node" + ++started;
        workers.put(
                name,
                new ProcessBuilder(List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-Xmx128m",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                MasterFailoverTest.class.getName(),
                                simulator.baseUrl(),
                                url,
                                folder.resolve("sink").toString(),
                                name))
                        .redirectErrorStream(true)
                        .redirectOutput(log(name).toFile())
                        .start());
    }

    /** The worker: appends its name, and each lead's id and state. */
    public static void main(String[] arguments) throws Exception {
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setUrl(arguments[1]);
        Path sink = Path.of(arguments[2]);
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.addService(new LeasedCluster(database, arguments[3]));
            context.getRegistry().bind("positions", new JdbcCursorStore(database));
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("master:feed:herobase:simpleLeads?baseUrl=" + arguments[0] + "&username="
                                    + HerobaseSimulator.DEFAULT_USERNAME + "&password=RAW("
                                    + HerobaseSimulator.DEFAULT_PASSWORD
                                    + ")&fairUse=false&quotaSync=0&cursorRepository=#positions&cursorKey=feed&overlap=3s"
                                    + "&initialFrom=P1D&delay=100&initialDelay=0")
                            .routeId("feed")
                            .process(exchange -> {
                                Lead lead = exchange.getMessage().getBody(Lead.class);
                                // Slow enough that a stop finds it within a window.
                                TimeUnit.MILLISECONDS.sleep(5);
                                Files.writeString(
                                        sink,
                                        arguments[3] + " " + lead.getUniqueId() + " "
                                                + lead.getData().get("FirstName") + "\n",
                                        StandardOpenOption.CREATE,
                                        StandardOpenOption.APPEND);
                            });
                }
            });
            context.start();
            Thread.currentThread().join();
        }
    }
}
