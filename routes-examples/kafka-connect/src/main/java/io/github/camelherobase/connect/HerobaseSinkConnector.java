package io.github.camelherobase.connect;

import java.util.Collections;
import java.util.List;
import java.util.Map;

import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.sink.SinkConnector;

/** Imports records as leads into HeroBase. */
public final class HerobaseSinkConnector extends SinkConnector {

    private Map<String, String> properties;

    @Override
    public String version() {
        return PluginVersion.VERSION;
    }

    @Override
    public ConfigDef config() {
        return SinkSettings.definition();
    }

    @Override
    public Config validate(Map<String, String> given) {
        return ComponentCheck.add(
                ComponentCheck.addUnknown(super.validate(given), given, SinkSettings.JOURNAL),
                SinkSettings.JOURNAL,
                false,
                worker -> List.of(worker.endpoint("importLeads", new SinkSettings(given).checked())));
    }

    @Override
    public void start(Map<String, String> given) {
        properties = given;
    }

    @Override
    public Class<? extends Task> taskClass() {
        return HerobaseSinkTask.class;
    }

    @Override
    public List<Map<String, String>> taskConfigs(int maxTasks) {
        return Collections.nCopies(maxTasks, properties);
    }

    @Override
    public void stop() {
        // Nothing is held here.
    }

    /** Any offset of a topic is one to begin at. */
    @Override
    public boolean alterOffsets(Map<String, String> given, Map<TopicPartition, Long> offsets) {
        return true;
    }
}
