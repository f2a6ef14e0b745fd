package io.github.camelherobase.support;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import io.github.camelherobase.api.HerobaseClock;
import io.github.camelherobase.simulator.clock.SimulatorClock;

/** The component's side of {@link SimulatorClock#accelerated}: a minute passes in seconds, without a test that moves it. */
public record AcceleratedClock(SimulatorClock time, int speed, ScheduledExecutorService timer)
        implements HerobaseClock, AutoCloseable {

    public AcceleratedClock(SimulatorClock time, int speed) {
        this(time, speed, Executors.newSingleThreadScheduledExecutor());
    }

    @Override
    public Instant now() {
        return time.now();
    }

    @Override
    public Cancellable callAt(Instant when, Runnable task) {
        long nanos = Math.max(0, Duration.between(now(), when).toMillis() + 1) * 1_000_000 / speed + 100_000;
        Future<?> call = timer.schedule(task, nanos, TimeUnit.NANOSECONDS);
        return () -> call.cancel(false);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
