package io.github.camelherobase;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.github.camelherobase.api.Lead;
import io.github.camelherobase.cursor.FileCursorStore;
import io.github.camelherobase.simulator.HerobaseSimulator;
import io.github.camelherobase.simulator.account.AccountSpec;
import io.github.camelherobase.simulator.world.CampaignSpec;
import io.github.camelherobase.simulator.world.SavedSearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Consumers of every family in a process of their own, which is killed at random moments while leads keep changing: in
 * the end each sink's state of every lead is HeroBase's.
 */
class ConsumerKillTest {

    private static final boolean PROOF = Boolean.getBoolean("proof");
    private static final int KILLS = PROOF ? 50 : 3;
    private static final int LEADS = 400;
    private static final Map<String, String> FAMILIES = Map.of(
            "simple", "simpleLeads?outputType=record",
            "search", "savedSearch?searchName=All&include=data",
            "csv", "savedSearch?searchName=Steps&format=csv",
            "raw", "rawLeads?pivot=true");

    @TempDir
    private Path folder;

    private final Random random = new Random(20_261_124);

    @Test
    void afterAnyKillEverySinkHasTheLastStateOfEveryLead() throws Exception {
        try (HerobaseSimulator simulator = HerobaseSimulator.builder()
                .account(AccountSpec.named("api@example.com", "secret")
                        .linkedUser("boss@example.com")
                        .defaultDailyLimit(10_000_000)
                        .savedSearch(SavedSearch.named("All"))
                        .savedSearch(SavedSearch.named("Steps").withColumns("uniqueId", "lastModifiedTime", "Step")))
                .project("B2B North")
                .campaign(CampaignSpec.code("SPRING25").required("Phone").optional("Step"))
                .openPoints(points -> points.commitDelay(Duration.ofMillis(300)))
                .start()) {
            List<String> ids = addLeads(simulator);
            AtomicInteger step = new AtomicInteger();
            for (int kill = 0; kill < KILLS; kill++) {
                Process worker = worker(simulator);
                long before = lines();
                await().atMost(Duration.ofSeconds(60)).until(() -> {
                    change(simulator, ids, step);
                    return lines() > before;
                });
                long moment = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(random.nextInt(1_500));
                await().pollInterval(Duration.ofMillis(20)).until(() -> {
                    change(simulator, ids, step);
                    return System.nanoTime() > moment;
                });
                worker.destroyForcibly();
                assertThat(worker.waitFor(1, TimeUnit.MINUTES)).isTrue();
            }
            Process last = worker(simulator);
            try {
                Map<String, String> inHeroBase = states(simulator);
                for (String family : FAMILIES.keySet()) {
                    await().atMost(Duration.ofSeconds(60))
                            .untilAsserted(() -> assertThat(states(family)).isEqualTo(inHeroBase));
                }
            } finally {
                last.destroyForcibly();
            }
            System.out.println(KILLS + " kills, " + LEADS + " leads, " + step + " changes: "
                    + FAMILIES.keySet().stream()
                            .map(family -> family + " " + linesOf(family) + " deliveries")
                            .toList());
        }
    }

    private List<String> addLeads(HerobaseSimulator simulator) {
        for (int i = 0; i < LEADS; i++) {
            simulator.world().addLead("SPRING25", Map.of("Phone", "7000" + i, "Step", "0"));
        }
        return simulator.world().leads().map(lead -> lead.uniqueId()).toList();
    }

    private void change(HerobaseSimulator simulator, List<String> ids, AtomicInteger step) {
        for (int i = 0; i < 3; i++) {
            simulator
                    .world()
                    .change(
                            ids.get(random.nextInt(ids.size())),
                            lead -> lead.data("Step", String.valueOf(step.incrementAndGet())));
        }
    }

    private static Map<String, String> states(HerobaseSimulator simulator) {
        Map<String, String> states = new TreeMap<>();
        simulator
                .world()
                .leads()
                .forEach(lead -> states.put(lead.uniqueId(), lead.data().get("Step")));
        return states;
    }

    private Map<String, String> states(String family) throws IOException {
        Map<String, String> states = new TreeMap<>();
        for (String line : Files.readAllLines(folder.resolve(family))) {
            int blank = line.indexOf(' ');
            states.put(line.substring(0, blank), line.substring(blank + 1));
        }
        return states;
    }

    private long lines() {
        return FAMILIES.keySet().stream().mapToLong(this::linesOf).sum();
    }

    private long linesOf(String family) {
        Path file = folder.resolve(family);
        if (!Files.exists(file)) {
            return 0;
        }
        try (var lines = Files.lines(file)) {
            return lines.count();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private Process worker(HerobaseSimulator simulator) throws IOException {
        return new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ConsumerKillTest.class.getName(),
                        simulator.baseUrl(),
                        folder.toString()))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("worker.log").toFile())
                .start();
    }

    /** The worker: a route for each family, which appends the id and step of each lead to the family's file. */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[1]);
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.getRegistry().bind("store", new FileCursorStore(folder.resolve("positions")));
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    FAMILIES.forEach((name, operation) -> from("herobase:" + operation + "&baseUrl=" + arguments[0]
                                    + "&username=api@example.com&password=RAW(secret)&initialFrom=P1D&overlap=2s"
                                    + "&cursorRepository=#store&delay=150&initialDelay=0")
                            .routeId(name)
                            .process(exchange -> append(
                                    folder.resolve(name), exchange.getMessage().getBody())));
                }
            });
            context.start();
            Thread.currentThread().join();
        }
    }

    private static void append(Path file, Object body) throws IOException {
        String line = body instanceof Lead lead
                ? lead.getUniqueId() + " " + lead.getData().get("Step")
                : ((Map<?, ?>) body).get("uniqueId") + " " + ((Map<?, ?>) body).get("Step");
        Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
