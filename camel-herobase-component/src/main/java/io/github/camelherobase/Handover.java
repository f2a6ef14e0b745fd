package io.github.camelherobase;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The exchanges of one window: how many may be under way, and which records failed. An exchange is done when its unit of
 * work completes, or when it comes back with an exception, whichever tells first.
 */
final class Handover {

    private final int most;
    private final Semaphore free;
    private final Queue<FailedRecord> failed = new ConcurrentLinkedQueue<>();

    Handover(int most) {
        this.most = most;
        this.free = new Semaphore(most);
    }

    /** Takes a place for one exchange; false when none became free in time. */
    boolean begin(long millis) throws InterruptedException {
        return free.tryAcquire() || free.tryAcquire(millis, TimeUnit.MILLISECONDS);
    }

    void done() {
        free.release();
    }

    void failed(String key, Throwable cause) {
        failed.add(new FailedRecord(key, cause));
    }

    /** Whether every exchange is done, within the time. */
    boolean awaitAll(long millis) throws InterruptedException {
        if (!free.tryAcquire(most, millis, TimeUnit.MILLISECONDS)) {
            return false;
        }
        free.release(most);
        return true;
    }

    int underWay() {
        return most - free.availablePermits();
    }

    Queue<FailedRecord> failed() {
        return failed;
    }

    /**
     * A record whose exchange ended with an exception that the route did not handle.
     *
     * @param key what it is told from others by
     */
    record FailedRecord(String key, Throwable cause) {}
}
