package io.github.camelherobase.calls;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.camelherobase.api.Call;
import io.github.camelherobase.cursor.FileCursorStore;
import io.github.camelherobase.simulator.HerobaseSimulator;
import io.github.camelherobase.simulator.account.AccountSpec;
import io.github.camelherobase.simulator.world.CampaignSpec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A year of calls of 40 units, every third of which is under two of them, read by a worker process that is killed again
 * and again: none is missing, and no run makes more requests than it said beforehand.
 */
class CallsKillTest {

    private static final boolean PROOF = Boolean.getBoolean("proof");
    private static final int CALLS = PROOF ? 1_000_000 : 20_000;
    private static final int KILLS = PROOF ? 10 : 2;
    private static final String HEAP = "-Xmx128m";

    /** So that the small size stays within the requests of a minute, and the full size shows the default. */
    private static final String WINDOW_SIZE = PROOF ? "P1D" : "P30D";

    private static final long DAYS = 365;
    private static final long UNITS = 40;

    /** As a public client does: windows of two hours for each org code. */
    private static final long NAIVE_REQUESTS = DAYS * 12 * UNITS;

    private static final int DAILY_LIMIT = 10_000;
    private static final long FIRST_CALL = 60_000_000;
    private static final int LINE = "60000000S3064\n".length();
    private static final Pattern PLAN = Pattern.compile("(\\d+) requests at most");
    private static final Instant TO = Instant.now().truncatedTo(ChronoUnit.DAYS).minus(1, ChronoUnit.DAYS);
    private static final Instant FROM = TO.minus(DAYS, ChronoUnit.DAYS);

    @TempDir
    private Path folder;

    private long runs;

    @ParameterizedTest
    @ValueSource(strings = {"*", "all"})
    void noCallIsMissingAndThePlanIsKept(String orgCodes) throws Exception {
        try (HerobaseSimulator simulator = HerobaseSimulator.builder()
                .account(AccountSpec.named("api@example.com", "secret").defaultDailyLimit(DAILY_LIMIT))
                .project("B2B North")
                .campaign(CampaignSpec.code("SPRING25").required("Phone"))
                .organisation(units -> {})
                .generatedCalls(CALLS, FROM, TO)
                .start()) {
            for (int kill = 1; kill <= KILLS; kill++) {
                long until = (long) CALLS * kill / (KILLS + 1);
                Worker worker = new Worker(simulator, orgCodes);
                await().atMost(Duration.ofMinutes(PROOF ? 30 : 2))
                        .pollInterval(Duration.ofMillis(10))
                        .until(() -> delivered() >= until || !worker.process.isAlive());
                worker.process.destroyForcibly();
                assertThat(worker.exit()).as("killed on its way").isEqualTo(128 + 9);
                worker.keptItsPlan();
            }
            Worker last = new Worker(simulator, orgCodes);
            assertThat(last.exit()).as(last.printed()).isZero();
            last.keptItsPlan();

            BitSet calls = calls();
            assertThat(calls.nextClearBit(0))
                    .as("the first call that is missing")
                    .isEqualTo(CALLS);
            long requests = requests(simulator);
            assertThat(requests).isLessThan(NAIVE_REQUESTS / 4);
            assertThat(simulator.books().refused()).isZero();
            System.out.println("orgCodes=" + orgCodes + " at " + HEAP + ": " + CALLS + " calls in a year, " + KILLS
                    + " kills: each delivered, " + (delivered() - CALLS) + " of them again after a kill; " + requests
                    + " requests where the naive way makes " + NAIVE_REQUESTS + ", none refused");
        }
    }

    private static long requests(HerobaseSimulator simulator) {
        return simulator.books().service("api@example.com", "GET /calls").received();
    }

    private Path sink() {
        return folder.resolve("calls");
    }

    private long delivered() throws IOException {
        return Files.exists(sink()) ? Files.size(sink()) / LINE : 0;
    }

    /** By their running numbers. */
    private BitSet calls() throws IOException {
        BitSet calls = new BitSet(CALLS);
        try (var lines = Files.lines(sink())) {
            lines.forEach(line -> calls.set((int) (Long.parseLong(line.substring(0, line.indexOf('S'))) - FIRST_CALL)));
        }
        return calls;
    }

    private final class Worker {

        private final HerobaseSimulator simulator;
        private final Path log;
        private final long requestsBefore;
        private final Process process;

        private Worker(HerobaseSimulator simulator, String orgCodes) throws IOException {
            this.simulator = simulator;
            this.log = folder.resolve("worker-" + ++runs + ".log");
            this.requestsBefore = requests(simulator);
            this.process = new ProcessBuilder(List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            HEAP,
                            "-XX:TieredStopAtLevel=1",
                            "-XX:+UseSerialGC",
                            "-XX:+ExitOnOutOfMemoryError",
                            "-cp",
                            System.getProperty("java.class.path"),
                            CallsKillTest.class.getName(),
                            simulator.baseUrl(),
                            orgCodes,
                            FROM.toString(),
                            TO.toString(),
                            folder.toString(),
                            WINDOW_SIZE))
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
        }

        private int exit() throws InterruptedException {
            assertThat(process.waitFor(PROOF ? 60 : 2, TimeUnit.MINUTES)).isTrue();
            await().until(() -> simulator.books().inFlight() == 0);
            return process.exitValue();
        }

        private String printed() throws IOException {
            return Files.readString(log);
        }

        private void keptItsPlan() throws IOException {
            Matcher plan = PLAN.matcher(printed());
            assertThat(plan.find()).as("a plan in: " + printed()).isTrue();
            long made = requests(simulator) - requestsBefore;
            long stated = Long.parseLong(plan.group(1));
            System.out.println("Stated " + stated + " requests at most, made " + made);
            assertThat(made).isPositive().isLessThanOrEqualTo(stated);
        }
    }

    /** The worker: appends the id of each call to a file, which outlives it, and ends with the run. */
    public static void main(String[] arguments) throws Exception {
        Configurator.setLevel("io.github.camelherobase", Level.INFO);
        Path folder = Path.of(arguments[4]);
        try (DefaultCamelContext context = new DefaultCamelContext();
                FileChannel sink = FileChannel.open(
                        folder.resolve("calls"), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            context.getRegistry().bind("store", new FileCursorStore(folder.resolve("positions")));
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("herobase:calls?baseUrl=" + arguments[0] + "&username=api@example.com&password=RAW(secret)"
                                    + "&orgCodes=" + arguments[1] + "&initialFrom=" + arguments[2] + "&until="
                                    + arguments[3] + "&windowSize=" + arguments[5]
                                    + "&cursorRepository=#store&initialDelay=0")
                            .routeId("calls")
                            .process(exchange -> sink.write(ByteBuffer.wrap(
                                    (exchange.getMessage().getBody(Call.class).getUniqueId() + "\n")
                                            .getBytes(StandardCharsets.US_ASCII))));
                }
            });
            context.start();
            await().forever()
                    .until(() ->
                            context.getRouteController().getRouteStatus("calls").isStopped());
        }
    }
}
