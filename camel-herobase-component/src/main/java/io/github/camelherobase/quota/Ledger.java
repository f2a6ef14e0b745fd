package io.github.camelherobase.quota;

import java.time.Instant;
import java.util.Collection;
import java.util.List;

/**
 * Who keeps the account of a service's windows: this process alone ({@link ServiceWindows}), or several together
 * ({@link SharedLedger}). Guarded by the lock of its account.
 */
interface Ledger {

    /** Opens the windows that are due; says whether the day's was among them. */
    boolean roll(Instant now);

    /** Takes units for one request from all windows; null when that cannot be now. */
    Grant grant(Reserve reserve, Instant now);

    /** What forbids a grant, and until when; null when nothing does, or that is not known. */
    Obstacle obstacle(Reserve reserve, Instant now);

    /** What is waited for while there is no {@link #obstacle} and yet no grant. */
    Obstacle awaited(Instant now);

    /** When a grant may be possible although nothing happened; {@link Instant#MAX}: not for that. */
    default Instant grantsFrom(Instant now) {
        return Instant.MAX;
    }

    boolean isDayUsedUp(Reserve reserve, Instant now);

    /** The request was answered, or its answer will never come. */
    void answered(Permit permit, RateLimit said, Instant now);

    /** The request was refused with 429. */
    Refusal refused(Permit permit, RateLimit said, Instant now);

    /** The request never left. */
    void notSent(Permit permit);

    /** The limits service told the day's limit. */
    void tellLimit(long daily);

    /**
     * The counts service told what was used of the day.
     *
     * @param settledBefore {@link #settled()} when it was asked
     */
    void reconcile(UsageCount told, long settledBefore, Instant now);

    /** Units of all requests that were ever answered. */
    long settled();

    List<WindowStatus> status();

    /** The server counts in one what we counted apart: takes over all of the other, requests in flight included. */
    void add(Ledger other);

    /** What the other counted may have been counted here. */
    void raiseTo(Ledger other);

    /** As far as it is known here. */
    ServiceWindows windows();

    /**
     * So many could send now; a ledger that has to fetch units does so.
     *
     * @param reserves theirs
     */
    default void want(int waiting, Collection<Reserve> reserves) {}

    /** Units taken from all windows, and where these stood. */
    record Grant(int units, QuotaWindow.Mark[] marks) {}

    /** The window that a 429 closed. */
    record Refusal(WindowStatus window, boolean ofTheDay) {}
}
