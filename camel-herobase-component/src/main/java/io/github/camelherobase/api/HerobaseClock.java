package io.github.camelherobase.api;

import java.time.Instant;

/**
 * The time by which the component counts quota windows and resolves times such as {@code today}. Applications leave the
 * default, the system's clock; a test binds its own and runs a day in milliseconds.
 */
public interface HerobaseClock {

    /** The time now. */
    Instant now();

    /**
     * Calls back once, at {@code when} or soon after; at once when that is past.
     *
     * @param task short: it runs on the clock's own thread and must not block
     * @return cancels the call if it has not been made
     */
    Cancellable callAt(Instant when, Runnable task);

    /** A call that can be taken back. */
    @FunctionalInterface
    interface Cancellable {
        void cancel();
    }
}
