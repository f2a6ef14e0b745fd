package io.github.camelherobase.poll;

import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import io.github.camelherobase.cursor.TimeWindow;
import io.github.camelherobase.request.WindowCheck;

/**
 * A window that is being read: how many of its exchanges may be under way, which records failed, and whether the answer
 * was read to its end. An exchange is done when its unit of work completes, or when it comes back with an exception,
 * whichever tells first.
 */
final class WindowRead {

    private final TimeWindow window;
    private final boolean isBounded;
    private final Instant sentAt;
    private final int most;
    private final Semaphore free;
    private final Queue<FailedRecord> failed = new ConcurrentLinkedQueue<>();
    /** What is under way, in the order in which it was handed over. */
    private final DeliveryLine handedOver = new DeliveryLine();

    private Instant oldestUnfinished;
    private long records;
    private boolean complete;
    private volatile Object lastShown;
    /** Whether a record was handed over. */
    private boolean news;

    /**
     * @param isBounded whether the run has an end, beyond which the server is asked
     * @param sentAt the server's time when the request was sent
     * @param most exchanges under way at once
     */
    WindowRead(TimeWindow window, boolean isBounded, Instant sentAt, int most) {
        this.window = window;
        this.isBounded = isBounded;
        this.sentAt = sentAt;
        this.most = most;
        this.free = new Semaphore(most);
    }

    TimeWindow window() {
        return window;
    }

    /** Whether a record that is passed over for a filter shows that the server does not apply it. */
    boolean isToSay(String violated) {
        return !(isBounded && WindowCheck.isOfTime(violated));
    }

    Instant sentAt() {
        return sentAt;
    }

    /** Takes a place for one exchange; false when none became free in time. */
    boolean begin(long millis) throws InterruptedException {
        return free.tryAcquire() || free.tryAcquire(millis, TimeUnit.MILLISECONDS);
    }

    /** Gives back a place that no exchange took. */
    void unused() {
        free.release();
    }

    /** An exchange goes to the route. */
    void handedOver(DeliveryCallback delivery) {
        news = true;
        handedOver.add(delivery);
    }

    boolean hasNews() {
        return news;
    }

    void done(DeliveryCallback delivery) {
        handedOver.remove(delivery);
        free.release();
    }

    /** What has been under way for the longest time; null when nothing is. */
    DeliveryCallback oldest() {
        return handedOver.first();
    }

    void failed(String key) {
        failed.add(new FailedRecord(key));
    }

    Queue<FailedRecord> failed() {
        return failed;
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

    /** A record that began then is not complete: the position must not pass it. */
    void unfinishedSince(Instant start) {
        if (oldestUnfinished == null || start.isBefore(oldestUnfinished)) {
            oldestUnfinished = start;
        }
    }

    /** The position that the window leads to: {@code next}, or the start of what is not complete. */
    Instant upTo(Instant next) {
        return oldestUnfinished == null || next.isBefore(oldestUnfinished) ? next : oldestUnfinished;
    }

    /** A record of the answer, on the thread that reads it. */
    void shows(Object record) {
        lastShown = record;
    }

    /** The last record that the answer showed; null when it showed none. */
    Object lastShown() {
        return lastShown;
    }

    void counted() {
        records++;
    }

    long records() {
        return records;
    }

    void completed() {
        complete = true;
    }

    boolean isComplete() {
        return complete;
    }

    /**
     * A record whose exchange ended with an exception that the route did not handle.
     *
     * @param key what it is told from others by
     */
    record FailedRecord(String key) {}
}
