package io.github.camelherobase.api;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/**
 * Remembers what became of each lead over restarts, so that a repeated import sends no lead twice. The service has no
 * idempotency key, hence the order: a lead's key is durably {@link State#SENT} before its request leaves, and settled
 * after the answer. A key found {@code SENT} is in doubt: the request may or may not have arrived.
 *
 * <p>Keys are hashes of 32 hexadecimal digits; no value of a lead reaches a journal. Methods are called by several
 * threads at once and may block for the time that one write takes. An implementation is shared by every endpoint that
 * writes to the same place.
 */
public interface ImportJournal extends AutoCloseable {

    /** What is known of a lead. */
    enum State {
        /** Its request was about to leave. */
        SENT,
        /** HeroBase has it. */
        ACCEPTED,
        /** HeroBase refused it. */
        REJECTED
    }

    /**
     * What the journal holds for a key.
     *
     * @param since when it was written
     */
    record Entry(State state, Instant since) {}

    /**
     * Claims a key for sending: when nothing is known of it, or it was rejected and so may have been mended, it is
     * {@link State#SENT} on stable storage when this returns.
     *
     * @return empty when the key is now claimed; else what stands in its way: {@code SENT} or {@code ACCEPTED}
     * @throws IOException when it cannot be written; then nothing may be sent
     */
    Optional<Entry> claim(String key, Instant now) throws IOException;

    /**
     * Claims a key that is {@code SENT} once more, because somebody made sure that it may be sent again.
     *
     * @throws IOException when it cannot be written; then nothing may be sent
     */
    void claimAgain(String key, Instant now) throws IOException;

    /**
     * Settles a claimed key. Need not be on stable storage when this returns, but must survive the end of the process.
     *
     * @param state {@code ACCEPTED} or {@code REJECTED}
     */
    void settle(String key, State state, Instant now) throws IOException;

    /** Gives a claimed key back: its request certainly never left. */
    void release(String key) throws IOException;

    @Override
    void close() throws IOException;
}
