package io.github.camelherobase.api;

import java.util.AbstractMap;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The fields of a lead in the server's order and spelling; a look-up that finds no exact name ignores case. */
final class DataFields extends AbstractMap<String, String> {

    private final Map<String, String> fields = new LinkedHashMap<>();
    private Map<String, String> byLowerCase;

    DataFields(Object members) {
        if (members instanceof Map<?, ?> map) {
            map.forEach((name, value) -> fields.put(name.toString(), value == null ? null : value.toString()));
        }
    }

    @Override
    public String get(Object name) {
        String value = fields.get(name);
        if (value != null || !(name instanceof String text) || fields.containsKey(name)) {
            return value;
        }
        return lowerCase().get(text.toLowerCase(Locale.ROOT));
    }

    @Override
    public boolean containsKey(Object name) {
        return fields.containsKey(name)
                || name instanceof String text && lowerCase().containsKey(text.toLowerCase(Locale.ROOT));
    }

    private Map<String, String> lowerCase() {
        if (byLowerCase == null) {
            byLowerCase = new LinkedHashMap<>();
            fields.forEach((name, value) -> byLowerCase.putIfAbsent(name.toLowerCase(Locale.ROOT), value));
        }
        return byLowerCase;
    }

    @Override
    public Set<Entry<String, String>> entrySet() {
        return Collections.unmodifiableMap(fields).entrySet();
    }
}
