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

    private final JsonIndex index;
    private final int object;
    private Map<String, String> fields;
    private Map<String, String> byLowerCase;

    /** @param object the entry whose members are the fields */
    DataFields(JsonIndex index, int object) {
        this.index = index;
        this.object = object;
    }

    DataFields(Map<?, ?> members) {
        this(null, JsonIndex.NONE);
        Map<String, String> texts = new LinkedHashMap<>();
        members.forEach((name, value) -> texts.put(name.toString(), value == null ? null : value.toString()));
        fields = texts;
    }

    @Override
    public String get(Object name) {
        if (!(name instanceof String text)) {
            return null;
        }
        if (fields == null) {
            int entry = index.findIn(object, text);
            if (entry != JsonIndex.NONE) {
                Object value = index.value(entry);
                return value == null ? null : value.toString();
            }
        }
        String value = fields().get(text);
        return value != null || fields().containsKey(text) ? value : lowerCase().get(text.toLowerCase(Locale.ROOT));
    }

    @Override
    public boolean containsKey(Object name) {
        return name instanceof String text
                && (fields().containsKey(text) || lowerCase().containsKey(text.toLowerCase(Locale.ROOT)));
    }

    private Map<String, String> fields() {
        if (fields == null) {
            fields = index.texts(object);
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
    public Set<Entry<String, String>> entrySet() {
        return Collections.unmodifiableMap(fields()).entrySet();
    }
}
