package io.github.camelherobase.guide;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A file that users copy from: a page of the guide, an example's source, a Kamelet. */
record GuideFile(String name, String text) {

    private static final Path REPOSITORY = Path.of("").toAbsolutePath().getParent();
    private static final Set<String> NOT_WRITTEN_BY_HAND = Set.of("target", "node_modules");
    private static final Pattern SNIPPET =
            Pattern.compile("(?ms)^(?<indent> *)```(?<language>\\w+)\\n(?<code>.*?)^ *```");

    /** One fenced block of a page. */
    record Snippet(String where, String language, String code) {}

    /** README, the guide, the catalog page, the examples, the starter and the Kamelets. */
    static List<GuideFile> all() {
        List<GuideFile> files = new ArrayList<>();
        for (String root : List.of(
                "README.md",
                "docs",
                "routes-examples",
                "camel-herobase-starter",
                "camel-herobase-component/src/main/docs",
                "camel-herobase-component/src/main/resources/kamelets")) {
            files.addAll(below(REPOSITORY.resolve(root)));
        }
        return files;
    }

    static Path repository() {
        return REPOSITORY;
    }

    static GuideFile read(Path file) {
        try {
            return new GuideFile(REPOSITORY.relativize(file).toString(), Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<GuideFile> below(Path root) {
        if (!Files.exists(root)) {
            return List.of();
        }
        try (Stream<Path> paths = Files.walk(root)) {
            return paths.filter(Files::isRegularFile)
                    .filter(GuideFile::isReadByUsers)
                    .sorted(Comparator.naturalOrder())
                    .map(GuideFile::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isReadByUsers(Path path) {
        for (Path part : REPOSITORY.relativize(path)) {
            if (NOT_WRITTEN_BY_HAND.contains(part.toString())) {
                return false;
            }
        }
        return Stream.of(".md", ".adoc", ".java", ".yaml", ".yml", ".properties")
                .anyMatch(path.toString()::endsWith);
    }

    /** The starter's tests try what must fail. */
    boolean isToBeCopied() {
        return !name.startsWith("camel-herobase-starter/src/test");
    }

    boolean is(String extension) {
        return name.endsWith(extension);
    }

    /** The fenced blocks of a page that are written in the language. */
    List<Snippet> snippets(String language) {
        List<Snippet> found = new ArrayList<>();
        Matcher matcher = SNIPPET.matcher(text);
        while (is(".md") && matcher.find()) {
            if (matcher.group("language").equals(language)) {
                long line = text.substring(0, matcher.start()).lines().count() + 1;
                found.add(new Snippet(
                        name + ":" + line,
                        language,
                        matcher.group("code").replaceAll("(?m)^" + matcher.group("indent"), "")));
            }
        }
        return found;
    }
}
