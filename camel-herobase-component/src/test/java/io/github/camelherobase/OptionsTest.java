package io.github.camelherobase;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriParam;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

import io.github.camelherobase.support.OptionTables;

import static org.assertj.core.api.Assertions.assertThat;

/** What the options say of themselves is what they do, and the guide's tables are up to date. */
class OptionsTest {

    private static final Path PAGE = Path.of("../docs/options.md");
    private static final Pattern TAKEN_BY = Pattern.compile("Taken by ([^.]*)\\.");
    private static final Set<HerobaseOperation> POLLED = EnumSet.of(
            HerobaseOperation.simpleLeads,
            HerobaseOperation.rawLeads,
            HerobaseOperation.savedSearch,
            HerobaseOperation.calls);

    private final OptionTables tables = new OptionTables();

    OptionsTest() throws IOException {}

    @Test
    void everyOptionHasALabelAndADescription() {
        tables.options().forEach((name, option) -> {
            assertThat(option.get("label").asText()).as("label of " + name).isNotBlank();
            assertThat(option.get("description").asText())
                    .as("description of " + name)
                    .isNotBlank();
        });
        tables.headers()
                .forEach((name, header) -> assertThat(header.get("description").asText())
                        .as("description of " + name)
                        .isNotBlank());
    }

    /** The catalog's generator drops characters such as square brackets without a word: then say it without them. */
    @Test
    void theCatalogSaysWhatTheSourceSays() {
        Map<String, String> source = new TreeMap<>();
        for (Class<?> type : List.of(HerobaseConfiguration.class, HerobaseEndpoint.class)) {
            for (Field field : type.getDeclaredFields()) {
                UriParam option = field.getAnnotation(UriParam.class);
                if (option != null && !option.description().isBlank()) {
                    source.put(option.name().isBlank() ? field.getName() : option.name(), option.description());
                }
            }
        }
        for (Field field : HerobaseComponent.class.getDeclaredFields()) {
            Metadata option = field.getAnnotation(Metadata.class);
            if (option != null
                    && !option.description().isBlank()
                    && !field.getName().equals("configuration")) {
                source.put(field.getName(), option.description());
            }
        }
        Map<String, String> catalog = new TreeMap<>();
        source.keySet().forEach(name -> catalog.put(name, tables.description(name)));
        assertThat(catalog).isEqualTo(source).hasSizeGreaterThan(60);
    }

    @Test
    void takenByAgreesWithWhatEachOperationTakes() {
        Map<String, Set<HerobaseOperation>> said = new TreeMap<>();
        Map<String, Set<HerobaseOperation>> done = new TreeMap<>();
        tables.options().forEach((name, option) -> {
            Set<HerobaseOperation> taken = takers(name);
            Matcher sentence = TAKEN_BY.matcher(option.get("description").asText());
            if (sentence.find()) {
                said.put(name, named(sentence.group(1)));
                done.put(name, taken);
            } else if (!taken.isEmpty()) {
                // Consumers' options need no such sentence when every consumer takes them.
                said.put(name, option.get("label").asText().startsWith("consumer") ? POLLED : Set.of());
                done.put(name, taken);
            }
        });
        assertThat(said).isEqualTo(done).hasSizeGreaterThan(40);
    }

    private static Set<HerobaseOperation> takers(String option) {
        Set<HerobaseOperation> takers = EnumSet.noneOf(HerobaseOperation.class);
        Arrays.stream(HerobaseOperation.values())
                .filter(operation -> operation.options().contains(option))
                .forEach(takers::add);
        return takers;
    }

    private static Set<HerobaseOperation> named(String words) {
        Set<HerobaseOperation> named = EnumSet.noneOf(HerobaseOperation.class);
        if (words.startsWith("every operation that streams")) {
            return takers("outputType");
        }
        boolean allBut = words.startsWith("every operation that reads but ");
        for (HerobaseOperation operation : HerobaseOperation.values()) {
            if (words.matches(".*\\b" + operation + "\\b.*")) {
                named.add(operation);
            }
        }
        if (!allBut) {
            return named;
        }
        named.add(HerobaseOperation.importLeads);
        return EnumSet.complementOf(EnumSet.copyOf(named));
    }

    @Test
    void everyOptionOfAnOperationExists() {
        Map<String, JsonNode> options = tables.options();
        for (HerobaseOperation operation : HerobaseOperation.values()) {
            assertThat(options.keySet()).containsAll(operation.options());
        }
    }

    @Test
    void headersNameOperations() {
        tables.headers().forEach((name, header) -> Arrays.stream(
                        header.get("label").asText().split(","))
                .filter(label -> !label.isEmpty() && !label.equals("consumer"))
                .forEach(HerobaseOperation::of));
    }

    /** Run with {@code -Dguide.write=true} to write the page anew. */
    @Test
    void theGuidesTablesAreUpToDate() throws IOException {
        if (Boolean.getBoolean("guide.write")) {
            Files.writeString(PAGE, tables.page());
        }
        assertThat(Files.readString(PAGE))
                .as("docs/options.md is stale; write it anew with"
                        + " ./mvnw -pl camel-herobase-component test -Dtest=OptionsTest -Dguide.write=true")
                .isEqualTo(tables.page());
    }
}
