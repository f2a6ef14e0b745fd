package io.github.camelherobase.api;

import java.io.Serializable;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.IntFunction;

import com.fasterxml.jackson.databind.annotation.JsonSerialize;

/**
 * The members of an indexed object as a map, in their order; not modifiable. Nothing is read before it is asked for, and
 * nothing is kept: who asks twice reads twice.
 */
@JsonSerialize(using = MembersByJackson2.class)
@tools.jackson.databind.annotation.JsonSerialize(using = MembersByJackson3.class)
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

    /** Whether their bytes are on one line, without white space between values, and no object in the record has a name twice. */
    boolean isPlain() {
        return index.isPlain();
    }

    /** The record's bytes, of which those from {@link #jsonBegin()} to {@link #jsonEnd()} are the object. */
    byte[] json() {
        return index.json();
    }

    int jsonBegin() {
        return first == 0 ? 0 : index.valueBegin(first - 1);
    }

    int jsonEnd() {
        return first == 0 ? index.json().length : index.valueEnd(first - 1);
    }

    @Override
    public Object get(Object name) {
        int entry = find(name);
        return entry == JsonShape.NONE ? null : index.value(entry);
    }

    @Override
    public boolean containsKey(Object name) {
        return find(name) != JsonShape.NONE;
    }

    private int find(Object name) {
        return name instanceof String text ? index.shape().find(text, first, end) : JsonShape.NONE;
    }

    @Override
    public int size() {
        return isDistinct() ? index.shape().count(first, end) : merged().size();
    }

    @Override
    public boolean isEmpty() {
        return first == end;
    }

    @Override
    public Set<String> keySet() {
        return isDistinct() ? new Names() : merged().keySet();
    }

    @Override
    public Set<Entry<String, Object>> entrySet() {
        return isDistinct() ? new Members() : merged().entrySet();
    }

    @Override
    public void forEach(BiConsumer<? super String, ? super Object> action) {
        if (!isDistinct()) {
            merged().forEach(action);
            return;
        }
        for (int entry = first; entry < end; entry = index.shape().after(entry)) {
            action.accept(index.shape().name(entry), index.value(entry));
        }
    }

    private boolean isDistinct() {
        return index.shape().isDistinct();
    }

    /** Of members with one name the platform's map keeps the first's place and the last's value, as the library does. */
    private Map<String, Object> merged() {
        return Collections.unmodifiableMap(index.toMap(first, end));
    }

    /** Written as what it holds, so that nobody needs this class to read it. */
    private Object writeReplace() {
        return new LinkedHashMap<>(this);
    }

    /** The names, for which no value is read. */
    private final class Names extends AbstractSet<String> {

        @Override
        public int size() {
            return JsonMembers.this.size();
        }

        @Override
        public boolean contains(Object name) {
            return containsKey(name);
        }

        @Override
        public Iterator<String> iterator() {
            return new EntryIterator<>(entry -> index.shape().name(entry));
        }
    }

    private final class Members extends AbstractSet<Entry<String, Object>> {

        @Override
        public int size() {
            return JsonMembers.this.size();
        }

        @Override
        public Iterator<Entry<String, Object>> iterator() {
            return new EntryIterator<>(
                    entry -> new SimpleImmutableEntry<>(index.shape().name(entry), index.value(entry)));
        }
    }

    private final class EntryIterator<T> implements Iterator<T> {

        private final IntFunction<T> made;
        private int next = first;

        EntryIterator(IntFunction<T> made) {
            this.made = made;
        }

        @Override
        public boolean hasNext() {
            return next < end;
        }

        @Override
        public T next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            int entry = next;
            next = index.shape().after(entry);
            return made.apply(entry);
        }
    }
}
