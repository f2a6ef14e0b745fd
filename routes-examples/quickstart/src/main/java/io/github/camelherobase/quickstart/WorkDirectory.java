package io.github.camelherobase.quickstart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The files of one act. */
record WorkDirectory(Path root) {

    /** Leads in a file of the inbox; a restarted worker begins with the file it was at. */
    static final int LEADS_PER_FILE = 100;

    static final String REASON = "Reason";

    static final List<String> REJECT_COLUMNS =
            Stream.concat(SourceLead.COLUMNS.stream(), Stream.of(REASON)).toList();

    /** Makes the directory anew, with the leads in the inbox. */
    static WorkDirectory create(Path root, List<SourceLead> leads) throws IOException {
        clear(root);
        WorkDirectory directory = new WorkDirectory(root);
        Files.createDirectories(directory.inbox());
        Files.createDirectories(directory.done());
        for (int from = 0; from < leads.size(); from += LEADS_PER_FILE) {
            List<SourceLead> part = leads.subList(from, Math.min(leads.size(), from + LEADS_PER_FILE));
            String name = String.format(Locale.ROOT, "leads-%05d.csv", from + 1);
            new CsvFile(directory.inbox().resolve(name))
                    .write(
                            SourceLead.COLUMNS,
                            part.stream().map(SourceLead::values).toList());
        }
        return directory;
    }

    private static void clear(Path root) throws IOException {
        if (Files.exists(root)) {
            try (Stream<Path> old = Files.walk(root)) {
                for (Path path : old.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }

    Path inbox() {
        return root.resolve("inbox");
    }

    /** Where a worker moves a file whose leads are all dealt with. */
    Path done() {
        return root.resolve("done");
    }

    /** Where the component keeps its journal and its positions. */
    Path state() {
        return root.resolve(".herobase");
    }

    /** A restart may repeat rejects of the file that it begins with. */
    CsvFile rejects() {
        return new CsvFile(root.resolve("rejects.csv"));
    }

    /** A restart may repeat sales: they are exported at least once. */
    CsvFile successes() {
        return new CsvFile(root.resolve("successes.csv"));
    }

    Path log() {
        return root.resolve("worker.log");
    }

    boolean isInboxEmpty() throws IOException {
        try (Stream<Path> files = Files.list(inbox())) {
            return files.noneMatch(file -> file.getFileName().toString().endsWith(".csv"));
        }
    }
}
