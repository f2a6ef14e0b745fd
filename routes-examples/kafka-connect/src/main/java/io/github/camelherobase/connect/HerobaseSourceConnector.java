package io.github.camelherobase.connect;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.apache.camel.Endpoint;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.apache.kafka.connect.source.SourceConnector;
import org.apache.kafka.connect.util.ConnectorUtils;

/** Streams leads or calls out of HeroBase. */
public final class HerobaseSourceConnector extends SourceConnector {

    private Map<String, String> properties;

    @Override
    public String version() {
        return PluginVersion.VERSION;
    }

    @Override
    public ConfigDef config() {
        return SourceSettings.definition();
    }

    @Override
    public Config validate(Map<String, String> given) {
        Config config = ComponentCheck.addUnknown(super.validate(given), given, SourceSettings.OPERATION);
        ValueFormat.checkConverter(config, given);
        return ComponentCheck.add(config, SourceSettings.OPERATION, true, worker -> {
            SourceSettings settings = new SourceSettings(given);
            List<Endpoint> endpoints = new ArrayList<>();
            for (Unit unit : settings.units()) {
                endpoints.add(worker.endpoint(unit.operation(), settings.endpoint(unit, worker)));
            }
            return endpoints;
        });
    }

    @Override
    public void start(Map<String, String> given) {
        properties = given;
    }

    @Override
    public Class<? extends Task> taskClass() {
        return HerobaseSourceTask.class;
    }

    /** A task for each unit, or several units for a task when there may be fewer. */
    @Override
    public List<Map<String, String>> taskConfigs(int maxTasks) {
        List<Integer> units = IntStream.range(
                        0, new SourceSettings(properties).units().size())
                .boxed()
                .toList();
        List<Map<String, String>> tasks = new ArrayList<>();
        for (List<Integer> group : ConnectorUtils.groupPartitions(units, Math.min(units.size(), maxTasks))) {
            Map<String, String> task = new HashMap<>(properties);
            task.put(
                    SourceSettings.TASK_UNITS,
                    group.stream().map(String::valueOf).collect(Collectors.joining(",")));
            tasks.add(task);
        }
        return tasks;
    }

    @Override
    public void stop() {
        // Nothing is held here.
    }

    /** After a kill the records of a window come again, so it is at least once, also when the worker uses transactions. */
    @Override
    public ExactlyOnceSupport exactlyOnceSupport(Map<String, String> given) {
        return ExactlyOnceSupport.UNSUPPORTED;
    }

    /** A reset, or a position that an operator sets: a time is enough. */
    @Override
    public boolean alterOffsets(Map<String, String> given, Map<Map<String, ?>, Map<String, ?>> offsets) {
        List<Map<String, String>> known =
                new SourceSettings(given).units().stream().map(Unit::partition).toList();
        offsets.forEach((partition, offset) -> {
            if (offset == null) {
                return;
            }
            if (!known.contains(partition)) {
                throw new ConnectException(
                        "The partition " + partition + " is not one of this connector's, which are " + known);
            }
            ConnectPosition.check(offset);
        });
        return true;
    }
}
