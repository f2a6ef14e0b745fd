package io.github.camelherobase.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import io.github.camelherobase.client.ErrorBodiesFuzz;
import io.github.camelherobase.client.UsageAnswersFuzz;
import io.github.camelherobase.cursor.StoredPositionsFuzz;
import io.github.camelherobase.imports.body.ImportBodiesFuzz;
import io.github.camelherobase.journal.StoredJournalFuzz;
import io.github.camelherobase.quota.RateHeadersFuzz;
import io.github.camelherobase.quota.StoredQuotaFuzz;
import io.github.camelherobase.stream.CsvAnswersFuzz;
import io.github.camelherobase.stream.JsonRecordsFuzz;

/**
 * {@code ./mvnw verify -Pfuzz}: bytes that nobody thought of, made from those in {@code src/test/resources/fuzz} by Jazzer,
 * which keeps what reaches new code. What makes a target fail goes into that folder, for {@link CorpusTest}.
 */
public final class FuzzTargets {

    static final List<Class<?>> ALL = List.of(
            JsonRecordsFuzz.class,
            CsvAnswersFuzz.class,
            ErrorBodiesFuzz.class,
            RateHeadersFuzz.class,
            UsageAnswersFuzz.class,
            StoredPositionsFuzz.class,
            StoredJournalFuzz.class,
            StoredQuotaFuzz.class,
            ImportBodiesFuzz.class);

    private static final String INPUT = "fuzzerTestOneInput";

    private FuzzTargets() {}

    /** Arguments: the folder to work in, minutes a target, a part of the targets' names; ends with 1 when one failed. */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        long seconds = Math.round(Double.parseDouble(arguments[1]) * 60);
        String named = arguments.length > 2 ? arguments[2] : "";
        List<String> failed = new ArrayList<>();
        for (Class<?> target : ALL) {
            if (name(target).contains(named) && !fuzz(target, folder.resolve(name(target)), seconds)) {
                failed.add(name(target));
            }
        }
        System.out.println(failed.isEmpty() ? "No target failed" : "Targets that failed: " + failed);
        System.exit(failed.isEmpty() ? 0 : 1);
    }

    private static boolean fuzz(Class<?> target, Path folder, long seconds) throws IOException, InterruptedException {
        Path found = Files.createDirectories(folder.resolve("corpus"));
        Path log = folder.resolve("log");
        System.out.println(name(target) + ": " + seconds + " s, see " + log);
        int status = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-XX:+UseSerialGC",
                        "-Dlog4j2.configurationFile="
                                + seeds(target).getParent().resolve("silent.properties"),
                        "-classpath",
                        System.getProperty("java.class.path"),
                        "com.code_intelligence.jazzer.Jazzer",
                        "--target_class=" + target.getName(),
                        "--instrumentation_includes=io.github.camelherobase.**",
                        // Hooks look for injections, of which there are none here.
                        "--custom_hook_includes=none",
                        "-max_total_time=" + seconds,
                        "-timeout=20",
                        "-max_len=4096",
                        "-dict=" + seeds(target).resolveSibling("dictionary"),
                        found.toString(),
                        seeds(target).toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start()
                .waitFor();
        List<String> said = Files.readAllLines(log, StandardCharsets.ISO_8859_1);
        said.subList(Math.max(0, said.size() - (status == 0 ? 1 : 40)), said.size())
                .forEach(System.out::println);
        return status == 0;
    }

    static String name(Class<?> target) {
        return target.getSimpleName().replace("Fuzz", "");
    }

    /** The folder with what is committed for it. */
    static Path seeds(Class<?> target) {
        try {
            return Path.of(FuzzTargets.class
                            .getResource("/fuzz/silent.properties")
                            .toURI())
                    .resolveSibling(name(target));
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    static List<Path> inputs(Class<?> target) {
        try (Stream<Path> files = Files.list(seeds(target))) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void run(Class<?> target, byte[] input) throws Throwable {
        try {
            target.getMethod(INPUT, byte[].class).invoke(null, (Object) input);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
