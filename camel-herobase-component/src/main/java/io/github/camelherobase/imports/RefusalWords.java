package io.github.camelherobase.imports;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * What an answer with {@code success:false} says about the reason: field names and words. How the server writes them is
 * not public, so the usual members are looked for, whatever their case.
 */
final class RefusalWords {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST = 500;
    private static final int MOST_DEPTH = 4;
    private static final Set<String> FIELD = Set.of("fieldname", "field", "property", "propertyname", "name", "key");
    private static final Set<String> WORDS = Set.of(
            "message",
            "errormessage",
            "error",
            "reason",
            "description",
            "errorcode",
            "code",
            "text",
            "errortext",
            "validationmessage");
    private static final Set<String> LISTS = Set.of(
            "errors",
            "responsestatus",
            "validationerrors",
            "messages",
            "fielderrors",
            "modelstate",
            "validationresult",
            "failures",
            "reasons",
            "details");

    private RefusalWords() {}

    /** Empty when it says nothing; the values of the lead are still in it. */
    static String of(byte[] answer) {
        try {
            List<String> words = new ArrayList<>();
            collect(JSON.readTree(answer), words, 0);
            String all =
                    String.join("; ", words).replaceAll("[\\s\\p{Cntrl}]+", " ").trim();
            return all.length() <= MOST ? all : all.substring(0, MOST);
        } catch (IOException e) {
            return "";
        }
    }

    private static void collect(JsonNode node, List<String> words, int depth) {
        if (depth > MOST_DEPTH) {
            return;
        }
        if (node.isTextual()) {
            words.add(node.asText());
        } else if (node.isArray()) {
            node.forEach(element -> collect(element, words, depth + 1));
        } else if (node.isObject()) {
            collectMembers(node, words, depth);
        }
    }

    private static void collectMembers(JsonNode object, List<String> words, int depth) {
        String field = null;
        List<String> said = new ArrayList<>();
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            String name = member.getKey().toLowerCase(Locale.ROOT);
            JsonNode value = member.getValue();
            if (FIELD.contains(name) && value.isTextual()) {
                field = value.asText();
            } else if (WORDS.contains(name)
                    && value.isTextual()
                    && !value.asText().isBlank()) {
                said.add(value.asText());
            } else if (LISTS.contains(name) || WORDS.contains(name)) {
                collect(value, words, depth + 1);
            } else if (depth > 0 && (value.isTextual() || value.isArray())) {
                // A map from the name of a field to what is wrong with it.
                List<String> ofField = new ArrayList<>();
                collect(value, ofField, depth + 1);
                words.add(member.getKey() + ": " + String.join(", ", ofField));
            }
        }
        String sentence = String.join(", ", said);
        if (field != null && !field.isBlank()) {
            words.add(sentence.isEmpty() ? field : field + ": " + sentence);
        } else if (!sentence.isEmpty()) {
            words.add(sentence);
        }
    }
}
