package io.github.camelherobase.benchmark;

import java.nio.file.Files;
import java.nio.file.Path;

/** A contender of the import in a process of its own. */
public final class ImportMain {

    static final String BARE = "bare";
    static final String COMPONENT = "component";

    private ImportMain() {}

    /**
     * @param arguments bare or component, base URL, requests at a time, the file to import once; or empty: as many rows as each
     *     line of the input says; one more: the journal's file
     */
    public static void main(String[] arguments) throws Exception {
        int concurrency = Integer.parseInt(arguments[2]);
        Path journal = arguments.length > 4 ? Path.of(arguments[4]) : null;
        try (ImportContender contender = arguments[0].equals(BARE)
                ? new BareImport(arguments[1], concurrency)
                : new ComponentImport(arguments[1], concurrency, journal)) {
            if (arguments[3].isEmpty()) {
                long[] first = {0};
                Passes.run(rows -> {
                    Stopwatch watch = new Stopwatch();
                    long accepted = contender.run(new Rows(first[0], rows));
                    first[0] += rows;
                    return watch.sample(accepted, 0);
                });
            } else {
                Stopwatch watch = new Stopwatch();
                long accepted = contender.run(Files.newInputStream(Path.of(arguments[3])));
                System.out.println(watch.sample(accepted, 0).toLine());
            }
        }
    }
}
