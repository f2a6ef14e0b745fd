package io.github.camelherobase.api;

import java.io.Serializable;
import java.util.AbstractMap;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The members of an indexed object as a map, in their order; not modifiable. A look-up reads that member alone; all are
 * read once somebody goes through them.
 */
final class JsonMembers extends AbstractMap<String, Object> implements Serializable {

    private static final long serialVersionUID = 1;

    private final transient JsonIndex index;
    /** The entries are those from here to {@link #end}. */
    private final transient int first;

    private final transient int end;
    private transient Map<String, Object> all;

    JsonMembers(JsonIndex index, int first, int end) {
        this.index = index;
        this.first = first;
        this.end = end;
    }

    @Override
    public Object get(Object name) {
        if (all != null) {
            return all.get(name);
        }
        int entry = find(name);
        return entry == JsonIndex.NONE ? null : index.value(entry);
    }

    @Override
    public boolean containsKey(Object name) {
        return find(name) != JsonIndex.NONE;
    }

    private int find(Object name) {
        return name instanceof String text ? index.find(text, first, end) : JsonIndex.NONE;
    }

    @Override
    public Set<Entry<String, Object>> entrySet() {
        if (all == null) {
            all = Collections.unmodifiableMap(index.toMap(first, end));
        }
        return all.entrySet();
    }

    /** Written as what it holds, so that nobody needs this class to read it. */
    private Object writeReplace() {
        return new LinkedHashMap<>(this);
    }
}
