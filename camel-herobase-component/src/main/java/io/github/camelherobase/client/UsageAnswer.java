package io.github.camelherobase.client;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.github.camelherobase.api.HerobaseProtocolException;
import io.github.camelherobase.quota.UsageCount;

/**
 * An answer of the limits or the counts service. Its shape is not public, so it is read leniently: a list of objects, or
 * an object with a number or an object for each service, bare or below one member.
 */
final class UsageAnswer {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final List<String> NAMES = List.of(
            "service", "servicename", "name", "request", "requestname", "requesttype", "resource", "path", "url");
    private static final List<String> METHODS = List.of("method", "verb", "httpmethod");
    private static final List<String> LIMITS = List.of(
            "limit", "dailylimit", "requestlimit", "requestsperday", "allowed", "max", "maximum", "requests", "value");
    private static final List<String> COUNTS =
            List.of("count", "used", "requestcount", "current", "usage", "requests", "value");
    private static final List<String> RESETS =
            List.of("secondsleft", "reset", "resetseconds", "secondstoreset", "secondsremaining", "remainingseconds");

    /** A day's window, and what clocks may differ; whatever is longer makes no sense. */
    private static final long LONGEST_RESET = Duration.ofDays(1).plusHours(1).toSeconds();

    private final String service;
    private final Map<String, JsonNode> entries;

    private UsageAnswer(String service, Map<String, JsonNode> entries) {
        this.service = service;
        this.entries = entries;
    }

    /**
     * @param foreign says of an answer that is not JSON what it is
     * @throws HerobaseProtocolException when it is not JSON or names no service */
    static UsageAnswer of(byte[] body, String service, Function<byte[], String> foreign) {
        JsonNode root;
        try {
            root = JSON.readTree(body);
        } catch (IOException e) {
            throw protocol(service, "expected JSON; what came is " + foreign.apply(body));
        }
        Map<String, JsonNode> entries = new LinkedHashMap<>();
        JsonNode unwrapped = root;
        while (isWrapper(unwrapped)) {
            unwrapped = unwrapped.elements().next();
        }
        collect(unwrapped, entries);
        if (entries.isEmpty()) {
            throw protocol(service, "expected a number for each service, found none");
        }
        return new UsageAnswer(service, entries);
    }

    Map<String, Long> limits() {
        Map<String, Long> limits = new LinkedHashMap<>();
        entries.forEach((name, entry) -> {
            Long limit = number(entry, LIMITS);
            if (limit != null && limit > 0) {
                limits.put(name, limit);
            }
        });
        if (limits.isEmpty()) {
            throw protocol(service, "expected the limit of at least one service, found none");
        }
        return limits;
    }

    Map<String, UsageCount> counts() {
        Map<String, UsageCount> counts = new LinkedHashMap<>();
        entries.forEach((name, entry) -> {
            Long used = number(entry, COUNTS);
            Long reset = entry.isObject() ? member(entry, RESETS, UsageAnswer::isCount) : null;
            if (used != null && used >= 0) {
                counts.put(
                        name, new UsageCount(used, reset == null || reset < 0 || reset > LONGEST_RESET ? null : reset));
            }
        });
        if (counts.isEmpty()) {
            throw protocol(service, "expected the count of at least one service, found none");
        }
        return counts;
    }

    /** Whether the only member holds everything and is no service itself. */
    private static boolean isWrapper(JsonNode node) {
        return node.isObject()
                && node.size() == 1
                && node.elements().next().isContainerNode()
                && !node.fieldNames().next().contains("/");
    }

    private static void collect(JsonNode node, Map<String, JsonNode> entries) {
        if (node.isArray()) {
            for (JsonNode item : node) {
                String name = name(item);
                if (name != null) {
                    entries.put(name, item);
                }
            }
        } else if (node.isObject()) {
            List<String> names = new ArrayList<>();
            node.fieldNames().forEachRemaining(names::add);
            names.stream()
                    .filter(name -> node.get(name).isIntegralNumber() || hasNumber(node.get(name)))
                    .forEach(name -> entries.put(name, node.get(name)));
        }
    }

    private static boolean hasNumber(JsonNode node) {
        if (!node.isObject()) {
            return false;
        }
        for (JsonNode member : node) {
            if (member.isIntegralNumber()) {
                return true;
            }
        }
        return false;
    }

    private static String name(JsonNode item) {
        String name = text(item, NAMES);
        String method = text(item, METHODS);
        return name == null || method == null || name.contains(" ") ? name : method + " " + name;
    }

    private static String text(JsonNode item, List<String> names) {
        JsonNode found = find(item, names, JsonNode::isTextual);
        return found == null ? null : found.textValue();
    }

    private static Long number(JsonNode entry, List<String> names) {
        return isCount(entry) ? Long.valueOf(entry.longValue()) : member(entry, names, UsageAnswer::isCount);
    }

    private static boolean isCount(JsonNode number) {
        return number.isIntegralNumber() && number.canConvertToLong();
    }

    private static Long member(JsonNode entry, List<String> names, Predicate<JsonNode> type) {
        JsonNode found = find(entry, names, type);
        return found == null ? null : Long.valueOf(found.longValue());
    }

    /** The member with the first of the names that is there, whatever its case. */
    private static JsonNode find(JsonNode object, List<String> names, Predicate<JsonNode> type) {
        for (String name : names) {
            for (Iterator<Map.Entry<String, JsonNode>> members = object.fields(); members.hasNext(); ) {
                Map.Entry<String, JsonNode> member = members.next();
                if (member.getKey().toLowerCase(Locale.ROOT).equals(name) && type.test(member.getValue())) {
                    return member.getValue();
                }
            }
        }
        return null;
    }

    private static HerobaseProtocolException protocol(String service, String what) {
        return new HerobaseProtocolException(service + ": " + what, null, service, 200, false);
    }
}
