package io.github.camelherobase.connect;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.data.Schema;

import io.github.camelherobase.HerobaseOperation;
import io.github.camelherobase.api.HerobaseRecord;

/** What the value of a source's record is. */
enum ValueFormat {
    STRING(Schema.STRING_SCHEMA),
    BYTES(Schema.BYTES_SCHEMA),
    MAP(null);

    private static final String CONVERTER = "value.converter";
    private static final String BYTES_CONVERTER = "ByteArrayConverter";

    private final Schema schema;

    ValueFormat(Schema schema) {
        this.schema = schema;
    }

    /** @param option null: the default */
    static ValueFormat of(String option) {
        return option == null ? STRING : valueOf(option.toUpperCase(Locale.ROOT));
    }

    String option() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Connect's converter of text would write what Java calls a map or an array, and nobody would be told. */
    static void checkConverter(Config config, Map<String, String> given) {
        for (ConfigValue each : config.configValues()) {
            if (each.name().equals(SourceSettings.VALUE) && each.errorMessages().isEmpty()) {
                of(given.get(SourceSettings.VALUE))
                        .refusal(given.getOrDefault(CONVERTER, ""))
                        .ifPresent(each::addErrorMessage);
            }
        }
    }

    /** @param converter empty: the worker's, which is not told here */
    private Optional<String> refusal(String converter) {
        if (this == BYTES && !converter.endsWith(BYTES_CONVERTER)) {
            return Optional.of("valueFormat=bytes needs " + CONVERTER + "=org.apache.kafka.connect.converters."
                    + BYTES_CONVERTER + " in this connector's configuration, also when the worker has it");
        }
        if (this != BYTES && converter.endsWith(BYTES_CONVERTER)
                || this == MAP && converter.endsWith("StringConverter")) {
            return Optional.of("valueFormat=" + option() + " cannot be written by " + CONVERTER + "=" + converter);
        }
        return Optional.empty();
    }

    /** Null when values have none. */
    Schema schema() {
        return schema;
    }

    /** The component's option of that name. */
    String outputType(HerobaseOperation operation) {
        return switch (this) {
            case STRING -> "json";
            case MAP -> "map";
            // A pivoted lead is many rows of the server's, and has no bytes of its own.
            case BYTES -> operation == HerobaseOperation.rawLeads ? "json" : "record";
        };
    }

    /** @param body of an exchange of that output type */
    Object value(Object body) {
        if (this != BYTES) {
            return body;
        }
        return body instanceof HerobaseRecord lead ? lead.toBytes() : utf8(body.toString());
    }

    /** The small record that goes with a position. */
    Object position(String time) {
        String json = "{\"position\":\"" + time + "\"}";
        return switch (this) {
            case STRING -> json;
            case BYTES -> utf8(json);
            case MAP -> Map.of(ConnectPosition.POSITION, time);
        };
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
