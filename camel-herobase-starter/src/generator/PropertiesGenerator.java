import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Writes the properties class from the component's catalog, and what the configuration processor cannot read off a class:
 * defaults and the values of enums. The fields are left null, so that only what a user sets reaches the component, and the
 * component's own defaults stay the only ones.
 */
class PropertiesGenerator {

    private static final String CATALOG = "/META-INF/io/github/camelherobase/herobase.json";
    private static final String PACKAGE = "io.github.camelherobase.springboot";
    private static final String CLASS = "HerobaseComponentOptions";
    private static final String PREFIX = "camel.component.herobase.";

    private static final JsonMapper MAPPER = new JsonMapper();

    private final List<Option> options = new ArrayList<>();

    private PropertiesGenerator(JsonNode catalog) {
        catalog.get("componentProperties").properties().forEach(entry -> options.add(new Option(entry.getKey(), entry.getValue())));
    }

    public static void main(String[] arguments) throws IOException {
        Path target = Path.of(arguments[0]);
        try (InputStream catalog = PropertiesGenerator.class.getResourceAsStream(CATALOG)) {
            PropertiesGenerator generator = new PropertiesGenerator(MAPPER.readTree(catalog));
            write(target.resolve("java/" + PACKAGE.replace('.', '/') + "/" + CLASS + ".java"), generator.source());
            write(
                    target.resolve("resources/META-INF/additional-spring-configuration-metadata.json"),
                    MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(generator.metadata()) + "\n");
        }
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        if (!Files.exists(file) || !Files.readString(file).equals(text)) {
            Files.writeString(file, text);
        }
    }

    private String source() {
        StringBuilder source = new StringBuilder();
        source.append("/* Generated from the component's catalog by the build; do not edit. */\n");
        source.append("package ").append(PACKAGE).append(";\n\n");
        source.append("import org.apache.camel.spring.boot.ComponentConfigurationPropertiesCommon;\n\n");
        source.append("/** Every option of the component; what is null is left to the component. */\n");
        source.append("public abstract class ").append(CLASS).append(" extends ComponentConfigurationPropertiesCommon {\n");
        options.forEach(option -> source.append(option.field()));
        options.forEach(option -> source.append(option.accessors()));
        return source.append("}\n").toString();
    }

    private ObjectNode metadata() {
        ObjectNode metadata = MAPPER.createObjectNode();
        ArrayNode properties = metadata.putArray("properties");
        ArrayNode hints = metadata.putArray("hints");
        for (Option option : options) {
            option.addDefault(properties);
            option.addHint(hints);
        }
        return metadata;
    }

    /** One option of the component. */
    private record Option(String name, JsonNode entry) {

        private static final Map<String, String> BOXED = new LinkedHashMap<>(
                Map.of("boolean", "Boolean", "int", "Integer", "long", "Long", "double", "Double"));

        private String type() {
            String java = entry.get("javaType").asText();
            return entry.get("type").asText().equals("duration")
                    ? "java.time.Duration"
                    : BOXED.getOrDefault(java, java.replace("java.lang.", ""));
        }

        private String field() {
            return """

                        /** %s */
                        private %s %s;
                    """
                    .formatted(entry.get("description").asText(), type(), name);
        }

        private String accessors() {
            String capital = Character.toUpperCase(name.charAt(0)) + name.substring(1);
            return """

                        public %1$s get%2$s() {
                            return %3$s;
                        }

                        public void set%2$s(%1$s %3$s) {
                            this.%3$s = %3$s;
                        }
                    """
                    .formatted(type(), capital, name);
        }

        /** A boxed Boolean has a third state, unset, which the catalog calls false. */
        private void addDefault(ArrayNode properties) {
            JsonNode value = entry.get("defaultValue");
            if (value != null && !entry.get("javaType").asText().equals("java.lang.Boolean")) {
                properties.addObject().put("name", property()).set("defaultValue", value);
            }
        }

        private void addHint(ArrayNode hints) {
            if (entry.has("enum")) {
                ArrayNode values = hints.addObject().put("name", property()).putArray("values");
                entry.get("enum").forEach(value -> values.addObject().set("value", value));
            }
        }

        private String property() {
            return PREFIX + name.replaceAll("([A-Z])", "-$1").toLowerCase(java.util.Locale.ROOT);
        }
    }
}
