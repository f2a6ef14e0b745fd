package io.github.camelherobase.benchmark;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/**
 * Runs every contender in turn, round after round, each time in a fresh process, against one server; then writes the
 * table and draws the chart. After the exports the imports, in the same way.
 */
public final class Benchmark {

    private static final int SERVER_HEAP = 512;
    /** What {@code -XX:+ExitOnOutOfMemoryError} exits with. */
    private static final int OUT_OF_MEMORY = 3;

    private final LeadSource source;
    private final Map<Entry, Result> results = new EnumMap<>(Entry.class);
    private final PythonPeer python = new PythonPeer();
    private final Map<Job, Set<Long>> checksums = new EnumMap<>(Job.class);

    private Benchmark(LeadSource source) {
        this.source = source;
        for (Entry entry : Entry.values()) {
            results.put(entry, new Result(entry.title(), "-Xmx" + entry.heapMegabytes() + "m"));
        }
    }

    /** @param arguments folder of the tables and the chart, leads in an export, rounds, rows of an import, their rounds */
    public static void main(String[] arguments) throws Exception {
        long leads = Long.parseLong(arguments[1]);
        int rounds = Integer.parseInt(arguments[2]);
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        try (JavaProcess server = JavaProcess.start(SERVER_HEAP, LeadServer.class, String.valueOf(leads));
                EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
            System.setProperty(PostgresSink.URL, postgres.getJdbcUrl("postgres", "postgres"));
            Benchmark benchmark = new Benchmark(new LeadSource(server.line(), leads));
            for (int round = 1; round <= rounds; round++) {
                System.out.println("Round " + round + " of " + rounds);
                benchmark.round();
            }
            Report report = new Report(benchmark.results, benchmark.python.result(), leads, rounds, load);
            System.out.println(report.table());
            report.write(Path.of(arguments[0]));
        }
        ImportBenchmark.main(new String[] {arguments[0], arguments[3], arguments[4]});
    }

    private void round() throws IOException, InterruptedException {
        for (Map.Entry<Entry, Result> each : results.entrySet()) {
            Entry entry = each.getKey();
            Result result = each.getValue();
            // It will not need less in the next round.
            if (!result.isOutOfMemory()) {
                run(entry, result);
            }
        }
        python.read(source).ifPresent(sample -> check(Job.READ, sample));
    }

    private void run(Entry entry, Result result) throws IOException, InterruptedException {
        try (JavaProcess process = JavaProcess.start(
                entry.heapMegabytes(),
                ContenderMain.class,
                entry.name(),
                source.baseUrl(),
                String.valueOf(source.leads()))) {
            for (String line = process.line(); line != null; line = process.line()) {
                Sample.of(line).ifPresent(sample -> {
                    check(entry.job(), sample);
                    result.add(sample);
                    System.out.printf("  %-42s %,10.0f leads/s%n", result.title(), sample.leadsPerSecond());
                });
            }
            int exit = process.exitValue();
            if (exit == OUT_OF_MEMORY) {
                result.ranOutOfMemory();
                System.out.printf("  %-42s out of memory%n", result.title());
            } else if (exit != 0) {
                throw new IllegalStateException(result.title() + " ended with " + exit);
            }
        }
    }

    /** Who reads fewer leads, or other values, is no peer. */
    private void check(Job job, Sample sample) {
        Set<Long> sums = checksums.computeIfAbsent(job, first -> new LinkedHashSet<>());
        if (sample.checksum() != 0) {
            sums.add(sample.checksum());
        }
        if (sample.leads() != source.leads() || sums.size() > 1) {
            throw new IllegalStateException(
                    "The contenders did not read the same: " + sample + ", checksums " + List.copyOf(sums));
        }
    }
}
