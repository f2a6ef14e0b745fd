package io.github.camelherobase.stream;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Records on their way from the threads that read them to the one that takes them, a portion at a time: at most two
 * portions are in memory, and who reads waits for who takes. What ends the records, an error too, comes after those before
 * it.
 *
 * @param <T> the record
 */
final class Portions<T> {

    private static final int PORTION_RECORDS = 128;
    private static final int PORTION_BYTES = 128 * 1024;
    /** A portion that fills more slowly than this is taken as it is. */
    private static final long PATIENCE_MILLIS = 10;

    private final String closedMessage;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private List<T> portion = new ArrayList<>();
    private int portionBytes;
    private boolean ended;
    private Throwable failure;
    private boolean closed;

    /** Of the thread that takes the records, as are the three below. */
    private List<T> taken = List.of();

    private int position;
    private long count;
    private boolean drained;

    /** @param closedMessage to whoever takes on after the records were closed */
    Portions(String closedMessage) {
        this.closedMessage = closedMessage;
    }

    /** Waits for a place. False when nobody wants records any more. */
    boolean add(T record, int bytes) throws InterruptedException {
        lock.lock();
        try {
            while (isFull() && !closed && !ended) {
                changed.await();
            }
            if (closed || ended) {
                return false;
            }
            portion.add(record);
            portionBytes += bytes;
            if (isFull()) {
                changed.signalAll();
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * There are no more. The first end counts.
     *
     * @param cause thrown again to whoever takes; null when all were added
     */
    void end(Throwable cause) {
        lock.lock();
        try {
            if (!ended) {
                ended = true;
                failure = cause;
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean isFull() {
        return portion.size() >= PORTION_RECORDS || portionBytes >= PORTION_BYTES;
    }

    boolean hasNext() {
        return position < taken.size() || !drained && take();
    }

    private boolean take() {
        lock.lock();
        try {
            while (!closed && !ended && !isFull()) {
                boolean inTime = changed.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
                if (!inTime && !portion.isEmpty()) {
                    break;
                }
            }
            if (closed) {
                throw new IllegalStateException(closedMessage);
            }
            if (portion.isEmpty()) {
                fail();
                drained = true;
                return false;
            }
            taken = portion;
            position = 0;
            portion = new ArrayList<>(PORTION_RECORDS);
            portionBytes = 0;
            changed.signalAll();
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The thread that reads the export was interrupted", e);
        } finally {
            lock.unlock();
        }
    }

    private void fail() {
        if (failure instanceof RuntimeException exception) {
            throw exception;
        }
        if (failure instanceof Error error) {
            throw error;
        }
    }

    T next() {
        if (!hasNext()) {
            throw new NoSuchElementException("The export has ended after " + count + " records");
        }
        count++;
        // Not kept here: what the route is done with must not stay in memory until the portion is.
        return taken.set(position++, null);
    }

    long count() {
        return count;
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
