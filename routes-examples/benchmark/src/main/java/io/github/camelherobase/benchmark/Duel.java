package io.github.camelherobase.benchmark;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/**
 * All who do the same job are alive at once, each in a warm process of its own, and their passes go in turn, in another order
 * each round: a machine whose own speed changes from minute to minute changes it for all. On a busy machine there are fewer
 * rounds, one of each job at least.
 */
public final class Duel {

    private static final int SERVER_HEAP = 512;
    private static final int SIMULATOR_HEAP = 1536;
    private static final int IMPORT_HEAP = 64;
    /** A pass of an import is short, and compiling it goes on for 200,000 leads. */
    private static final int IMPORT_WARM_UPS = 4;

    private static final List<List<Entry>> EXPORTS = List.of(
            List.of(Entry.BY_HAND_BEANS, Entry.BY_HAND, Entry.RECORD, Entry.MAP_WHOLE),
            List.of(Entry.LINES_BY_HAND, Entry.LINES, Entry.LINES_OF_RECORDS, Entry.LINES_OF_MAPS),
            List.of(Entry.CSV_BY_HAND, Entry.CSV),
            List.of(Entry.POSTGRES_BY_HAND, Entry.POSTGRES));

    private static final List<Integer> IMPORTS = List.of(4, 16);

    private final long leads;
    private final long rows;
    private final int rounds;
    private final int warmUps;
    private final Instant end;
    private final Random order = new Random();
    private final StringBuilder table = new StringBuilder("""
            | job | contender | leads/s | against | × by the clock | µs of processor a lead | × processor time | rounds |
            |---|---|---:|---|---:|---:|---:|---:|
            """);
    private final List<Result> results = new ArrayList<>();
    private int jobsLeft;

    /** One who takes part. */
    private record Duellist(String title, JavaProcess process, Result result) {

        Sample pass(long count) throws IOException {
            process.say(String.valueOf(count));
            for (String line = process.line(); line != null; line = process.line()) {
                Sample sample = Sample.of(line).orElse(null);
                if (sample != null) {
                    if (sample.leads() != count) {
                        throw new IllegalStateException(title + ": " + sample.leads() + " leads of " + count);
                    }
                    return sample;
                }
            }
            throw new IllegalStateException(title + " ended");
        }
    }

    private Duel(long leads, long rows, int rounds, int warmUps, Duration most) {
        this.leads = leads;
        this.rows = rows;
        this.rounds = rounds;
        this.warmUps = warmUps;
        this.end = Instant.now().plus(most);
    }

    /**
     * @param arguments folder of the table and the chart, leads in an export, rows in an import, rounds, passes before them,
     *     seconds at most; one more: exports or imports, which leaves the others out
     */
    public static void main(String[] arguments) throws Exception {
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        Duel duel = new Duel(
                Long.parseLong(arguments[1]),
                Long.parseLong(arguments[2]),
                Integer.parseInt(arguments[3]),
                Integer.parseInt(arguments[4]),
                Duration.ofSeconds(Long.parseLong(arguments[5])));
        String only = arguments.length > 6 ? arguments[6] : "";
        boolean exports = !only.equals("imports");
        boolean imports = !only.equals("exports");
        duel.jobsLeft = (exports ? EXPORTS.size() : 0) + (imports ? IMPORTS.size() : 0);
        if (exports) {
            duel.exports();
        }
        if (imports) {
            for (int concurrency : IMPORTS) {
                duel.imports(concurrency);
            }
        }
        Path folder = Path.of(arguments[0]);
        Files.createDirectories(folder);
        Chart.draw(duel.results, folder.resolve("benchmark-duels"));
        Files.writeString(folder.resolve("benchmark-duels.md"), duel.page(load), StandardCharsets.UTF_8);
        System.out.println(duel.table);
    }

    private void exports() throws Exception {
        try (JavaProcess server = JavaProcess.start(SERVER_HEAP, LeadServer.class, String.valueOf(leads));
                EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
            System.setProperty(PostgresSink.URL, postgres.getJdbcUrl("postgres", "postgres"));
            String url = server.line();
            for (List<Entry> job : EXPORTS) {
                List<Duellist> all = new ArrayList<>();
                try {
                    for (Entry entry : job) {
                        all.add(new Duellist(
                                entry.title(),
                                JavaProcess.start(
                                        entry.heapMegabytes(),
                                        ContenderMain.class,
                                        entry.name(),
                                        url,
                                        String.valueOf(leads),
                                        "passes"),
                                result(entry.title())));
                    }
                    fight(all, leads, warmUps);
                    for (Entry entry : job) {
                        for (Entry peer : job) {
                            // Records against both that are made by hand.
                            if (entry.isOurs()
                                    && (peer == entry.peer() || entry == Entry.RECORD && peer == Entry.BY_HAND)) {
                                tell(entry.job().title(), all.get(job.indexOf(entry)), all.get(job.indexOf(peer)));
                            }
                        }
                    }
                } finally {
                    all.forEach(each -> each.process().close());
                }
            }
        }
    }

