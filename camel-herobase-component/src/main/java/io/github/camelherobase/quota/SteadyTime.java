package io.github.camelherobase.quota;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;

import io.github.camelherobase.api.HerobaseClock;

/**
 * The time by which quota is waited for: it begins with the clock's and then only moves on, whatever the clock is set to.
 * What people and the server are told is {@linkplain #wall the clock's} time.
 */
final class SteadyTime implements HerobaseClock {

    /** Two readings of a clock that runs differ by that much at most; it was not set. */
    private static final Duration SAME = Duration.ofMillis(20);

    private final HerobaseClock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private Instant time;
    private long nanos;
    private long realNanos;

    SteadyTime(HerobaseClock clock) {
        this.clock = clock;
        this.time = clock.now();
        this.nanos = clock.nanoTime();
        this.realNanos = System.nanoTime();
    }

    @Override
    public Instant now() {
        lock.lock();
        try {
            long read = clock.nanoTime();
            long real = System.nanoTime();
            // Negative: a clock that follows its wall-clock time was set back; then what really passed counts.
            long passed = read >= nanos ? read - nanos : real - realNanos;
            nanos = read;
            realNanos = real;
            time = time.plusNanos(passed);
            return time;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Cancellable callAt(Instant when, Runnable task) {
        return callIn(Duration.between(now(), when), task);
    }

    @Override
    public Cancellable callIn(Duration wait, Runnable task) {
        return clock.callIn(wait.isNegative() ? Duration.ZERO : wait, task);
    }

    /** What the clock shows at {@code when}; null stays null. */
    Instant wall(Instant when) {
        return when == null ? null : when.plus(set());
    }

    /** By how much the clock was set since the beginning. */
    private Duration set() {
        Duration difference = Duration.between(now(), clock.now());
        return difference.abs().compareTo(SAME) <= 0 ? Duration.ZERO : difference;
    }
}
