package io.github.camelherobase.guide;

import java.io.StringReader;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.github.camelherobase.guide.GuideFile.Snippet;
import io.github.camelherobase.guide.HerobaseTexts.Place;
import io.github.camelherobase.guide.HerobaseTexts.Uri;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What the guide, the examples and the Kamelets show is what the component takes. */
class GuideTest {

    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]+)(#[^)]*)?\\)");
    private static final Pattern HEADING_LINK = Pattern.compile("\\]\\(([^)#\\s]*)#([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([^}]*)}}");

    private final List<GuideFile> files = GuideFile.all();
    private final HerobaseCatalog catalog = new HerobaseCatalog();

    @Test
    void everyUriIsOne() {
        List<String> mistakes = files.stream()
                .filter(GuideFile::isToBeCopied)
                .flatMap(file -> HerobaseTexts.uris(file).stream()
                        .map(catalog::mistakeIn)
                        .filter(Objects::nonNull)
                        .map(mistake -> file.name() + ": " + mistake))
                .toList();
        assertThat(mistakes).isEmpty();
        assertThat(files.stream().flatMap(file -> HerobaseTexts.uris(file).stream()))
                .as("so that the search cannot fail silently")
                .hasSizeGreaterThan(30);
    }

    @Test
    void everySettingIsOne() {
        List<String> mistakes = files.stream()
                .filter(GuideFile::isToBeCopied)
                .flatMap(file -> HerobaseTexts.settings(file).stream()
                        .map(catalog::mistakeIn)
                        .filter(Objects::nonNull)
                        .map(mistake -> file.name() + ": " + mistake))
                .toList();
        assertThat(mistakes).isEmpty();
        assertThat(files.stream().flatMap(file -> HerobaseTexts.settings(file).stream()))
                .hasSizeGreaterThan(5);
    }

    @Test
    void everyJavaSnippetCompilesOrIsTakenFromCompiledCode() {
        List<String> code = files.stream()
                .filter(file -> file.is(".java"))
                .map(file -> withoutBlanks(file.text()))
                .toList();
        List<String> mistakes = snippets("java")
                .filter(snippet -> code.stream().noneMatch(text -> text.contains(withoutBlanks(snippet.code()))))
                .map(snippet -> found(snippet, JavaSnippets.mistakeIn(snippet)))
                .filter(Objects::nonNull)
                .toList();
        assertThat(mistakes).isEmpty();
    }

    private static String found(Snippet snippet, String mistake) {
        return mistake == null ? null : snippet.where() + ": " + mistake;
    }

    private static String withoutBlanks(String text) {
        return text.replaceAll("\\s+", "");
    }

    @Test
    void everyYamlSnippetLoads() {
        for (Snippet snippet : snippets("yaml").toList()) {
            assertThat(load(snippet)).as(snippet.where()).isNotNegative();
        }
    }

    /** How many routes it makes; what is no list of routes need only be YAML. */
    private static int load(Snippet snippet) {
        if (!(HerobaseTexts.documents(snippet.code()).get(0) instanceof List)) {
            return 0;
        }
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            Matcher placeholder = PLACEHOLDER.matcher(snippet.code());
            while (placeholder.find()) {
                context.getPropertiesComponent().addInitialProperty(placeholder.group(1), "value");
            }
            Resource resource = ResourceHelper.fromString("snippet.yaml", snippet.code());
            PluginHelper.getRoutesLoader(context).loadRoutes(resource);
            return context.getRouteDefinitions().size();
        } catch (Exception e) {
            throw new AssertionError(snippet.where() + " does not load: " + e.getMessage(), e);
        }
    }

    @Test
    void everyJsonFileOfTheGuideIsJson() throws Exception {
        Map<?, ?> dashboard = new ObjectMapper()
                .readValue(
                        new StringReader(GuideFile.read(
                                        GuideFile.repository().resolve("docs/observability/grafana-dashboard.json"))
                                .text()),
                        Map.class);
        assertThat(dashboard.get("panels"))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
                .isNotEmpty();
    }

    @Test
    void everyLinkToAFileLeadsToOne() {
        List<String> dead = files.stream()
                .filter(file -> file.is(".md"))
                .flatMap(file -> LINK.matcher(file.text())
                        .results()
                        .map(link -> link.group(1))
                        .filter(target -> !target.contains(":"))
                        .filter(target -> !GuideFile.repository()
                                .resolve(file.name())
                                .resolveSibling(target)
                                .toFile()
                                .exists())
                        .map(target -> file.name() + " links to " + target))
                .toList();
        assertThat(dead).isEmpty();
    }

    @Test
    void everyLinkToAHeadingLeadsToOne() {
        List<String> dead = files.stream()
                .filter(file -> file.is(".md"))
                .flatMap(file -> HEADING_LINK
                        .matcher(file.text())
                        .results()
                        .filter(link -> !link.group(1).contains(":"))
                        .filter(link -> !headings(file, link.group(1)).contains(link.group(2)))
                        .map(link -> file.name() + " links to " + link.group(1) + "#" + link.group(2)))
                .toList();
        assertThat(dead).isEmpty();
    }

    /** As the web names them: small letters and digits, joined by hyphens. */
    private static List<String> headings(GuideFile from, String target) {
        Path page = GuideFile.repository().resolve(from.name());
        GuideFile file = target.isEmpty()
                ? from
                : GuideFile.read(page.resolveSibling(target).normalize());
        return HEADING.matcher(file.text())
                .results()
                .map(heading -> heading.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'))
                .toList();
    }

    private Stream<Snippet> snippets(String language) {
        return files.stream().flatMap(file -> file.snippets(language).stream());
    }

    /** The test itself must be able to fail. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Text `herobase:simpleLead?delay=5m` text",
                "Text `herobase:simpleLeads?modifiedFrm=today` text",
                "Text `herobase:simpleLeads?outputType=recrd` text",
                "```java\nfrom(\"herobase:calls?maxInFligth=5\").to(\"log:a\");\n```",
                "```java\nto(\"herobase:calls?x=\" + 5);\n```",
                "```java\nfrom(herobase(\"cals\")).to(\"log:a\");\n```",
                "```java\nto(herobase(\"calls\").orgCodes(\"all\").outputType(\"recrd\")).to(\"log:a\");\n```",
                "```java\nto(herobase(\"calls\")\n    .advanced().maxInFlight(many(1)).delay(5)).to(\"log:a\");\n```",
                "```xml\n<to uri=\"herobase:calls?orgCodes=a&amp;orgCode5=a\"/>\n```",
                "```properties\nfeed = herobase:calls?orgCode5=a\n```",
                "```yaml\n- from:\n    uri: herobase:calls\n    parameters:\n      orgCode5: a\n```",
                "```yaml\n- route:\n    from:\n      uri: direct:a\n      steps:\n        - to: herobase:lead?uid=1\n```",
                "```yaml\n- from:\n    uri: master:a:herobase:calls?orgCode5=a\n```"
            })
    void aWrongUriIsFound(String page) {
        List<Uri> uris = HerobaseTexts.uris(new GuideFile("page.md", page + "\n"));
        assertThat(uris).hasSize(1);
        assertThat(catalog.mistakeIn(uris.get(0))).isNotNull();
    }

    @Test
    void aConsumersOptionOfAProducerIsFound() {
        assertThat(catalog.mistakeIn(new Uri("herobase:simpleLeads?delay=5m", Place.TO)))
                .contains("delay");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "camel.component.herobase.base-ulr=https://wshero01.herobase.com/api",
                "camel.component.herobase.max-in-flight=many",
                "camel.component.herobase.accounts.north.usernam=a",
                "export CAMEL_COMPONENT_HEROBASE_PASWORD=secret",
                "```yaml\ncamel:\n  component:\n    herobase:\n      accounts: {north: {user: a}}\n```",
                "```yaml\ncamel:\n  component:\n    herobase:\n      usernam: a\n```"
            })
    void aWrongSettingIsFound(String page) {
        List<String> settings = HerobaseTexts.settings(new GuideFile("page.md", page + "\n"));
        assertThat(settings).hasSize(1);
        assertThat(catalog.mistakeIn(settings.get(0))).isNotNull();
    }

    @Test
    void aWrongSnippetIsFound() {
        GuideFile page = new GuideFile("page.md", """
                ```java
                from("herobase:calls").split(bdy());
                ```
                ```yaml
                - route:
                    from:
                      uri: direct:a
                      stepz: []
                ```
                """);
        assertThat(JavaSnippets.mistakeIn(page.snippets("java").get(0))).contains("bdy");
        assertThatThrownBy(() -> load(page.snippets("yaml").get(0))).hasMessageContaining("does not load");
    }

    @Test
    void anExampleSnippetMakesItsRoutes() {
        GuideFile page = new GuideFile("page.md", """
                ```yaml
                - route:
                    from:
                      uri: direct:a
                      steps:
                        - to: herobase:importLeads?username={{user}}
                ```
                """);
        assertThat(load(page.snippets("yaml").get(0))).isOne();
        assertThat(Collections.unmodifiableList(HerobaseTexts.uris(page))).hasSize(1);
    }
}
