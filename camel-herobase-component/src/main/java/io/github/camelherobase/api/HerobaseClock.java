package io.github.camelherobase.api;

import java.time.Duration;
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

    /**
     * A time in nanoseconds that only moves on, like {@link System#nanoTime()}: waits are measured by it, so that setting
     * the clock holds up nobody. The default follows {@link #now()}; where that is set back, the real time that passed
     * counts.
     */
    default long nanoTime() {
        Instant now = now();
        return now.getEpochSecond() * 1_000_000_000L + now.getNano();
    }

    /**
     * Calls back once, after {@code wait}, as {@link #callAt} does; a clock that may be set must not let that change the
     * wait.
     */
    default Cancellable callIn(Duration wait, Runnable task) {
        return callAt(now().plus(wait), task);
    }

    /** A call that can be taken back. */
    @FunctionalInterface
    interface Cancellable {
        void cancel();
    }
}
