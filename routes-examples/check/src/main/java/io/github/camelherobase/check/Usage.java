package io.github.camelherobase.check;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

/**
 * Numbers by service, of the limits or the counts service. Their shape is not public, so they are read leniently; a name
 * that does not look like a service's is left out, as it could be anything.
 *
 * @param shape the switch's value for it; empty when there is none
 * @param description of the shape, in words
 */
record Usage(Map<String, Long> numbers, String shape, String description) {

    static final Usage NONE = new Usage(Map.of(), "", "");

    private static final String SERVICE = "((GET|POST|PUT|DELETE|PATCH) )?/?[A-Za-z_]+(/[A-Za-z_{}]+)*";
    private static final String MEMBER = "[A-Za-z]{1,30}";

    /** @param member that holds the number when the answer is a list as the simulator has it */
    static Usage of(JsonNode answer, String member) {
        return answer.isArray() ? ofList(answer, member) : ofMap(answer);
    }

    private static Usage ofList(JsonNode answer, String member) {
        Map<String, Long> numbers = new TreeMap<>();
        Set<String> members = new TreeSet<>();
        for (JsonNode item : answer) {
            item.fieldNames().forEachRemaining(members::add);
            JsonNode number =
                    item.path(member).isMissingNode() ? first(item, JsonNode::isIntegralNumber) : item.path(member);
            put(numbers, first(item, Usage::isName).asText(), number);
        }
        members.removeIf(name -> !name.matches(MEMBER));
        boolean usual = members.contains("service") && members.contains(member) && !numbers.isEmpty();
        return new Usage(
                numbers, usual ? "LIST" : "", "a list of objects with the members " + String.join(", ", members));
    }

    private static Usage ofMap(JsonNode answer) {
        Map<String, Long> numbers = new TreeMap<>();
        answer.fields().forEachRemaining(entry -> put(numbers, entry.getKey(), entry.getValue()));
        return numbers.isEmpty()
                ? new Usage(numbers, "", "neither a list of services nor a number for each")
                : new Usage(numbers, "MAP", "an object with a number for each service");
    }

    private static JsonNode first(JsonNode item, Predicate<JsonNode> fits) {
        for (JsonNode member : item) {
            if (fits.test(member)) {
                return member;
            }
        }
        return MissingNode.getInstance();
    }

    private static boolean isName(JsonNode member) {
        return member.isTextual() && member.textValue().matches(SERVICE);
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
