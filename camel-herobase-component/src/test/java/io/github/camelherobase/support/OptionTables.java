package io.github.camelherobase.support;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.github.camelherobase.HerobaseOperation;

/** The page of options and headers, made of the component's metadata. */
public final class OptionTables {

    private static final String METADATA = "/META-INF/io/github/camelherobase/herobase.json";

    private final JsonNode metadata;

    public OptionTables() throws IOException {
        try (InputStream json = OptionTables.class.getResourceAsStream(METADATA)) {
            this.metadata = new ObjectMapper().readTree(json);
        }
    }

    /** The endpoint's options by name, {@code operation} not among them. */
    public Map<String, JsonNode> options() {
        Map<String, JsonNode> options = members("properties");
        options.remove("operation");
        return options;
    }

    /** What the catalog says of an option of endpoint or component. */
    public String description(String option) {
        JsonNode ofEndpoint = metadata.at("/properties/" + option + "/description");
        return (ofEndpoint.isMissingNode()
                        ? metadata.at("/componentProperties/" + option + "/description")
                        : ofEndpoint)
                .asText();
    }

    public Map<String, JsonNode> headers() {
        return members("headers");
    }

    private Map<String, JsonNode> members(String name) {
        Map<String, JsonNode> members = new LinkedHashMap<>();
        metadata.get(name).properties().forEach(member -> members.put(member.getKey(), member.getValue()));
        return members;
    }

    public String page() {
        StringBuilder page = new StringBuilder("""
                # Options and headers

                Made by the build of the component's metadata: do not edit. Every option may stand on an endpoint, and for all
                endpoints in `camel.component.herobase.<name>`; what one operation alone takes says so, elsewhere it fails the
                start.

                ## Options that only some operations take

                | operation | options |
                |---|---|
                """);
        for (HerobaseOperation operation : HerobaseOperation.values()) {
            if (!operation.options().isEmpty()) {
                page.append("| `").append(operation).append("` | ");
                page.append(String.join(", ", new TreeSet<>(operation.options())))
                        .append(" |\n");
            }
        }
        groups().forEach((group, options) -> {
            page.append("\n## Options: ")
                    .append(group)
                    .append("\n\n| option | type | default | |\n|---|---|---|---|\n");
            options.forEach(option -> page.append(option).append('\n'));
        });
        page.append("\n## Headers\n\n| header | type | operations | |\n|---|---|---|---|\n");
        headers().forEach((name, header) -> page.append("| `")
                .append(name)
                .append("` | ")
                .append(simple(header.get("javaType").asText()))
                .append(" | ")
                .append(header.get("label").asText().replace(",", ", "))
                .append(" | ")
                .append(cell(header.get("description").asText()))
                .append(" |\n"));
        List<String> component = new ArrayList<>();
        members("componentProperties").forEach((name, option) -> {
            if (!metadata.get("properties").has(name)) {
                component.add(row(name, option));
            }
        });
        page.append("\n## Options of the component alone\n\n| option | type | default | |\n|---|---|---|---|\n");
        component.forEach(option -> page.append(option).append('\n'));
        return page.toString();
    }

    private Map<String, List<String>> groups() {
        Map<String, List<String>> groups = new LinkedHashMap<>();
        for (String first : List.of("common", "security", "filter", "output", "import", "consumer")) {
            groups.put(first, new ArrayList<>());
        }
        options().forEach((name, option) -> groups.computeIfAbsent(
                        option.get("group").asText().replace(" (advanced)", ""), group -> new ArrayList<>())
                .add(row(name, option)));
        return groups;
    }

    private static String row(String name, JsonNode option) {
        String values = option.has("enum") ? " " + enumValues(option.get("enum")) : "";
        return "| `" + name + "` | " + type(option) + values + " | " + defaultOf(option) + " | "
                + cell(option.get("description").asText()) + " |";
    }

    private static String enumValues(JsonNode values) {
        List<String> names = new ArrayList<>();
        values.forEach(value -> names.add(value.asText()));
        return String.join(", ", names);
    }

    private static String type(JsonNode option) {
        String type = option.get("type").asText();
        return type.equals("object") ? simple(option.get("javaType").asText()) : type;
    }

    private static String defaultOf(JsonNode option) {
        // Camel's tool writes false for a Boolean that may be unset.
        if (!option.has("defaultValue") || option.get("javaType").asText().equals("java.lang.Boolean")) {
            return "";
        }
        return "`" + option.get("defaultValue").asText() + "`";
    }

    private static String simple(String javaTypes) {
        return String.join(
                " ",
                Arrays.stream(javaTypes.replaceAll("<.*>", "").split(" "))
                        .map(type -> type.substring(type.lastIndexOf('.') + 1))
                        .toList());
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("<", "&lt;");
    }
}
