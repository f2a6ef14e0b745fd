package io.github.camelherobase.benchmark;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How fast leads go in, against a bare loop over HttpClient 5: all read the same CSV file by camel-csv, each in a fresh
 * process and against a fresh simulator without limits; who comes first changes from round to round.
 */
public final class ImportBenchmark {

    private static final int SIMULATOR_HEAP = 2048;
    private static final int HEAP = 64;

    private final Path file;
    private final long rows;
    private final Map<Contender, Result> results = new EnumMap<>(Contender.class);

    /** Who takes part. */
    private enum Contender {
        BARE_4("bare", 4, ImportMain.BARE, false),
        COMPONENT_4("component", 4, ImportMain.COMPONENT, false),
        JOURNAL_4("component with a journal", 4, ImportMain.COMPONENT, true),
        BARE_16("bare", 16, ImportMain.BARE, false),
        COMPONENT_16("component", 16, ImportMain.COMPONENT, false),
        JOURNAL_16("component with a journal", 16, ImportMain.COMPONENT, true);

        private final String title;
        private final int concurrency;
        private final String kind;
        private final boolean hasJournal;

        Contender(String title, int concurrency, String kind, boolean hasJournal) {
            this.title = title;
            this.concurrency = concurrency;
            this.kind = kind;
            this.hasJournal = hasJournal;
        }

        /** With as many requests at a time. */
        Contender bare() {
            return concurrency == BARE_4.concurrency ? BARE_4 : BARE_16;
        }
    }

    private ImportBenchmark(Path file, long rows) {
        this.file = file;
        this.rows = rows;
        for (Contender contender : Contender.values()) {
            results.put(contender, new Result(contender.title, "-Xmx" + HEAP + "m"));
        }
    }

    /** @param arguments folder of the report, rows, rounds */
    public static void main(String[] arguments) throws Exception {
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        long rows = Long.parseLong(arguments[1]);
        int rounds = Integer.parseInt(arguments[2]);
        Path file = write(rows);
        try {
            ImportBenchmark benchmark = new ImportBenchmark(file, rows);
            for (int round = 1; round <= rounds; round++) {
                System.out.println("Import, round " + round + " of " + rounds);
                benchmark.round(round % 2 == 1);
            }
            String report = benchmark.report(load, rounds);
            System.out.println(report);
            Files.writeString(Path.of(arguments[0], "benchmark-import.md"), report);
        } finally {
            Files.delete(file);
        }
    }

    private static Path write(long rows) throws IOException {
        Path file = Files.createTempFile("leads", ".csv");
        Files.copy(new Rows(0, rows), file, StandardCopyOption.REPLACE_EXISTING);
        return file;
    }

    private void round(boolean bareFirst) throws IOException {
        Contender[] contenders = Contender.values();
        for (int i = 0; i < contenders.length; i++) {
            Contender contender = contenders[bareFirst ? i : contenders.length - 1 - i];
            Sample sample = run(contender);
            results.get(contender).add(sample);
            System.out.printf(
                    Locale.ROOT,
                    "  %-26s %2d at a time %,10.0f leads/s%n",
                    contender.title,
                    contender.concurrency,
                    sample.leadsPerSecond());
        }
    }

    private Sample run(Contender contender) throws IOException {
        Path folder = Files.createTempDirectory("journal");
        try (JavaProcess simulator = JavaProcess.start(SIMULATOR_HEAP, ImportServer.class)) {
            List<String> arguments = new ArrayList<>(
                    List.of(contender.kind, simulator.line(), String.valueOf(contender.concurrency), file.toString()));
            if (contender.hasJournal) {
                arguments.add(folder.resolve("journal").toString());
            }
            try (JavaProcess process = JavaProcess.start(HEAP, ImportMain.class, arguments.toArray(String[]::new))) {
                Sample sample = null;
                for (String line = process.line(); line != null; line = process.line()) {
                    sample = Sample.of(line).orElse(sample);
                }
                if (sample == null || sample.leads() != rows) {
                    throw new IllegalStateException(contender + " did not import all rows: " + sample);
                }
                return sample;
            }
        } finally {
            delete(folder);
        }
    }

    /** The journal, and its lock. */
    static void delete(Path folder) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path each : files) {
                Files.delete(each);
            }
        }
        Files.delete(folder);
    }

    private String report(double load, int rounds) {
        StringBuilder table = new StringBuilder("""
                | at a time | contender | leads/s | × bare, by the clock | CPU s per million | × bare, processor time |
                |---:|---|---:|---:|---:|---:|
                """);
        results.forEach((contender, result) -> {
            Result bare = results.get(contender.bare());
            table.append(String.format(
                    Locale.ROOT,
                    "| %d | %s | %,.0f | %s | %.1f | %s |%n",
                    contender.concurrency,
                    result.title(),
                    result.median(),
                    result == bare ? "1" : result.ratio(bare, Sample::leadsPerSecond),
                    result.cpuSeconds(),
                    result == bare ? "1" : result.ratio(bare, Sample::cpuSeconds)));
        });
        return String.format(
                Locale.ROOT,
                """
                # Benchmark: an import, against a bare loop

                %,d rows of CSV, read by camel-csv, into a simulator without limits over loopback HTTP; each contender at
                `-Xmx%dm`, in a fresh process and against a fresh simulator; %d rounds. The component's options are its defaults,
                quota and report included; its journal is a file, of which each lead's entry is on the disk before the lead is sent.
                *Bare* is a loop over HttpClient 5: a connection a thread, each of which takes the next row, writes it as JSON and
                looks at the answer's `success`. It keeps no journal.

                ```
                ./mvnw -q -Dbenchmark=import
                ```

                %s
                Medians; a ratio is the median of the rounds' ratios, in brackets the least and the most. CPU is that of the
                contender's process; the simulator's share of the processors is the same for all.
                Measured %s on %s %s, %d processors, Java %s; load average before the first round %.1f. With other work on the
                machine the rounds differ. How fast a journal is depends on the disk.
                """,
                rows,
                HEAP,
                rounds,
                table,
                LocalDate.now(),
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("java.version"),
                load);
    }
}
