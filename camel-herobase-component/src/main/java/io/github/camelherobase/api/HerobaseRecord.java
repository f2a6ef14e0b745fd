package io.github.camelherobase.api;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;

/**
 * A record as the server sent it, read only when it is asked for. A route that passes records on untouched never pays for
 * parsing them.
 *
 * <p>Converts to {@code String} and {@code byte[]} (the server's own bytes) and to {@code Map}.
 */
public abstract class HerobaseRecord {

    private final byte[] json;
    /** Null when not made yet, or when the library has to read the record. */
    private JsonIndex index;

    private boolean scanned;

    private Map<String, Object> members;

    protected HerobaseRecord(byte[] json) {
        this.json = json;
    }

    /** The JSON object as the server sent it, UTF-8; not to be changed. */
    public byte[] toBytes() {
        return json;
    }

    /** The JSON object as the server sent it. */
    public String toJson() {
        return new String(json, StandardCharsets.UTF_8);
    }

    /**
     * All members, also those this version has no getter for, in the server's order; not modifiable.
     *
     * @throws HerobaseProtocolException when the bytes are not one JSON object
     */
    public Map<String, Object> toMap() {
        if (members == null) {
            JsonIndex known = index();
            members = Collections.unmodifiableMap(known == null ? Json.readObject(json) : known.toMap());
        }
        return members;
    }

    /**
     * A member as text, also one that has no getter.
     *
     * @return null when it is absent, null or not a simple value
     * @throws HerobaseProtocolException when the bytes are not one JSON object, wherever in them the mistake is
     */
    public String text(String member) {
        Object value = value(member);
        return value == null || value instanceof Map || value instanceof Iterable ? null : value.toString();
    }

    /** A member as {@link #toMap()} has it; reads that member alone. */
    final Object value(String member) {
        JsonIndex known = index();
        if (known == null) {
            return toMap().get(member);
        }
        int entry = known.find(member);
        return entry == JsonIndex.NONE ? null : known.value(entry);
    }

    /** A member of the object that a member is, as text; null when there is none. */
    final String text(String member, String inner) {
        JsonIndex known = index();
        Object value = null;
        if (known == null) {
            value = toMap().get(member) instanceof Map<?, ?> map ? map.get(inner) : null;
        } else {
            int object = known.find(member);
            if (object != JsonIndex.NONE && known.isObject(object)) {
                int entry = known.findIn(object, inner);
                value = entry == JsonIndex.NONE ? null : known.value(entry);
            }
        }
        return value == null ? null : value.toString();
    }

    /** The members of the object that a member is; empty when it is none. */
    final Map<String, String> fields(String member) {
        JsonIndex known = index();
        if (known == null) {
            return new DataFields(toMap().get(member) instanceof Map<?, ?> map ? map : Map.of());
        }
        int object = known.find(member);
        return object == JsonIndex.NONE || !known.isObject(object)
                ? new DataFields(Map.of())
                : new DataFields(known, object);
    }

    /** Null when the library has to read the record. */
    private JsonIndex index() {
        JsonIndex known = index;
        if (known == null && !scanned) {
            known = JsonScanner.index(json);
            index = known;
            scanned = known == null;
        }
        return known;
    }

    /** The kind and the id only: a record holds data about a person. */
    @Override
    public String toString() {
        return getClass().getSimpleName() + "[" + json.length + " bytes]";
    }
}
