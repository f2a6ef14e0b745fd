package io.github.camelherobase.client;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends something that takes too long, from another thread: to look at the time between two reads is not enough, as one
 * read may last for ever. In real time, as what it ends is.
 *
 * <p>Nearly all are done in time, so none has a timer of its own: one look is planned for the earliest end of all.
 */
final class TimeLimit implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TimeLimit.class);
    private static final long START = System.nanoTime();
    private static final long NEVER = Long.MAX_VALUE;
    private static final Set<TimeLimit> RUNNING = ConcurrentHashMap.newKeySet();
    /** When the next look is planned. */
    private static final AtomicLong NEXT_LOOK = new AtomicLong(NEVER);

    private final long endsAt;
    private final Runnable end;
    private volatile boolean passed;

    private TimeLimit(long endsAt, Runnable end) {
        this.endsAt = endsAt;
        this.end = end;
    }

    /** @param end must not block */
    static TimeLimit of(Duration limit, Runnable end) {
        TimeLimit timeLimit = new TimeLimit(now() + limit.toNanos(), end);
        RUNNING.add(timeLimit);
        lookAt(timeLimit.endsAt);
        return timeLimit;
    }

    private static long now() {
        return System.nanoTime() - START;
    }

    private static void lookAt(long when) {
        long planned = NEXT_LOOK.get();
        while (when < planned) {
            if (NEXT_LOOK.compareAndSet(planned, when)) {
                CompletableFuture.delayedExecutor(Math.max(0, when - now()), TimeUnit.NANOSECONDS)
                        .execute(() -> look(when));
                return;
            }
            planned = NEXT_LOOK.get();
        }
    }

    private static void look(long planned) {
        // First, so that who comes from now on plans a look if this one does not see it.
        NEXT_LOOK.compareAndSet(planned, NEVER);
        long now = now();
        long next = NEVER;
        for (TimeLimit limit : RUNNING) {
            if (limit.endsAt <= now) {
                limit.pass();
            } else {
                next = Math.min(next, limit.endsAt);
            }
        }
        lookAt(next);
    }

    private void pass() {
        // Whoever takes it out decides whether it was in time.
        if (RUNNING.remove(this)) {
            passed = true;
            try {
                end.run();
            } catch (RuntimeException e) {
                LOG.debug("A connection that took too long was not ended", e);
            }
        }
    }

    boolean isPassed() {
        return passed;
    }

    /** It was done in time. */
    @Override
    public void close() {
        RUNNING.remove(this);
    }
}
