package io.github.camelherobase.api;

import java.util.AbstractMap;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The fields of a lead in the server's order and spelling; a look-up that finds no exact name ignores case. A look-up by
 * the exact name reads that field alone.
 */
final class DataFields extends AbstractMap<String, String> {

    private final Map<String, ?> members;
    private Map<String, String> fields;
    private Map<String, String> byLowerCase;

    /** @param members whose values become texts */
    DataFields(Map<String, ?> members) {
        this.members = members;
    }

    @Override
    public String get(Object name) {
        if (!(name instanceof String exact)) {
            return null;
        }
        Object value = members.get(exact);
        if (value != null) {
            return value.toString();
        }
        return members.containsKey(exact) ? null : lowerCase().get(exact.toLowerCase(Locale.ROOT));
    }

    @Override
    public boolean containsKey(Object name) {
        return name instanceof String text
                && (members.containsKey(text) || lowerCase().containsKey(text.toLowerCase(Locale.ROOT)));
    }

    private Map<String, String> fields() {
        if (fields == null) {
            Map<String, String> texts = new LinkedHashMap<>();
            members.forEach((name, value) -> texts.put(name, value == null ? null : value.toString()));
            fields = texts;
        }
        return fields;
    }

    private Map<String, String> lowerCase() {
        if (byLowerCase == null) {
            Map<String, String> map = new LinkedHashMap<>();
            fields().forEach((name, value) -> map.putIfAbsent(name.toLowerCase(Locale.ROOT), value));
            byLowerCase = map;
        }
        return byLowerCase;
    }

    @Override
    public Set<String> keySet() {
        return Collections.unmodifiableSet(members.keySet());
    }

    @Override
    public Set<Entry<String, String>> entrySet() {
        return Collections.unmodifiableMap(fields()).entrySet();
    }
}
