package io.github.camelherobase.benchmark;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The table for people, on the screen and in the docs, with the chart. */
final class Report {

    private final Map<Entry, Result> entries;
    private final List<Result> results;
    private final Result maps;
    private final Result beans;
    private final Result skim;
    private final long leads;
    private final int rounds;
    private final double load;

    /** @param load of the machine before the first round */
    Report(Map<Entry, Result> entries, Result python, long leads, int rounds, double load) {
        this.entries = entries;
        this.results = entries.keySet().stream()
                .filter(entry -> entry.job() == Job.READ)
                .map(entries::get)
                .collect(Collectors.toCollection(ArrayList::new));
        if (!python.isEmpty()) {
            results.add(python);
        }
        this.maps = entries.get(Entry.BY_HAND);
        this.beans = entries.get(Entry.BY_HAND_BEANS);
        this.skim = entries.get(Entry.SKIM);
        this.leads = leads;
        this.rounds = rounds;
        this.load = load;
    }

    String table() {
        StringBuilder table = new StringBuilder("""
                | contender | heap | leads/s (median) | slowest to fastest | CPU s per million | × by hand, maps | × by hand, beans | × token skim |
                |---|---|---:|---:|---:|---:|---:|---:|
                """);
        for (Result result : results) {
            table.append(row(result));
        }
        return table.append('\n').append(jobs()).toString();
    }

    /** Ours against the best by hand of the same job. */
    private String jobs() {
        StringBuilder table = new StringBuilder("""
                | job | ours | leads/s | by hand | × by the clock | CPU s per million | by hand | × processor time |
                |---|---|---:|---:|---:|---:|---:|---:|
                """);
        entries.forEach((entry, ours) -> {
            Result peer = entries.get(entry.peer());
            if (entry.isOurs() && !ours.isOutOfMemory() && !peer.isOutOfMemory()) {
                table.append(String.format(
                        Locale.ROOT,
                        "| %s | %s | %,.0f | %,.0f | %s | %.2f | %.2f | %s |%n",
                        entry.job().title(),
                        ours.title(),
                        ours.median(),
                        peer.median(),
                        ours.ratio(peer, Sample::leadsPerSecond),
                        ours.cpuSeconds(),
                        peer.cpuSeconds(),
                        ours.ratio(peer, Sample::cpuSeconds)));
            }
        });
        return table.toString();
    }

    private String row(Result result) {
        if (result.isOutOfMemory()) {
            return "| %s | %s | out of memory | | | | | |%n".formatted(result.title(), result.memory());
        }
        return String.format(
                Locale.ROOT,
                "| %s | %s | %,.0f | %,.0f to %,.0f | %.2f | %.2f | %.2f | %.2f |%n",
                result.title(),
                result.memory(),
                result.median(),
                result.slowest(),
                result.fastest(),
                result.cpuSeconds(),
                result.timesAsFastAs(maps),
                result.timesAsFastAs(beans),
                result.timesAsFastAs(skim));
    }

    void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        Chart.draw(entries.values(), folder.resolve("benchmark"));
        Files.writeString(folder.resolve("benchmark.md"), page(), StandardCharsets.UTF_8);
    }

    private String page() {
        return """
                # Benchmark: an export, side by side

                One export of %,d leads (%d MB) over loopback HTTP, read to its end by each contender in turn, each time in a
                fresh process (serial collector) that has read %d exports to warm up; %d rounds. Each sink reads `uniqueId`,
                `status`, `closure`, `lastModifiedTime` (ours: as a time) and three data fields, unless it says *unread*, and all
                sinks must have read the same values. Quota, position, filter check and de-duplication are on, as they are by default.

                ```
                ./mvnw -q -Dbenchmark
                ```

                The same command measures [an import](benchmark-import.md) afterwards.

                %s
                ![leads per second](benchmark.svg)

                The second table is each job against the best by hand: beans for records, maps for maps, lines and rows. Lines and rows go
                into one open file, rows of PostgreSQL by JDBC with one commit for 500; in brackets the least and the most of the rounds'
                ratios. No route caches streams: with Camel's stream cache `marshal()` costs all of them more. Where the machine's own speed
                changes from minute to minute, [duels](benchmark-duels.md) compare better.

                A member of our map is read when it is asked for; *all of it read* asks for every one, as a route does that writes the
                map as JSON. Jackson makes all of them each time.

                Medians; a ratio is the median of the rounds' ratios. *By hand* is the best route that we know to write with
                stock Camel: `http` with `disableStreamCache`, `noStreamCaching`, a bean with a Jackson iterator, and
                `split().method().streaming()`; its beans have the fields that are read, and no others. The *token skim* is a limit, not a peer: Jackson passes over the tokens of the
                same bytes in memory, reads none and makes nothing. *Stock* is `to("http")`, `unmarshal().json()`,
                `split(body())`.

                Measured %s on %s, %d processors, Java %s; load average before the first round
                %.1f. With other work on the machine the rounds differ, and the figures are too low.
                """.formatted(
                        leads,
                        leads * LeadBlock.MEAN_SIZE / 1_000_000,
                        ContenderMain.WARM_UPS,
                        rounds,
                        table(),
                        LocalDate.now(),
                        System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                        Runtime.getRuntime().availableProcessors(),
                        System.getProperty("java.version"),
                        load);
    }
}
