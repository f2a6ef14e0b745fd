package io.github.camelherobase.api;

import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Collections;
import java.util.Map;

/** The bytes of one JSON object, UTF-8, whose members are read when they are asked for. */
public final class JsonObject {

    private final byte[] bytes;
    /** Null when not made yet, or when the library has to read the object. */
    private JsonIndex index;

    private boolean scanned;
    private Map<String, Object> members;
    /** Null when not known. */
    private RecordPlace place;

    /** @param bytes one JSON object; whether they are is found out when a member is asked for */
    public JsonObject(byte[] bytes) {
        this.bytes = bytes;
    }

    JsonObject(byte[] bytes, JsonIndex index) {
        this.bytes = bytes;
        this.index = index;
    }

    /** Says where it was found; named when it cannot be read. */
    public JsonObject at(RecordPlace found) {
        place = found;
        return this;
    }

    /** Of something in it that is not as it should be: what, never the content. */
    HerobaseProtocolException malformed(String what) {
        return new HerobaseProtocolException(
                (place == null ? "A record" : place) + " " + what,
                null,
                place == null ? null : place.service(),
                200,
                false);
    }

    /** Not to be changed. */
    public byte[] bytes() {
        return bytes;
    }

    String text() {
        return Latin1Text.of(bytes, 0, bytes.length);
    }

    /**
     * All members in their order; not modifiable.
     *
     * @throws HerobaseProtocolException when the bytes are not one JSON object
     */
    Map<String, Object> toMap() {
        if (members == null) {
            JsonIndex known = index();
            members = known == null ? Collections.unmodifiableMap(readByLibrary(bytes)) : known.members();
        }
        return members;
    }

    /** An object of which these bytes are all or the main part. */
    Map<String, Object> readByLibrary(byte[] object) {
        try {
            return Json.readObject(object);
        } catch (NotJsonException e) {
            throw malformed(e.getMessage());
        }
    }

    /** A member as {@link #toMap()} has it; reads that member alone. */
    Object value(String member) {
        JsonIndex known = index();
        if (known == null) {
            return toMap().get(member);
        }
        int entry = known.find(member);
        return entry == JsonShape.NONE ? null : known.value(entry);
    }

    /** A member of the object that a member is; null when there is none. */
    Object value(String member, String inner) {
        return value(member) instanceof Map<?, ?> map ? map.get(inner) : null;
    }

    /** A member that is a local time in the form that exports use; null for anything else. */
    OffsetDateTime usualTime(String member, ZoneId zone) {
        JsonIndex known = index();
        int entry = known == null ? JsonShape.NONE : known.find(member);
        return entry == JsonShape.NONE ? null : known.time(entry, zone);
    }

    /** The members of the object that a member is; empty when it is none. */
    @SuppressWarnings("unchecked") // The names of an object's members are texts.
    Map<String, String> fields(String member) {
        return new DataFields(value(member) instanceof Map<?, ?> map ? (Map<String, ?>) map : Map.of());
    }

    /** Null when the library has to read the object. */
    private JsonIndex index() {
        JsonIndex known = index;
        if (known == null && !scanned) {
            known = JsonScanner.indexOf(bytes);
            index = known;
            scanned = known == null;
        }
        return known;
    }

    /** Its size only: it holds data about a person. */
    @Override
    public String toString() {
        return "JsonObject[" + bytes.length + " bytes]";
    }
}