    private void imports(int concurrency) throws IOException {
        Path folder = Files.createTempDirectory("journal");
        String job = "import, " + concurrency + " at a time";
        List<JavaProcess> servers = new ArrayList<>();
        List<Duellist> all = new ArrayList<>();
        try {
            for (String title : List.of("bare loop", "component", "component, journal in a file")) {
                JavaProcess simulator = JavaProcess.start(SIMULATOR_HEAP, ImportServer.class);
                servers.add(simulator);
                List<String> arguments = new ArrayList<>(List.of(
                        title.equals("bare loop") ? ImportMain.BARE : ImportMain.COMPONENT,
                        simulator.line(),
                        String.valueOf(concurrency),
                        ""));
                if (title.endsWith("file")) {
                    arguments.add(folder.resolve("journal").toString());
                }
                all.add(new Duellist(
                        title,
                        JavaProcess.start(IMPORT_HEAP, ImportMain.class, arguments.toArray(String[]::new)),
                        result(job + ": " + title)));
            }
            fight(all, rows, IMPORT_WARM_UPS * warmUps);
            all.subList(1, all.size()).forEach(each -> tell(job, each, all.get(0)));
        } finally {
            all.forEach(each -> each.process().close());
            servers.forEach(JavaProcess::close);
            ImportBenchmark.delete(folder);
        }
    }

    private Result result(String title) {
        Result result = new Result(title, "");
        results.add(result);
        return result;
    }

    /** A job has its share of the time that is left, and one round at least. */
    private void fight(List<Duellist> all, long count, int before) throws IOException {
        Instant now = Instant.now();
        Duration share = Duration.between(now, end).dividedBy(jobsLeft--);
        Instant warm = now.plus(share.dividedBy(2));
        Instant until = now.plus(share);
        for (int i = 0; i < before && (i == 0 || Instant.now().isBefore(warm)); i++) {
            for (Duellist each : all) {
                each.pass(count);
            }
        }
        List<Duellist> turn = new ArrayList<>(all);
        for (int round = 0; round < rounds && (round == 0 || Instant.now().isBefore(until)); round++) {
            Collections.shuffle(turn, order);
            for (Duellist each : turn) {
                each.result().add(each.pass(count));
            }
        }
    }

    private void tell(String job, Duellist ours, Duellist peer) {
        String row = String.format(
                Locale.ROOT,
                "| %s | %s | %,.0f | %s, %,.0f | %s | %.1f | %s | %d |%n",
                job,
                ours.title,
                ours.result.median(),
                peer.title,
                peer.result.median(),
                ours.result.middleHalf(peer.result, Sample::leadsPerSecond),
                ours.result.cpuSeconds(),
                ours.result.middleHalf(peer.result, Sample::cpuSeconds),
                ours.result.rounds());
        table.append(row);
        System.out.print(row);
    }

    private String page(double load) {
        return String.format(
                Locale.ROOT,
                """
                # Benchmark: duels

                All who do the same job are alive at once, each in a process of its own with a heap of 64 MB, warm after %d passes (imports: %d);
                then their passes go in turn, in another order each round, %d rounds. An export is of %,d leads, an import of %,d rows. A ratio is
                the median of the rounds' ratios, in brackets the middle half of them. What each contender is:
                [an export](benchmark.md), [an import](benchmark-import.md).

                ```
                ./mvnw -q -Dbenchmark=duel
                ```

                The same with fewer rounds and leads writes to `routes-examples/benchmark/target`. It ends within five minutes on a machine that
                does nothing else; at a load of 20 on two cores it had not ended after seven:

                ```
                ./mvnw -q -Dbenchmark=quick
                ```

                %s
                ![leads per second](benchmark-duels.svg)

                Measured %s on %s %s, %d processors, Java %s; load average before the first round %.1f. With other work on the machine
                there are fewer rounds, and they differ more.
                """,
                warmUps,
                IMPORT_WARM_UPS * warmUps,
                rounds,
                leads,
                rows,
                table,
                LocalDate.now(),
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("java.version"),
                load);
    }
}
