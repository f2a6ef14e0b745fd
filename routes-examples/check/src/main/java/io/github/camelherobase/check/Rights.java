package io.github.camelherobase.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What the account service tells of itself.
 *
 * @param verbs by resource, such as GET and POST of Leads; only well-formed names, so that nothing else gets on
 * @param projects patterns of project names; never shown nor written
 * @param known whether the account service answered
 */
record Rights(Map<String, List<String>> verbs, List<String> projects, boolean known) {

    static final Rights UNKNOWN = new Rights(Map.of(), List.of(), false);

    private static final String NAME = "[A-Za-z]{1,40}";

    static Rights of(JsonNode account) {
        Map<String, List<String>> verbs = new TreeMap<>();
        account.path("resourceRights").fields().forEachRemaining(entry -> {
            if (entry.getKey().matches(NAME)) {
                TreeSet<String> granted = new TreeSet<>();
                entry.getValue().forEach(verb -> granted.add(verb.asText().toUpperCase(Locale.ROOT)));
                granted.removeIf(verb -> !verb.matches(NAME));
                verbs.put(entry.getKey(), List.copyOf(granted));
            }
        });
        List<String> projects = new ArrayList<>();
        account.path("projectRights").forEach(pattern -> projects.add(pattern.asText()));
        return new Rights(verbs, List.copyOf(projects), true);
    }

    boolean grants(String resource, String verb) {
        return verbs.entrySet().stream()
                .filter(entry -> entry.getKey().equalsIgnoreCase(resource))
                .anyMatch(entry -> entry.getValue().contains(verb));
    }
}
