package io.github.camelherobase.springboot;

import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.StreamSupport;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** What IDEs complete is what the component has: each option with type, default and description, and nothing else. */
class MetadataTest {

    private static final String PREFIX = "camel.component.herobase.";

    /** Ours, and those that every starter of Camel has. */
    private static final Set<String> ADDED =
            Set.of("create-tables", "cursor-store", "customizer.enabled", "enabled", "ssl-bundle");

    private static final Map<String, String> TYPES = Map.of(
            "boolean", "java.lang.Boolean",
            "int", "java.lang.Integer",
            "long", "java.lang.Long");

    private final JsonNode catalog =
            read("/META-INF/io/github/camelherobase/herobase.json").get("componentProperties");
    private final JsonNode metadata = read("/META-INF/spring-configuration-metadata.json");

    MetadataTest() throws IOException {}

    @Test
    void everyOptionIsThereAndNothingElse() {
        Set<String> expected = new TreeSet<>(ADDED);
        catalog.fieldNames().forEachRemaining(option -> expected.add(dashed(option)));

        assertThat(new TreeSet<>(properties().keySet())).isEqualTo(expected);
        assertThat(metadata.get("properties")).as("each once").hasSameSizeAs(expected);
    }

    @Test
    void descriptionsTypesAndDefaultsAreTheSame() {
        Map<String, JsonNode> properties = properties();
        catalog.properties().forEach(option -> {
            JsonNode property = properties.get(dashed(option.getKey()));
            assertThat(property.path("description").asText())
                    .as(option.getKey())
                    .isEqualTo(option.getValue().get("description").asText());
            assertThat(property.get("type").asText().replace(" ", ""))
                    .as(option.getKey())
                    .isEqualTo(type(option.getValue()));
            if (!option.getValue().get("javaType").asText().equals("java.lang.Boolean")) {
                assertThat(property.path("defaultValue").asText())
                        .as(option.getKey())
                        .isEqualTo(option.getValue().path("defaultValue").asText());
            }
        });
    }

    @Test
    void whatTheStarterAddsIsDescribed() {
        assertThat(Set.of("create-tables", "cursor-store", "ssl-bundle")).allSatisfy(name -> assertThat(
                        properties().get(name).path("description").asText())
                .as(name)
                .isNotBlank());
    }

    @Test
    void theValuesOfEnumsAreHints() {
        Map<String, JsonNode> hints = new LinkedHashMap<>();
        metadata.get("hints").forEach(hint -> hints.put(hint.get("name").asText(), hint));
        Map<String, JsonNode> enums = new TreeMap<>();
        catalog.properties().forEach(option -> {
            if (option.getValue().has("enum")) {
                enums.put(option.getKey(), option.getValue().get("enum"));
            }
        });

        assertThat(enums).isNotEmpty().allSatisfy((option, values) -> assertThat(
                        hints.get(PREFIX + dashed(option)).get("values").findValuesAsText("value"))
                .containsExactlyElementsOf(StreamSupport.stream(values.spliterator(), false)
                        .map(JsonNode::asText)
                        .toList()));
    }

    private static String type(JsonNode option) {
        String type = option.get("javaType").asText().replace(" ", "");
        return option.get("type").asText().equals("duration") ? "java.time.Duration" : TYPES.getOrDefault(type, type);
    }

    private Map<String, JsonNode> properties() {
        Map<String, JsonNode> properties = new LinkedHashMap<>();
        metadata.get("properties")
                .forEach(
                        property -> properties.put(property.get("name").asText().substring(PREFIX.length()), property));
        return properties;
    }

    private static String dashed(String option) {
        return option.replaceAll("([A-Z])", "-$1").toLowerCase(java.util.Locale.ROOT);
    }

    private static JsonNode read(String resource) throws IOException {
        try (InputStream json = MetadataTest.class.getResourceAsStream(resource)) {
            return new JsonMapper().readTree(json);
        }
    }
}
