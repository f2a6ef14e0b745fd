package io.github.camelherobase.connect;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import org.apache.camel.support.service.ServiceSupport;
import org.apache.kafka.connect.errors.ConnectException;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.github.camelherobase.cursor.CursorStore;
import io.github.camelherobase.cursor.StoredPosition;

/**
 * The position of one unit as Connect's source offset. The component writes it when every record before it is done, which
 * a record is when Connect has committed it; from here it goes out with the next records. Connect gives a unit to one task
 * at a time, so nobody takes it from another here.
 */
final class ConnectPosition extends ServiceSupport implements CursorStore {

    /** The time up to which everything is in Kafka, ISO 8601: what an operator reads and sets. */
    static final String POSITION = "position";
    /** What else the component keeps with it. */
    static final String ENTRY = "entry";

    /** A clock of a worker may be wrong, or the server's. */
    private static final Duration MOST_AHEAD = Duration.ofDays(1);

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final String name;
    private final Consumer<Map<String, Object>> moved;
    private volatile Map<String, Object> offset;

    /**
     * @param offset as Connect has it; null: none yet
     * @param moved told of each new one
     */
    ConnectPosition(String name, Map<String, Object> offset, Consumer<Map<String, Object>> moved) {
        this.name = name;
        this.offset = offset;
        this.moved = moved;
    }

    /**
     * Another tool or version may have written what Connect has, and to begin at {@code initialFrom} instead would be silent.
     *
     * @throws ConnectException when it is not a position of ours
     */
    static void check(Map<String, ?> offset) {
        Object time = offset.get(POSITION);
        if (time == null) {
            throw new ConnectException("The offset has no position; expected one such as 2026-05-06T00:00:00Z");
        }
        try {
            if (Instant.parse(time.toString()).isAfter(Instant.now().plus(MOST_AHEAD))) {
                throw new ConnectException(
                        "position=" + time + " is in the future: what changes until then would not be read");
            }
        } catch (DateTimeException e) {
            throw new ConnectException(
                    "position=" + time + " is not a valid time; expected one such as 2026-05-06T00:00:00Z", e);
        }
        Object entry = offset.get(ENTRY);
        if (entry != null && !isObject(entry)) {
            throw new ConnectException("The entry beside position=" + time + " is not one that this connector wrote");
        }
    }

    private static boolean isObject(Object entry) {
        try {
            return entry instanceof String text && JSON.readTree(text) instanceof ObjectNode;
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    /** For the records that go out now; null before the first position. */
    Map<String, Object> offset() {
        return offset;
    }

    /** Where to begin when an operator set a position by hand, and nothing else; null otherwise. */
    static Object setByHand(Map<String, Object> offset) {
        return offset == null || offset.get(ENTRY) != null ? null : offset.get(POSITION);
    }

    @Override
    public String getState(String key) {
        Map<String, Object> known = offset;
        if (known == null || known.get(ENTRY) == null) {
            return null;
        }
        try {
            JsonNode entry = JSON.readTree(known.get(ENTRY).toString());
            if (entry instanceof ObjectNode object) {
                object.put(POSITION, String.valueOf(known.get(POSITION)));
            }
            return entry.toString();
        } catch (JsonProcessingException e) {
            // The component says what to do about it.
            return known.get(ENTRY).toString();
        }
    }

    @Override
    public String open(String key) {
        return getState(key);
    }

    /** Connect asks for one, and tells of no others. */
    @Override
    public List<StoredPosition> positions(String account, String operation) {
        return List.of();
    }

    @Override
    public void setState(String key, String entry) {
        try {
            Map<String, Object> next = new LinkedHashMap<>();
            next.put(POSITION, JSON.readTree(entry).path(POSITION).asText());
            next.put(ENTRY, entry);
            offset = next;
            moved.accept(next);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The position of " + name + " cannot be written", e);
        }
    }

    @Override
    public String toString() {
        return "Connect's offsets of " + name;
    }
}
