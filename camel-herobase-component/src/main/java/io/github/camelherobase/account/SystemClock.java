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
        // Rounded up, so that the task never finds its time not come yet.
        long millis = Math.max(0, Duration.between(now(), when).toMillis() + 1);
        try {
            Future<?> call = timer.schedule(task, millis, TimeUnit.MILLISECONDS);
            return () -> call.cancel(false);
        } catch (RejectedExecutionException e) {
            // The context has stopped; whoever waited was refused then.
            return () -> {};
        }
    }
}
