package io.github.camelherobase.connect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigDef.Width;

import io.github.camelherobase.HerobaseOperation;

/** What a source connector is configured with, and the units that its tasks divide. */
final class SourceSettings {

    static final String OPERATION = "operation";
    static final String TOPIC = "topic";
    static final String POSITION_TOPIC = "positionTopic";
    static final String VALUE = "valueFormat";

    /** The task's own units, by number: set by the connector. */
    static final String TASK_UNITS = "task.units";

    static final Set<HerobaseOperation> OPERATIONS = Collections.unmodifiableSet(EnumSet.of(
            HerobaseOperation.simpleLeads,
            HerobaseOperation.savedSearch,
            HerobaseOperation.calls,
            HerobaseOperation.rawLeads));

    private static final String GROUP = "HeroBase";
    private static final String SEPARATOR = ";";
    private static final ComponentOptions OPTIONS = ComponentOptions.ofSource();
    /** Kafka is busy all the time with fewer already; more grow old in memory, which the collector pays for. */
    private static final int MAX_IN_FLIGHT = 1_000;

    private final Map<String, String> properties;
    private final HerobaseOperation operation;
    private final ValueFormat valueFormat;

    SourceSettings(Map<String, String> properties) {
        this.properties = properties;
        this.operation = HerobaseOperation.valueOf(properties.get(OPERATION));
        this.valueFormat = ValueFormat.of(properties.get(VALUE));
    }

    static ConfigDef definition() {
        ConfigDef definition = new ConfigDef()
                .define(
                        OPERATION,
                        Type.STRING,
                        ConfigDef.NO_DEFAULT_VALUE,
                        ValidString.in(OPERATIONS.stream().map(Enum::name).toArray(String[]::new)),
                        Importance.HIGH,
                        "What is read. A semicolon in projects (of simpleLeads and rawLeads), searchName (of savedSearch) or"
                                + " orgCodes (of calls) divides it into units: each has a position of its own, and each task"
                                + " reads one or several of them. A unit costs at least one request of the daily quota at"
                                + " each poll, and calls one for each org code. rawLeads are read with pivot=true, one"
                                + " record for each lead.",
                        GROUP,
                        0,
                        Width.SHORT,
                        OPERATION)
                .define(
                        TOPIC,
                        Type.STRING,
                        ConfigDef.NO_DEFAULT_VALUE,
                        new ConfigDef.NonEmptyString(),
                        Importance.HIGH,
                        "The topic of the records. Their key is the lead's or the call's unique id.",
                        GROUP,
                        1,
                        Width.MEDIUM,
                        TOPIC)
                .define(
                        POSITION_TOPIC,
                        Type.STRING,
                        "herobase-positions",
                        new ConfigDef.NonEmptyString(),
                        Importance.MEDIUM,
                        "The topic that gets one small record each time a position has moved, so that Connect commits the"
                                + " position also when nothing changed in HeroBase. Make it compacted.",
                        GROUP,
                        2,
                        Width.MEDIUM,
                        POSITION_TOPIC)
                .define(
                        VALUE,
                        Type.STRING,
                        ValueFormat.STRING.option(),
                        ValidString.in(Arrays.stream(ValueFormat.values())
                                .map(ValueFormat::option)
                                .toArray(String[]::new)),
                        Importance.HIGH,
                        "What a record's value is: string, the JSON as the server sent it, for"
                                + " org.apache.kafka.connect.storage.StringConverter; bytes, the same in UTF-8, for"
                                + " org.apache.kafka.connect.converters.ByteArrayConverter, the quickest; map, without a"
                                + " schema, for"
                                + " org.apache.kafka.connect.json.JsonConverter with schemas.enable=false and for"
                                + " transformations.",
                        GROUP,
                        3,
                        Width.SHORT,
                        VALUE);
        return SharedDatabase.addTo(OPTIONS.addTo(definition));
    }

    HerobaseOperation operation() {
        return operation;
    }

    String topic() {
        return properties.get(TOPIC);
    }

    String positionTopic() {
        return properties.getOrDefault(POSITION_TOPIC, "herobase-positions");
    }

    ValueFormat valueFormat() {
        return valueFormat;
    }

    /** What each position is of, in the order of the configuration. */
    List<Unit> units() {
        String option = unitOption(operation);
        String all = properties.get(option);
        List<Unit> units = new ArrayList<>();
        if (all != null) {
            for (String unit : all.split(SEPARATOR)) {
                if (!unit.isBlank()) {
                    units.add(new Unit(operation.name(), option, unit.trim()));
                }
            }
        }
        return units.isEmpty() ? List.of(new Unit(operation.name(), option, null)) : units;
    }

    /** Of a task's configuration: its own. */
    List<Unit> taskUnits() {
        List<Unit> all = units();
        List<Unit> own = new ArrayList<>();
        for (String number : properties.get(TASK_UNITS).split(",")) {
            own.add(all.get(Integer.parseInt(number)));
        }
        return own;
    }

    private static String unitOption(HerobaseOperation operation) {
        return switch (operation) {
            case savedSearch -> "searchName";
            case calls -> "orgCodes";
            default -> "projects";
        };
    }

    /** The options of the endpoint that reads a unit. */
    Map<String, Object> endpoint(Unit unit, WorkerContext worker) {
        Map<String, Object> options = new LinkedHashMap<>(OPTIONS.set(properties));
        options.remove(unit.option());
        if (unit.value() != null) {
            options.put(unit.option(), unit.value());
        }
        options.put("outputType", valueFormat.outputType(operation));
        options.putIfAbsent("maxInFlight", MAX_IN_FLIGHT);
        if (operation == HerobaseOperation.rawLeads) {
            options.put("pivot", true);
        }
        if (SharedDatabase.isQuotaShared(properties)) {
            options.put(
                    SharedDatabase.QUOTA_STORE,
                    worker.quotaStore(SharedDatabase.required(properties, SharedDatabase.QUOTA_STORE)));
        }
        return options;
    }
}
