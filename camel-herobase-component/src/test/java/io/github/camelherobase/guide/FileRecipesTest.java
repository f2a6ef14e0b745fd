package io.github.camelherobase.guide;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.github.camelherobase.HerobaseComponent;
import io.github.camelherobase.journal.FileImportJournal;
import io.github.camelherobase.simulator.HerobaseSimulator;
import io.github.camelherobase.support.ImportSites;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Every route from files that the guide and start-here show reads a file once, whatever becomes of its leads. */
class FileRecipesTest {

    private static final Pattern FROM_FILE = Pattern.compile("(from\\(\\s*\"|uri: )file:[^\"\\s]*");
    private static final String GOOD = "{\"CrmId\":\"%s\",\"Phone\":\"70000001\"}";
    private static final String BAD = "{\"CrmId\":\"%s\",\"FirstName\":\"Ida\"}";

    /** Files of which some lead is rejected, and one that no lead can be read from. */
    private static final Map<String, String> FILES = Map.of(
            "one.json",
            BAD.formatted(1),
            "some.json",
            "[" + GOOD.formatted(2) + "," + BAD.formatted(3) + "]",
            "none.json",
            BAD.formatted(4) + "\n" + BAD.formatted(5) + "\n",
            "damaged.json",
            "[" + GOOD.formatted(6) + ",{\"Phone\":\"7",
            "empty.json",
            "",
            "some.csv",
            "CrmId,Phone\n7,70000001\n8,\n",
            "none.csv",
            "CrmId,Phone\n9,\n10,\n",
            "damaged.csv",
            "CrmId,Phone\n11,70000001\n12,\"7\"0\n");

    @TempDir
    private Path folder;

    private HerobaseSimulator simulator;
    private DefaultCamelContext context;

    @BeforeEach
    void begin() throws Exception {
        simulator = HerobaseSimulator.builder().account(ImportSites.unlimited()).start();
        context = ImportSites.context(simulator.baseUrl());
    }

    @AfterEach
    void end() throws Exception {
        context.close();
        simulator.close();
    }

    record Recipe(String where, String yaml) {
        @Override
        public String toString() {
            return where;
        }
    }

    static Stream<Recipe> recipes() {
        return GuideFile.all().stream()
                .flatMap(file -> file.is(".yaml")
                        ? Stream.of(new Recipe(file.name(), file.text()))
                        : file.snippets("yaml").stream().map(snippet -> new Recipe(snippet.where(), snippet.code())))
                .filter(recipe ->
                        recipe.yaml().contains("uri: file:") && recipe.yaml().contains("herobase:importLeads"));
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void aFileIsReadOnce(Recipe recipe) throws Exception {
        List<Object> routes = routesOfFiles(recipe);
        String yaml = new ObjectMapper()
                .writeValueAsString(routes)
                .replaceAll("(\"uri\":\"file:)(\\w+)\\?", "$1" + folder + "/$2?initialDelay=0&delay=50&")
                .replaceAll("\"to\":\"file:", "\"to\":\"file:" + folder + "/");
        if (yaml.contains("importKey=")) {
            context.getComponent("herobase", HerobaseComponent.class)
                    .getConfiguration()
                    .setImportJournal(new FileImportJournal(folder.resolve("journal")));
        }
        PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString("recipe.yaml", yaml));
        if (!yaml.contains("direct:rejected\"")) {
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:rejected").to("log:rejected?level=OFF");
                }
            });
        }
        context.start();
        Path inbox = folder.resolve(yaml.contains("/leads?") ? "leads" : "inbox");
        List<String> names = FILES.keySet().stream()
                .filter(name -> yaml.contains(name.substring(name.lastIndexOf('.') + 1) + "&"))
                .toList();
        assertThat(names).as(yaml).isNotEmpty();
        for (String name : names) {
            put(inbox, name);
        }
        await().until(() -> files(inbox).isEmpty());
        int requests = requests();
        assertThat(requests).isPositive();
        await().during(Duration.ofMillis(300)).until(() -> requests() == requests);

        // The same names again: what failed before is still there.
        long failed = failed();
        assertThat(failed).isPositive();
        for (String name : names) {
            put(inbox, name);
        }
        await().until(() -> files(inbox).isEmpty());
        assertThat(failed()).as("files that failed").isEqualTo(2 * failed);
    }

    /** Without the routes that read HeroBase. */
    private static List<Object> routesOfFiles(Recipe recipe) {
        List<Object> routes = new ArrayList<>();
        HerobaseTexts.documents(recipe.yaml()).forEach(document -> routes.addAll((List<?>) document));
        routes.removeIf(route -> route.toString().contains("uri=herobase:"));
        return routes;
    }

    private void put(Path inbox, String name) throws IOException {
        Path part = Files.writeString(folder.resolve("part"), FILES.get(name), StandardCharsets.UTF_8);
        Files.createDirectories(inbox);
        Files.move(part, inbox.resolve(name));
    }

    private static List<Path> files(Path inbox) throws IOException {
        try (Stream<Path> files = Files.list(inbox)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private long failed() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.getParent().getFileName().toString().matches("\\.?failed"))
                    .count();
        }
    }

    private int requests() {
        return simulator.books().requests("POST /leads").size();
    }

    /** Java routes too, which are not run here. */
    @Test
    void everyRouteFromFilesSaysWhereFailedFilesGo() {
        List<String> all = GuideFile.all().stream()
                .filter(GuideFile::isToBeCopied)
                .filter(file ->
                        !file.name().contains("/src/test/") && file.text().contains("importLeads"))
                .flatMap(file -> FROM_FILE
                        .matcher(file.text().replaceAll("\"\\s*\\+\\s*\"", ""))
                        .results()
                        .map(found -> file.name() + ": " + found.group()))
                .toList();
        assertThat(all).hasSizeGreaterThan(6);
        assertThat(all).allSatisfy(uri -> assertThat(uri).containsPattern("[?&]moveFailed=[^&]*[$][{]file:name}"));
    }
}
