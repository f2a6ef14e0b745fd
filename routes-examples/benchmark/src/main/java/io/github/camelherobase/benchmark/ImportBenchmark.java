package io.github.camelherobase.benchmark;

import java.io.BufferedWriter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * How fast leads go in, against a bare loop over HttpClient 5: both read the same CSV file by camel-csv, with as many
 * requests at a time, each in a fresh process and against a fresh simulator without limits; who comes first changes from
 * round to round.
 */
public final class ImportBenchmark {

    private static final int SIMULATOR_HEAP = 2048;
    private static final int HEAP = 64;
    private static final List<String> COLUMNS = List.of("Phone", "FirstName", "LastName", "Street", "City", "Company");

    private final Path file;
    private final long rows;
    private final List<Round> rounds = new ArrayList<>();

    private record Round(Sample bare, Sample component) {

        double ratio() {
            return component.leadsPerSecond() / bare.leadsPerSecond();
        }

        double cpuRatio() {
            return bare.cpuSeconds() / component.cpuSeconds();
        }
    }

    private ImportBenchmark(Path file, long rows) {
        this.file = file;
        this.rows = rows;
    }

    /** @param arguments folder of the report, rows, rounds */
    public static void main(String[] arguments) throws Exception {
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        long rows = Long.parseLong(arguments[1]);
        Path file = write(rows);
        try {
            ImportBenchmark benchmark = new ImportBenchmark(file, rows);
            for (int round = 0; round < Integer.parseInt(arguments[2]); round++) {
                benchmark.round(round % 2 == 0);
            }
            String report = benchmark.report(load);
            System.out.println(report);
            Files.writeString(Path.of(arguments[0], "benchmark-import.md"), report);
        } finally {
            Files.delete(file);
        }
    }

    private static Path write(long rows) throws IOException {
        Path file = Files.createTempFile("leads", ".csv");
        try (BufferedWriter csv = Files.newBufferedWriter(file)) {
            csv.write(String.join(",", COLUMNS) + "\n");
            for (long row = 0; row < rows; row++) {
                csv.write(70_000_000 + row + ",Ada,Lovelace " + row + ",Søndergade " + row % 99
                        + ",Århus,\"Company, Ltd.\"\n");
            }
        }
        return file;
    }

    private void round(boolean bareFirst) throws IOException {
        Sample first = run(bareFirst ? BareImport.class : ComponentImport.class);
        Sample second = run(bareFirst ? ComponentImport.class : BareImport.class);
        Round round = bareFirst ? new Round(first, second) : new Round(second, first);
        rounds.add(round);
        System.out.printf(
                Locale.ROOT,
                "round %d: bare %,.0f leads/s, component %,.0f leads/s, ratio %.2f%n",
                rounds.size(),
                round.bare().leadsPerSecond(),
                round.component().leadsPerSecond(),
                round.ratio());
    }

    private Sample run(Class<?> contender) throws IOException {
        try (JavaProcess simulator = JavaProcess.start(SIMULATOR_HEAP, ImportServer.class);
                JavaProcess process = JavaProcess.start(HEAP, contender, simulator.line(), file.toString())) {
            Sample sample = null;
            for (String line = process.line(); line != null; line = process.line()) {
                sample = Sample.of(line).orElse(sample);
            }
            if (sample == null || sample.leads() != rows) {
                throw new IllegalStateException(contender.getSimpleName() + " did not import all rows: " + sample);
            }
            return sample;
        }
    }

    private String report(double load) {
        StringBuilder report =
                new StringBuilder(String.format(Locale.ROOT, """
                # Benchmark: an import, against a bare loop

                %,d rows of CSV, read by camel-csv, into a simulator without limits over loopback HTTP; each contender at
                `-Xmx%dm` with %d requests at a time, in a fresh process and against a fresh simulator. The component's options
                are its defaults, quota and report included. *Bare* is a loop over HttpClient 5: a connection a thread, each of
                which takes the next row, writes it as JSON and looks at the answer's `success`.

                ```
                ./mvnw -q -Dbenchmark=import
                ```

                | round | bare, leads/s | component, leads/s | ratio | CPU s, bare | CPU s, component | ratio |
                |---|---:|---:|---:|---:|---:|---:|
                """, rows, HEAP, ComponentImport.CONCURRENCY));
        for (int round = 0; round < rounds.size(); round++) {
            Round it = rounds.get(round);
            report.append(String.format(
                    Locale.ROOT,
                    "| %d | %,.0f | %,.0f | %.2f | %.1f | %.1f | %.2f |%n",
                    round + 1,
                    it.bare().leadsPerSecond(),
                    it.component().leadsPerSecond(),
                    it.ratio(),
                    it.bare().cpuSeconds(),
                    it.component().cpuSeconds(),
                    it.cpuRatio()));
        }
        report.append(String.format(
                Locale.ROOT,
                "| **median** | %,.0f | %,.0f | **%.2f** | %.1f | %.1f | **%.2f** |%n",
                median(round -> round.bare().leadsPerSecond()),
                median(round -> round.component().leadsPerSecond()),
                median(Round::ratio),
                median(round -> round.bare().cpuSeconds()),
                median(round -> round.component().cpuSeconds()),
                median(Round::cpuRatio)));
        report.append(String.format(
                Locale.ROOT,
                """

                CPU is that of the contender's process; the simulator's share of the processors is the same for both.
                Measured %s on %s %s, %d processors, Java %s; load average before the first round %.1f. With other work on the
                machine the rounds differ.
                """,
                LocalDate.now(),
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("java.version"),
                load));
        return report.toString();
    }

    private double median(ToDoubleFunction<Round> figure) {
        double[] sorted = rounds.stream().mapToDouble(figure).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
