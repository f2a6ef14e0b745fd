package io.github.camelherobase.cursor;

import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;

import org.apache.camel.spi.StateRepository;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The stored position of one consumer; moves only forward, except by {@link #rewind}. */
public final class Cursor {

    private static final Logger LOG = LoggerFactory.getLogger(Cursor.class);

    private final StateRepository<String, String> store;
    private final String key;
    private final String where;
    private volatile CursorEntry entry;
    private boolean closed;

    private Cursor(StateRepository<String, String> store, String key) {
        this.store = store;
        this.key = key;
        this.where = key + " in " + store;
    }

    /**
     * Takes up the stored position, or stores the first one.
     *
     * @param account user and host
     * @param filters in clear
     * @param route id of the route; null when it has none
     * @throws IllegalStateException when what is stored is damaged, or belongs to something else
     */
    public static Cursor open(
            StateRepository<String, String> store,
            String key,
            String account,
            String operation,
            String filters,
            String route,
            Supplier<Instant> initial) {
        return open(store, key, account, operation, filters, route, initial, Map.of());
    }

    /**
     * The same.
     *
     * @param known kept with the first position
     */
    public static Cursor open(
            StateRepository<String, String> store,
            String key,
            String account,
            String operation,
            String filters,
            String route,
            Supplier<Instant> initial,
            Map<String, String> known) {
        Cursor cursor = new Cursor(store, key);
        String stored = store.getState(key);
        if (stored == null) {
            CursorEntry first = new CursorEntry(account, operation, filters, initial.get(), route, known);
            LOG.warn(
                    "No position {}: {} begins at {}. Where this is not the first start, the position was lost, as in a"
                            + " container without a volume: keep it outside, or set initialFrom to where it was",
                    cursor.where,
                    operation,
                    first.position());
            cursor.store(first);
        } else {
            CursorEntry found = CursorEntry.decode(stored, cursor.where);
            found.checkBelongsTo(
                    new CursorEntry(account, operation, filters, found.position(), route, Map.of()), cursor.where);
            cursor.entry = found.of(route);
        }
        return cursor;
    }

    public Instant position() {
        return entry.position();
    }

    /** Key and store, for messages. */
    public String where() {
        return where;
    }

    /** What the consumer found out of the server, by name. */
    public Map<String, String> learned() {
        return entry.learned();
    }

    /** Stores a later position; an earlier one is passed over. */
    public void moveTo(Instant position) {
        moveTo(position, entry.learned());
    }

    /** Stores a later position, and what was learned; an earlier one is passed over. */
    public void moveTo(Instant position, Map<String, String> learned) {
        CursorEntry next = entry.knowing(learned);
        if (position.isAfter(entry.position())) {
            store(next.at(position));
        } else if (!learned.equals(entry.learned())) {
            store(next);
        }
    }

    /** Sets the position wherever an operator wants it, and what is known. */
    public void rewind(Instant position, Map<String, String> known) {
        LOG.warn("The position {} is set from {} to {} by an operator", where, entry.position(), position);
        store(entry.at(position).knowing(known));
    }

    /** Sets the first position, once it is known where the consumer begins. */
    public void beginAt(Instant position, Map<String, String> known) {
        LOG.info("The position {} begins at {}", where, position);
        store(entry.at(position).knowing(known));
    }

    /**
     * From now on the position stays where it is, whatever a poll that is under way still finishes: who takes over, on
     * this node or another, has read it already. Waits for a move that has begun.
     */
    public synchronized void close() {
        closed = true;
    }

    private synchronized void store(CursorEntry next) {
        if (closed) {
            return;
        }
        store.setState(key, next.encode());
        entry = next;
    }
}
