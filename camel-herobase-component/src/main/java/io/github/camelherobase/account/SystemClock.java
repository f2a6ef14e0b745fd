package io.github.camelherobase.account;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import io.github.camelherobase.api.HerobaseClock;

/** The machine's time. */
public final class SystemClock implements HerobaseClock {

    /** A timer cannot count longer; nobody lives to see it. */
    private static final Duration LONGEST_WAIT = Duration.ofDays(36_500);

    private final ScheduledExecutorService timer;

    public SystemClock(ScheduledExecutorService timer) {
        this.timer = timer;
    }

    @Override
    public Instant now() {
        return Instant.now();
    }

    @Override
    public Cancellable callAt(Instant when, Runnable task) {
        return callIn(Duration.between(now(), when), task);
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public Cancellable callIn(Duration wait, Runnable task) {
        Duration possible = wait.isNegative() ? Duration.ZERO : wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
        try {
            // Rounded up, so that the task never finds its time not come yet.
            Future<?> call = timer.schedule(task, possible.toMillis() + 1, TimeUnit.MILLISECONDS);
            return () -> call.cancel(false);
        } catch (RejectedExecutionException e) {
            // The context has stopped; whoever waited was refused then.
            return () -> {};
        }
    }
}
