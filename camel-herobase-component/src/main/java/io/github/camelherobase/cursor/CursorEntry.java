package io.github.camelherobase.cursor;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What a store keeps for a consumer.
 *
 * @param account user and host, never a password
 * @param operation that is read
 * @param filters in clear, so that a changed filter is noticed
 * @param position where the next window begins
 * @param route id of the route; null when it has none, or an earlier version wrote the entry
 * @param learned what the consumer found out of the server, by name; may be empty
 */
record CursorEntry(
        String account, String operation, String filters, Instant position, String route, Map<String, String> learned) {

    private static final int FORMAT = 1;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    CursorEntry at(Instant later) {
        return new CursorEntry(account, operation, filters, later, route, learned);
    }

    CursorEntry of(String otherRoute) {
        return new CursorEntry(account, operation, filters, position, otherRoute, learned);
    }

    CursorEntry knowing(Map<String, String> more) {
        return new CursorEntry(account, operation, filters, position, route, more);
    }

    String encode() {
        // A version that does not know the last two passes over them.
        ObjectNode entry = JSON.createObjectNode()
                .put("format", FORMAT)
                .put("account", account)
                .put("operation", operation)
                .put("filters", filters)
                .put("position", position.toString())
                .put("route", route);
        if (!learned.isEmpty()) {
            ObjectNode members = entry.putObject("learned");
            learned.forEach(members::put);
        }
        return entry.toString();
    }

    /** @throws IllegalStateException when it is damaged, foreign or of a later version */
    static CursorEntry decode(String text, String where) {
        JsonNode entry;
        try {
            entry = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw damaged(where, "it is not JSON", e);
        }
        if (entry == null || !entry.path("format").isInt()) {
            throw damaged(where, "it has no format number", null);
        }
        if (entry.get("format").intValue() > FORMAT) {
            throw new IllegalStateException("The position " + where
                    + " was written by a later version of herobase (format " + entry.get("format")
                    + ", this version knows " + FORMAT + "); use that version, or another cursorKey");
        }
        try {
            return new CursorEntry(
                    required(entry, "account", where),
                    required(entry, "operation", where),
                    required(entry, "filters", where),
                    Instant.parse(required(entry, "position", where)),
                    entry.path("route").textValue(),
                    learned(entry.path("learned")));
        } catch (DateTimeException e) {
            throw damaged(where, "its position is no time", e);
        }
    }

    private static Map<String, String> learned(JsonNode members) {
        Map<String, String> learned = new TreeMap<>();
        members.fields()
                .forEachRemaining(
                        member -> learned.put(member.getKey(), member.getValue().asText()));
        return learned;
    }

    private static String required(JsonNode entry, String member, String where) {
        JsonNode value = entry.path(member);
        if (!value.isTextual()) {
            throw damaged(where, "it has no " + member, null);
        }
        return value.textValue();
    }

    private static IllegalStateException damaged(String where, String why, Exception cause) {
        return new IllegalStateException(
                "The position " + where + " cannot be read: " + why
                        + ". Restore it from a backup, or remove it and set initialFrom to the time to begin again from",
                cause);
    }

    /** @throws IllegalStateException naming what differs */
    void checkBelongsTo(CursorEntry current, String where) {
        checkSame("account", account, current.account, where);
        checkSame("operation", operation, current.operation, where);
        checkSame("filters", filters, current.filters, where);
    }

    private static void checkSame(String what, String stored, String current, String where) {
        if (!stored.equals(current)) {
            throw new IllegalStateException("The position " + where + " was stored for the " + what + " " + stored
                    + ", but the consumer has " + current
                    + ". Set back the option, use another cursorKey, or remove the position to begin again");
        }
    }
}
