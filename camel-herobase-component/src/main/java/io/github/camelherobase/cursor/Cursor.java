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
    private boolean first;
    /** Whether it was taken from whoever had it; not before there is something to write. */
    private boolean held;
    /** What a write that failed may yet have left in the store, or may leave there later; null: nothing. */
    private Instant perhapsStored;
    /** Another reader has the position; null: none is known. */
    private volatile PositionTakenException taken;

    private Cursor(StateRepository<String, String> store, String key) {
        this.store = store;
        this.key = key;
        this.where = key + " in " + store;
    }

    /**
     * Takes up the stored position, or stores the first one. From another reader it is taken with {@link #take} only, for
     * who cannot read, as with a wrong password, must not stop one that can.
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
        String stored = cursor.stored();
        if (stored == null) {
            CursorEntry first = new CursorEntry(account, operation, filters, initial.get(), route, known);
            LOG.warn(
                    "No position {}: {} begins at {}. Where this is not the first start, the position was lost, as in a"
                            + " container without a volume: keep it outside, or set initialFrom to where it was",
                    cursor.where,
                    operation,
                    first.position());
            cursor.store(first);
            cursor.first = true;
        } else {
            CursorEntry found = CursorEntry.decode(stored, cursor.where);
            found.checkBelongsTo(
                    new CursorEntry(account, operation, filters, found.position(), route, Map.of()), cursor.where);
            cursor.entry = found.of(route);
        }
        return cursor;
    }

    private String stored() {
        if (store instanceof CursorStore fenced && fenced.takesOver()) {
            String there = fenced.getState(key);
            if (there != null) {
                return there;
            }
        }
        held = true;
        return store instanceof CursorStore fenced ? fenced.open(key) : unfenced();
    }

    /** From now on no other reader can write it. Where another has moved it since, it is where that one left it. */
    public synchronized void take() {
        if (held || closed) {
            return;
        }
        String stored = ((CursorStore) store).open(key);
        held = true;
        CursorEntry found = stored == null ? entry : CursorEntry.decode(stored, where);
        if (!found.position().isBefore(entry.position())) {
            entry = found.of(entry.route());
        }
    }

    private String unfenced() {
        LOG.warn(
                "The position {} lies in a store that is not a CursorStore: when two nodes read it nobody notices, nor when it"
                        + " is lost. Use a JdbcCursorStore or a FileCursorStore where that matters",
                where);
        return store.getState(key);
    }

    public Instant position() {
        return entry.position();
    }

    /** Whether there was no position before. */
    public boolean isFirst() {
        return first;
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
    public synchronized void moveTo(Instant position, Map<String, String> learned) {
        take();
        CursorEntry next = entry.knowing(learned);
        // All before it was delivered as well.
        Instant to = perhapsStored != null && perhapsStored.isAfter(position) ? perhapsStored : position;
        if (to.isAfter(entry.position())) {
            store(next.at(to));
        } else if (!learned.equals(entry.learned())) {
            store(next);
        }
    }

    /**
     * To be asked before anything is read.
     *
     * @throws PositionTakenException when a write has shown that another reader has the position
     */
    public void checkHeld() {
        if (taken != null) {
            throw taken;
        }
    }

    /** Sets the position wherever an operator wants it, and what is known. */
    public synchronized void rewind(Instant position, Map<String, String> known) {
        take();
        LOG.warn("The position {} is set from {} to {} by an operator", where, entry.position(), position);
        store(entry.at(position).knowing(known));
    }

    /** Sets the first position, once it is known where the consumer begins. */
    public synchronized void beginAt(Instant position, Map<String, String> known) {
        CursorEntry before = entry;
        take();
        if (!before.equals(entry)) {
            // Another reader has found it meanwhile.
            return;
        }
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
        try {
            perhapsStored = next.position();
            store.setState(key, next.encode());
        } catch (PositionTakenException e) {
            taken = e;
            throw e;
        }
        entry = next;
        perhapsStored = null;
    }
}
