package io.github.camelherobase.api;

import java.io.Serializable;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.NoSuchElementException;
import java.util.Set;

/**
 * The members of an indexed object as a map, in their order; not modifiable. Nothing is read before it is asked for, and
 * nothing is kept: who asks twice reads twice.
 */
final class JsonMembers extends AbstractMap<String, Object> implements Serializable {

    private static final long serialVersionUID = 1;

    private final transient JsonIndex index;
    /** The entries are those from here to {@link #end}. */
    private final transient int first;

    private final transient int end;

    JsonMembers(JsonIndex index, int first, int end) {
        this.index = index;
        this.first = first;
        this.end = end;
    }

    @Override
    public Object get(Object name) {
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
        if (index.isDistinct(first, end)) {
            return new Members();
        }
        // Of members with one name the platform's map keeps the first's place and the last's value, as the library
        // does.
        return Collections.unmodifiableMap(index.toMap(first, end)).entrySet();
    }

    /** Written as what it holds, so that nobody needs this class to read it. */
    private Object writeReplace() {
        return new LinkedHashMap<>(this);
    }

    private final class Members extends AbstractSet<Entry<String, Object>> {

        @Override
        public int size() {
            return index.count(first, end);
        }

        @Override
        public Iterator<Entry<String, Object>> iterator() {
            return new Iterator<>() {
                private int next = first;

                @Override
                public boolean hasNext() {
                    return next < end;
                }

                @Override
                public Entry<String, Object> next() {
                    if (!hasNext()) {
                        throw new NoSuchElementException();
                    }
                    int entry = next;
                    next = index.after(entry);
                    return new SimpleImmutableEntry<>(index.name(entry), index.value(entry));
                }
            };
        }
    }
}
