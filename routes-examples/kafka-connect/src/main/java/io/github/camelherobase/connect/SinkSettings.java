package io.github.camelherobase.connect;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;

/** What a sink connector is configured with. */
final class SinkSettings {

    static final String JOURNAL = "importJournal";

    private static final String JOURNAL_FILE = "journalFile";
    private static final String FILE = "file";
    private static final String NONE = "none";
    private static final String IMPORT_KEY = "importKey";
    private static final String CONCURRENCY = "importConcurrency";
    private static final String READ_BACK = "readBackFields";
    private static final int DEFAULT_CONCURRENCY = 4;
    private static final String GROUP = "Journal";

    /** What names a record: Kafka never changes it. */
    private static final String RECORD_KEY =
            "$simple{header.kafkaTopic}-$simple{header.kafkaPartition}-$simple{header.kafkaOffset}";

    private static final ComponentOptions OPTIONS = ComponentOptions.ofSink();

    private final Map<String, String> properties;

    SinkSettings(Map<String, String> properties) {
        this.properties = properties;
        if (properties.get(JOURNAL).equals(NONE) && properties.get(IMPORT_KEY) != null) {
            throw new ConfigException(
                    IMPORT_KEY,
                    properties.get(IMPORT_KEY),
                    "it is a key of the journal, and " + JOURNAL + "=none; set " + JOURNAL + "=jdbc, or leave it out");
        }
    }

    static ConfigDef definition() {
        ConfigDef definition = new ConfigDef()
                .define(
                        JOURNAL,
                        Type.STRING,
                        ConfigDef.NO_DEFAULT_VALUE,
                        ValidString.in(SharedDatabase.JDBC, FILE, NONE),
                        Importance.HIGH,
                        "Where it is written which records were sent, so that a record that Connect delivers again is no"
                                + " second lead: jdbc, in a database that all workers share; file, for a single worker;"
                                + " none, then a kill or a rebalance may bring leads into HeroBase twice. There is no"
                                + " default, as only you know which of them holds.",
                        GROUP,
                        0,
                        Width.SHORT,
                        JOURNAL)
                .define(
                        JOURNAL_FILE,
                        Type.STRING,
                        null,
                        Importance.MEDIUM,
                        "The file of importJournal=file, on a volume that outlives the worker.",
                        GROUP,
                        1,
                        Width.LONG,
                        JOURNAL_FILE);
        return SharedDatabase.addTo(OPTIONS.addTo(definition));
    }

    /** How many leads are sent at a time. */
    int concurrency() {
        String text = properties.get(CONCURRENCY);
        return text == null ? DEFAULT_CONCURRENCY : Integer.parseInt(text);
    }

    /** Whether HeroBase is asked for leads in doubt. */
    boolean isReadBack() {
        return properties.get(READ_BACK) != null;
    }

    /** The options of the endpoint that imports. */
    Map<String, Object> endpoint(WorkerContext worker) throws IOException {
        Map<String, Object> options = new LinkedHashMap<>(OPTIONS.set(properties));
        options.put("onRejected", "fail");
        switch (properties.get(JOURNAL)) {
            case SharedDatabase.JDBC -> {
                options.putIfAbsent(IMPORT_KEY, RECORD_KEY);
                options.put(JOURNAL, worker.journal(SharedDatabase.required(properties, JOURNAL)));
            }
            case FILE -> {
                options.putIfAbsent(IMPORT_KEY, RECORD_KEY);
                options.put(JOURNAL, worker.journal(file()));
            }
            default -> options.remove(IMPORT_KEY);
        }
        if (SharedDatabase.isQuotaShared(properties)) {
            options.put(
                    SharedDatabase.QUOTA_STORE,
                    worker.quotaStore(SharedDatabase.required(properties, SharedDatabase.QUOTA_STORE)));
        }
        return options;
    }

    /** The same without its stores, which a check does not open. */
    Map<String, Object> checked() {
        Map<String, Object> options = new LinkedHashMap<>(OPTIONS.set(properties));
        if (properties.get(JOURNAL).equals(SharedDatabase.JDBC)) {
            SharedDatabase.required(properties, JOURNAL);
        } else if (properties.get(JOURNAL).equals(FILE)) {
            file();
        }
        if (SharedDatabase.isQuotaShared(properties)) {
            SharedDatabase.required(properties, SharedDatabase.QUOTA_STORE);
        }
        return options;
    }

    private Path file() {
        String file = properties.get(JOURNAL_FILE);
        if (file == null) {
            throw new ConfigException(JOURNAL, FILE, "set " + JOURNAL_FILE + " to the file of the journal");
        }
        return Path.of(file);
    }
}
