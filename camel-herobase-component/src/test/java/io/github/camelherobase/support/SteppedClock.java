package io.github.camelherobase.support;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import io.github.camelherobase.api.HerobaseClock;

/** A clock that runs fast and that somebody sets; its timers count what passes, as those of a machine do. */
public final class SteppedClock implements HerobaseClock, AutoCloseable {

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final long began = System.nanoTime();
    private final Instant begin;
    private final int speed;
    private volatile Duration step = Duration.ZERO;

    public SteppedClock(Instant begin, int speed) {
        this.begin = begin;
        this.speed = speed;
    }

    /** Sets it by so much, forward or back. */
    public void step(Duration by) {
        step = step.plus(by);
    }

    /** The time of a clock that nobody sets. */
    public Instant trueTime() {
        return begin.plusNanos((System.nanoTime() - began) * speed);
    }

    @Override
    public Instant now() {
        return trueTime().plus(step);
    }

    @Override
    public Cancellable callAt(Instant when, Runnable task) {
        long millis = Math.max(0, Duration.between(now(), when).toMillis() + 1);
        Future<?> call = timer.schedule(task, millis * 1_000 / speed + 100, TimeUnit.MICROSECONDS);
        return () -> call.cancel(false);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
