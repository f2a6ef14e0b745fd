package io.github.camelherobase.quota;

import java.time.Instant;
import java.util.List;

/**
 * Who keeps the account of a service's windows: this process alone ({@link ServiceWindows}), or several together
 * ({@link SharedLedger}). Guarded by the lock of its {@link ServiceQuota}.
 */
interface Ledger {

    /** Opens the windows that are due; says whether the day's was among them. */
    boolean roll(Instant now);

    /** Takes units for one request from all windows; null when that cannot be now. */
    Grant grant(long reserve, Instant now);

    /** What forbids a grant, and until when; null when nothing does, or that is not known. */
    Obstacle obstacle(long reserve, Instant now);

    boolean isDayUsedUp(long reserve, Instant now);

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

    /** So many wait now; a ledger that has to fetch units does so. */
    default void want(int waiting) {}
}
