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
            members = Collections.unmodifiableMap(Json.readObject(json));
        }
        return members;
    }

    /**
     * A member as text, as the server sent it, also one that has no getter.
     *
     * @return null when it is absent, null or not a simple value
     */
    public String text(String member) {
        Object value = toMap().get(member);
        return value == null || value instanceof Map || value instanceof Iterable ? null : value.toString();
    }

    /** The kind and the id only: a record holds data about a person. */
    @Override
    public String toString() {
        return getClass().getSimpleName() + "[" + json.length + " bytes]";
    }
}
