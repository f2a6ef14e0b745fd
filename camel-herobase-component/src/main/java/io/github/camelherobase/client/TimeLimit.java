package io.github.camelherobase.client;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Ends something that takes too long, from another thread: to look at the time between two reads is not enough, as one
 * read may last for ever. In real time, as what it ends is.
 */
final class TimeLimit implements AutoCloseable {

    private final CompletableFuture<Void> inTime = new CompletableFuture<>();
    private volatile boolean passed;

    private TimeLimit() {}

    /** @param end must not block */
    static TimeLimit of(Duration limit, Runnable end) {
        TimeLimit timeLimit = new TimeLimit();
        timeLimit.inTime.orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS).whenComplete((nothing, late) -> {
            if (late != null) {
                timeLimit.passed = true;
                end.run();
            }
        });
        return timeLimit;
    }

    boolean isPassed() {
        return passed;
    }

    /** It was done in time. */
    @Override
    public void close() {
        inTime.complete(null);
    }
}
