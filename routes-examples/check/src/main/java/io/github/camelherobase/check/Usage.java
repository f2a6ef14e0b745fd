package io.github.camelherobase.check;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Numbers by service, of the limits or the counts service. Their shape is not public, so they are read leniently; a name
 * that does not look like a service's is left out, as it could be anything.
 *
 * @param shape LIST, MAP or empty when it is neither
 */
record Usage(Map<String, Long> numbers, String shape) {

    static final Usage NONE = new Usage(Map.of(), "");

    private static final String SERVICE = "((GET|POST|PUT|DELETE|PATCH) )?/?[A-Za-z_]+(/[A-Za-z_{}]+)*";

    static Usage of(JsonNode answer, String member) {
        Map<String, Long> numbers = new TreeMap<>();
        if (answer.isArray()) {
            answer.forEach(item -> put(numbers, item.path("service").asText(), item.path(member)));
            return new Usage(numbers, numbers.isEmpty() ? "" : "LIST");
        }
        answer.fields().forEachRemaining(entry -> put(numbers, entry.getKey(), entry.getValue()));
        return new Usage(numbers, numbers.isEmpty() ? "" : "MAP");
    }

    private static void put(Map<String, Long> numbers, String name, JsonNode number) {
        if (name.matches(SERVICE) && number.isIntegralNumber()) {
            numbers.put(name, number.longValue());
        }
    }

    /** The number of a service, whether its name has the method or not. */
    Optional<Long> number(String service) {
        Long exact = numbers.get(service);
        return Optional.ofNullable(exact != null ? exact : numbers.get(service.substring(service.indexOf('/'))));
    }
}
