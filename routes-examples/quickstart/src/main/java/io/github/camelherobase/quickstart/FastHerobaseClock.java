package io.github.camelherobase.quickstart;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import io.github.camelherobase.api.HerobaseClock;

/** The shared clock as the component wants it. */
final class FastHerobaseClock implements HerobaseClock {

    private final SharedClock clock;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "shared-clock");
        thread.setDaemon(true);
        return thread;
    });

    FastHerobaseClock(SharedClock clock) {
        this.clock = clock;
    }

    @Override
    public Instant now() {
        return clock.now();
    }

    @Override
    public Cancellable callAt(Instant when, Runnable task) {
        Duration left = clock.onTheWall(Duration.between(now(), when));
        // A millisecond more, so that the task never finds its time not come yet.
        long nanos = left.isNegative() ? 0 : left.plusMillis(1).toNanos();
        Future<?> call = timer.schedule(task, nanos, TimeUnit.NANOSECONDS);
        return () -> call.cancel(false);
    }
}
