package io.github.camelherobase.connect;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigDef.Width;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import io.github.camelherobase.HerobaseOperation;

/**
 * The component's options as a connector's: names, groups, defaults and descriptions are read from the component's own
 * catalog entry, so that none is written twice.
 */
final class ComponentOptions {

    private static final String CATALOG = "/META-INF/io/github/camelherobase/herobase.json";

    private static final Set<String> SOURCE_GROUPS =
            Set.of("common", "security", "http", "quota", "filter", "output", "consumer");
    private static final Set<String> SINK_GROUPS = Set.of("common", "security", "http", "quota", "import");

    /** What a position stands for, or what Connect does itself. */
    private static final Set<String> NOT_OF_SOURCE = Set.of(
            "cursorKey",
            "newPosition",
            "until",
            "modifiedFrom",
            "modifiedTo",
            "startTime",
            "endTime",
            "timeSpan",
            "uniqueId",
            "orgCode",
            "batchSize",
            "dataFields",
            "outputType",
            "pivot",
            "onQuotaExceeded",
            "maxQuotaWait",
            "sendEmptyMessageWhenIdle");

    /** What a rejected record does is Connect's {@code errors.tolerance}. */
    private static final Set<String> NOT_OF_SINK = Set.of("onRejected", "rejectedUri", "dryRun", "onQuotaExceeded");

    private final List<Option> options = new ArrayList<>();

    private record Option(
            String name,
            String group,
            String type,
            List<String> values,
            String byDefault,
            boolean secret,
            String text) {}

    private ComponentOptions(Set<String> groups, Set<String> without, Set<HerobaseOperation> operations) {
        Set<String> others = new HashSet<>();
        for (HerobaseOperation operation : HerobaseOperation.values()) {
            others.addAll(operation.options());
        }
        operations.forEach(operation -> others.removeAll(operation.options()));
        JsonNode catalog = catalog();
        for (Map.Entry<String, JsonNode> next : catalog.path("properties").properties()) {
            String name = next.getKey();
            JsonNode option = next.getValue();
            String group = option.path("group").asText();
            boolean isTaken = groups.contains(group.replace(" (advanced)", "")) && !group.startsWith("consumer (")
                    || name.equals("delay") && groups.contains("consumer");
            if (isTaken
                    && option.path("kind").asText().equals("parameter")
                    && !option.path("type").asText().equals("object")
                    && !without.contains(name)
                    && !others.contains(name)) {
                options.add(new Option(
                        name,
                        group,
                        option.path("type").asText(),
                        texts(option.path("enum")),
                        option.hasNonNull("defaultValue")
                                ? option.get("defaultValue").asText()
                                : null,
                        option.path("secret").asBoolean(),
                        option.path("description").asText()));
            }
        }
    }

    static ComponentOptions ofSource() {
        return new ComponentOptions(SOURCE_GROUPS, NOT_OF_SOURCE, SourceSettings.OPERATIONS);
    }

    static ComponentOptions ofSink() {
        return new ComponentOptions(SINK_GROUPS, NOT_OF_SINK, Set.of(HerobaseOperation.importLeads));
    }

    /** Adds each option, behind those that are there. */
    ConfigDef addTo(ConfigDef definition) {
        int order = definition.names().size();
        for (Option option : options) {
            definition.define(
                    option.name(),
                    type(option),
                    byDefault(option),
                    option.values().isEmpty()
                            ? null
                            : ValidString.in(option.values().toArray(String[]::new)),
                    importance(option.group()),
                    option.text(),
                    title(option.group()),
                    order++,
                    Width.MEDIUM,
                    option.name());
        }
        return definition;
    }

    /** Those that are set; what is not set stays the component's default. */
    Map<String, Object> set(Map<String, String> properties) {
        Map<String, Object> set = new TreeMap<>();
        for (Option option : options) {
            String value = properties.get(option.name());
            if (value != null) {
                set.put(option.name(), value);
            }
        }
        return set;
    }

    private static Type type(Option option) {
        if (option.secret()) {
            return Type.PASSWORD;
        }
        return switch (option.type()) {
            case "boolean" -> Type.BOOLEAN;
            case "integer" -> Type.INT;
            default -> Type.STRING;
        };
    }

    private static Object byDefault(Option option) {
        // The catalog has milliseconds; calls have another one.
        return option.name().equals("delay") ? null : option.byDefault();
    }

    private static Importance importance(String group) {
        if (group.endsWith("(advanced)")) {
            return Importance.LOW;
        }
        return switch (group) {
            case "common", "security", "import" -> Importance.HIGH;
            case "filter", "consumer", "scheduler" -> Importance.MEDIUM;
            default -> Importance.LOW;
        };
    }

    private static String title(String group) {
        return switch (group.replace(" (advanced)", "")) {
            case "common", "security" -> "Account";
            case "consumer", "scheduler" -> "Polling";
            case "http" -> "HTTP";
            default ->
                group.substring(0, 1).toUpperCase(Locale.ROOT)
                        + group.substring(1).replace(" (advanced)", "");
        };
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    private static JsonNode catalog() {
        try (InputStream in = ComponentOptions.class.getResourceAsStream(CATALOG)) {
            return JsonMapper.builder().build().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException("The component's catalog entry cannot be read", e);
        }
    }
}
