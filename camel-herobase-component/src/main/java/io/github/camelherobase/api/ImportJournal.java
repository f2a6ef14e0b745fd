package io.github.camelherobase.api;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Remembers what happened to each lead over restarts and for several nodes, so that a repeated import sends no lead
 * twice. The service has no idempotency key, hence the order: a sender first {@linkplain #claim claims} a key, before it
 * waits for quota; the key is durably {@link State#SENT} before the first byte of the lead leaves; and it is
 * {@linkplain #settle settled} after the answer. A key that stays {@code SENT} is in doubt: the lead may or may not be in
 * HeroBase.
 *
 * <p>Keys are hashes of 32 hexadecimal digits and fingerprints of 16; no value of a lead reaches a journal. Methods are
 * called by several threads at once and may block as long as one write takes. All times are those of the store's clock.
 */
public interface ImportJournal extends AutoCloseable {

    /** What is known of a lead. */
    enum State {
        /** A sender is about to send it: it waits for quota, or for a connection. */
        CLAIMED,
        /** It left. While it is under way its sender waits for the answer; afterwards it is in doubt. */
        SENT,
        /** HeroBase has it. */
        ACCEPTED,
        /** HeroBase refused it. */
        REJECTED,
        /** It is certainly not in HeroBase. */
        NOT_SENT
    }

    /**
     * What the journal holds for a key.
     *
     * @param since when it was written, by the store's clock; tells this entry from a later one of the same key
     * @param age how long ago that is
     * @param left for how long a sender may still bring the outcome; zero when nobody does
     * @param fingerprint of the data; empty when it is not known
     */
    record Entry(String key, State state, Instant since, Duration age, Duration left, String fingerprint) {

        /** Whether the lead may or may not be in HeroBase, and no sender will tell. */
        public boolean isInDoubt() {
            return state == State.SENT && left.isZero();
        }

        /** Whether the entry is of a lead with this data, as far as that is known. */
        public boolean isOf(String otherFingerprint) {
            return fingerprint.isEmpty() || fingerprint.equals(otherFingerprint);
        }
    }

    /**
     * A sender's wish for a key.
     *
     * @param owner names this attempt and no other; 32 hexadecimal digits
     * @param fingerprint of the data, 16 hexadecimal digits
     * @param life how long the sender may take until the lead leaves; afterwards the claim counts as not sent
     * @param evenInDoubt whether a lead in doubt may be claimed too, if its data is the same
     */
    record Claim(String owner, String fingerprint, Duration life, boolean evenInDoubt) {}

    /**
     * Claims a key: possible when nothing is known of it, when it was rejected or not sent, or when an earlier claim is
     * over.
     *
     * @return empty when the key is now claimed; else what stands in the way
     * @throws IOException when it cannot be written; then nothing may be sent
     */
    Optional<Entry> claim(String key, Claim claim) throws IOException;

    /**
     * The lead leaves now. On stable storage when this returns. May be called again by the same owner when the server
     * did not process the request.
     *
     * @param underWay how long its sender may take until the answer
     * @return when it left; empty when another sender has taken the key over, and the lead must not leave
     * @throws IOException when it cannot be written; then the lead must not leave
     */
    Optional<Instant> sent(String key, String owner, Duration underWay) throws IOException;

    /**
     * The owner knows the outcome. Need not be on stable storage when this returns, but must survive the end of the
     * process. {@code SENT} says that no answer will come: the lead is in doubt. {@code NOT_SENT} of a lead that was in
     * doubt when it was claimed brings the doubt back.
     */
    void settle(String key, String owner, State outcome) throws IOException;

    /**
     * Settles a doubt from outside: somebody has looked.
     *
     * @param since of the entry that was looked up: a later one is left alone
     * @param outcome {@code ACCEPTED} or {@code NOT_SENT}
     * @return false when the key is no longer in that doubt
     */
    boolean resolve(String key, Instant since, State outcome) throws IOException;

    /** What is known of a key; empty when nothing is. */
    Optional<Entry> find(String key) throws IOException;

    /**
     * The leads in doubt, the oldest first.
     *
     * @param most as many at most
     */
    List<Entry> doubts(int most) throws IOException;

    /** Whether keys of an earlier version's making are in it, which spelled a campaign as it was sent. */
    default boolean hasOldKeys() {
        return false;
    }

    @Override
    void close() throws IOException;
}
