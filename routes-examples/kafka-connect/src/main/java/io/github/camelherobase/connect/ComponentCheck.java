package io.github.camelherobase.connect;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.apache.camel.Endpoint;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigValue;

/** Lets the component check a configuration, as it does before a route's first exchange; asks no server. */
final class ComponentCheck {

    private ComponentCheck() {}

    @FunctionalInterface
    interface Endpoints {
        /** One after the other, each not started. */
        List<Endpoint> of(WorkerContext worker) throws Exception;
    }

    /** Options of Connect itself have a dot in their name, but for these. */
    private static final Set<String> CONNECTS = Set.of("name", "topics", "transforms", "predicates");

    /**
     * Connect passes over names that nobody knows, and a misspelt filter would read everything.
     *
     * @param otherwise the option that the mistakes are told of
     */
    static Config addUnknown(Config config, Map<String, String> given, String otherwise) {
        Set<String> known =
                config.configValues().stream().map(ConfigValue::name).collect(Collectors.toSet());
        given.keySet().stream()
                .filter(name -> !name.contains(".") && !known.contains(name) && !CONNECTS.contains(name))
                .sorted()
                .forEach(name -> value(config, otherwise)
                        .ifPresent(value -> value.addErrorMessage(
                                name + " is not an option of this connector; is it spelt correctly?")));
        return config;
    }

    private static Optional<ConfigValue> value(Config config, String name) {
        return config.configValues().stream()
                .filter(value -> value.name().equals(name))
                .findFirst();
    }

    /** Adds what is wrong to the option that the message names first, else to {@code otherwise}. */
    static Config add(Config config, String otherwise, boolean consumes, Endpoints endpoints) {
        if (config.configValues().stream()
                .anyMatch(value -> !value.errorMessages().isEmpty())) {
            return config;
        }
        WorkerContext worker = WorkerContext.acquire();
        try {
            for (Endpoint endpoint : endpoints.of(worker)) {
                try {
                    ServiceHelper.initService(endpoint);
                    if (consumes) {
                        endpoint.createConsumer(exchange -> {});
                    }
                } finally {
                    ServiceHelper.stopAndShutdownService(endpoint);
                }
            }
        } catch (Exception e) {
            String message = Causes.message(e);
            config.configValues().stream()
                    .filter(value -> place(value, message) >= 0)
                    .min(Comparator.comparingInt(value -> place(value, message)))
                    .or(() -> value(config, otherwise))
                    .ifPresent(value -> value.addErrorMessage(message));
        } finally {
            worker.release();
        }
        return config;
    }

    /** Where the message names the option first; negative when it does not. */
    private static int place(ConfigValue value, String message) {
        Matcher name =
                Pattern.compile("\\b" + Pattern.quote(value.name()) + "\\b").matcher(message);
        return name.find() ? name.start() : -1;
    }
}
