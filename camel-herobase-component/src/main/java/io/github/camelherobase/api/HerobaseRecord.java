package io.github.camelherobase.api;

import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * A record as the server sent it, read only when it is asked for. A route that passes records on untouched never pays for
 * parsing them.
 *
 * <p>Converts to {@code String} and {@code byte[]} (the server's own bytes) and to {@code Map}.
 */
public abstract class HerobaseRecord {

    private final JsonObject json;

    protected HerobaseRecord(JsonObject json) {
        this.json = json;
    }

    /** The JSON object as the server sent it, UTF-8; not to be changed. */
    public byte[] toBytes() {
        return json.bytes();
    }

    /** The JSON object as the server sent it. */
    public String toJson() {
        return json.text();
    }

    /**
     * All members, also those this version has no getter for, in the server's order; not modifiable.
     *
     * @throws HerobaseProtocolException when the bytes are not one JSON object
     */
    @JsonValue // So marshal().json() writes what the server sent; it does not know the getters' times.
    public Map<String, Object> toMap() {
        return json.toMap();
    }

    /**
     * A member as text, also one that has no getter.
     *
     * @return null when it is absent, null or not a simple value
     * @throws HerobaseProtocolException when the bytes are not one JSON object, wherever in them the mistake is
     */
    public String text(String member) {
        Object value = value(member);
        if (value instanceof String text) {
            return text;
        }
        return value == null || value instanceof Map || value instanceof Iterable ? null : value.toString();
    }

    /** A member that is a name, also where the server sends the number that stands for it. */
    final <E extends Enum<E>> String name(String member, Function<String, Optional<E>> known) {
        String text = text(member);
        return text == null || text.isEmpty() || !Character.isDigit(text.charAt(0))
                ? text
                : known.apply(text).map(Enum::name).orElse(text);
    }

    /** A member as {@link #toMap()} has it; reads that member alone. */
    final Object value(String member) {
        return json.value(member);
    }

    /** A member of the object that a member is, as text; null when there is none. */
    final String text(String member, String inner) {
        Object value = json.value(member, inner);
        return value == null ? null : value.toString();
    }

    /** The members of the object that a member is; empty when it is none. */
    final Map<String, String> fields(String member) {
        return json.fields(member);
    }

    /** The answer is not what it should be: says what, and where the record stands, never the content. */
    final HerobaseProtocolException malformed(String what) {
        return json.malformed(what);
    }

    /** The members of a longer object around this record's own. */
    final Map<String, Object> readByLibrary(String object) {
        return json.readByLibrary(object.getBytes(StandardCharsets.UTF_8));
    }

    /** A time as the server writes it; null for none. */
    final OffsetDateTime time(String member, ZoneId zone) {
        try {
            OffsetDateTime usual = json.usualTime(member, zone);
            return usual == null ? LocalTimes.read(text(member), zone) : usual;
        } catch (DateTimeParseException e) {
            // Its message quotes the text.
            throw malformed("has a " + member + " that is not an ISO 8601 date and time");
        }
    }

    /** The kind and the id only: a record holds data about a person. */
    @Override
    public String toString() {
        return getClass().getSimpleName() + "[" + json.bytes().length + " bytes]";
    }
}
