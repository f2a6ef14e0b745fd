package io.github.camelherobase.guide;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;

import io.github.camelherobase.support.Browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The guide as a site, read from its folder in a headless Chromium. Without Chromium or npm it says so and is skipped. */
class SiteTest {

    private static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();
    private static final Path SITE = CHECKOUT.resolve("target/site");

    @TempDir
    static Path profile;

    private static Browser browser;

    @BeforeAll
    static void build() throws Exception {
        assumeTrue(Browser.program().isPresent(), "No Chromium is installed");
        assumeTrue(
                Stream.of(System.getenv("PATH").split(":"))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "npm"))),
                "No npm is installed");
        npm("ci");
        npm("run", "build");
        browser = Browser.start(profile);
    }

    @AfterAll
    static void close() throws Exception {
        if (browser != null) {
            browser.close();
        }
    }

    private static void npm(String... arguments) throws Exception {
        Path log = Files.createTempFile(profile, "npm", ".log");
        List<String> command = new ArrayList<>(List.of("npm"));
        command.addAll(List.of(arguments));
        Process npm = new ProcessBuilder(command)
                .directory(CHECKOUT.resolve("docs/site").toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        boolean ended = npm.waitFor(3, TimeUnit.MINUTES);
        npm.destroyForcibly();
        assertThat(ended && npm.waitFor() == 0).as(Files.readString(log)).isTrue();
    }

    @Test
    void everyPageIsWholeAtPhoneAndDesktopWidth() throws Exception {
        List<Path> pages;
        try (Stream<Path> files = Files.walk(SITE)) {
            pages = files.filter(file -> file.toString().endsWith(".html")).toList();
        }
        Set<String> guide = new HashSet<>();
        try (Stream<Path> files = Files.walk(CHECKOUT.resolve("docs"))) {
            files.filter(file ->
                            file.toString().endsWith(".md") && !file.toString().contains("node_modules"))
                    .forEach(file -> guide.add(CHECKOUT.resolve("docs")
                            .relativize(file)
                            .toString()
                            .replaceAll("README\\.md$", "index.md")
                            .replaceAll("\\.md$", ".html")));
        }
        assertThat(pages.stream().map(page -> SITE.relativize(page).toString()))
                .containsExactlyInAnyOrderElementsOf(guide);

        List<String> wrong = new ArrayList<>();
        for (Path page : pages) {
            for (int width : new int[] {390, 1280}) {
                open(page, width);
                JsonNode seen = browser.evaluate("""
                        ({
                            wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
                            title: document.title,
                            images: [...document.images].filter((image) => !image.naturalWidth).map((image) => image.src),
                            links: [...document.links].map((link) => link.href),
                            undrawn: document.querySelectorAll("pre.language-mermaid").length,
                        })""");
                String where = SITE.relativize(page) + " at " + width + ": ";
                if (seen.get("wide").asInt() > 0) {
                    wrong.add(where + seen.get("wide") + " pixels too wide");
                }
                if (seen.get("title").asText().startsWith(" ")) {
                    wrong.add(where + "no title");
                }
                seen.get("images").forEach(image -> wrong.add(where + "no picture " + image.asText()));
                seen.get("links").forEach(link -> {
                    if (!leadsSomewhere(link.asText())) {
                        wrong.add(where + "dead link " + link.asText());
                    }
                });
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(browser.errors()).isEmpty();
        assertThat(browser.requests()).allMatch(request -> request.matches("(?:file|data|about|blob):.*"));
    }

    private static void open(Path page, int width) throws Exception {
        browser.size(width, 900);
        browser.open(page.toUri().toString());
        await().ignoreExceptions()
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> browser.evaluate("""
                                location.href === %s && document.readyState === "complete"
                                    && !document.querySelector("pre.language-mermaid")
                                    && !document.querySelector(".diagram:not([data-processed])")""".formatted("\"" + page.toUri() + "\""))
                        .asBoolean());
    }

    /** A file of the site that has the place named, or a page outside, which is not looked up. */
    private static boolean leadsSomewhere(String link) {
        URI uri = URI.create(link);
        if (!uri.getScheme().equals("file")) {
            return uri.getScheme().equals("https") || uri.getScheme().equals("http");
        }
        try {
            Path file = Path.of(uri.getPath());
            return Files.isRegularFile(file)
                    && (uri.getFragment() == null
                            || Files.readString(file).contains("id=\"" + uri.getFragment() + "\""));
        } catch (Exception e) {
            return false;
        }
    }

    @Test
    void theSearchFindsASectionAndTheThemeIsKept() throws Exception {
        open(SITE.resolve("index.html"), 1280);
        browser.evaluate("""
                (() => {
                    const input = document.querySelector("input[type=search]");
                    input.value = "rejectedUri";
                    input.dispatchEvent(new Event("input"));
                })()""");
        await().until(() ->
                browser.evaluate("document.querySelectorAll('#found a').length").asInt() > 0);
        assertThat(browser.text("#found")).contains("rejected");
        assertThat(leadsSomewhere(browser.evaluate("document.querySelector('#found a').href")
                        .asText()))
                .isTrue();

        browser.dark(false);
        String light = browser.evaluate("getComputedStyle(document.body).backgroundColor")
                .asText();
        browser.evaluate("document.getElementById('theme').click()");
        assertThat(browser.evaluate("getComputedStyle(document.body).backgroundColor")
                        .asText())
                .isNotEqualTo(light);
        assertThat(browser.errors()).isEmpty();
    }
}
