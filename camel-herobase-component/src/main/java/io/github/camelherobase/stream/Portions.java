package io.github.camelherobase.stream;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Records on their way from the threads that read them to the one that takes them. They change hands in portions, for a
 * thread that is woken costs more than a record. What is in memory is bounded in records and in bytes: who reads waits for
 * who takes. What ends the records, an error too, comes after those before it.
 *
 * @param <T> the record
 */
final class Portions<T> {

    private static final int PORTION_RECORDS = 64;
    private static final int MOST_RECORDS = 512;
    private static final int MOST_BYTES = 512 * 1024;
    /** A portion that fills more slowly than this is taken as it is. */
    private static final long PATIENCE_MILLIS = 10;

    private final String closedMessage;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    /** All but the last are full. */
    private final Deque<Portion<T>> ahead = new ArrayDeque<>();

    private int records;
    private long bytes;
    private boolean ended;
    private Throwable failure;
    private boolean closed;

    private volatile boolean farAhead;

    /** Of the thread that takes the records, as are the three below. */
    private List<T> taken = List.of();

    private int position;
    private long count;
    private boolean drained;

    /** @param closedMessage to whoever takes on after the records were closed */
    Portions(String closedMessage) {
        this.closedMessage = closedMessage;
    }

    /** Whether those who read have time. */
    boolean isFarAhead() {
        return farAhead;
    }

    /** Waits for a place. False when nobody wants records any more. */
    boolean add(T record, int recordBytes) throws InterruptedException {
        lock.lock();
        try {
            while (isAhead(1) && !closed && !ended) {
                changed.await();
            }
            if (closed || ended) {
                return false;
            }
            Portion<T> last = ahead.peekLast();
            if (last == null || last.isFull()) {
                last = new Portion<>();
                ahead.addLast(last);
            }
            last.add(record, recordBytes);
            records++;
            bytes += recordBytes;
            farAhead = isAhead(2);
            if (last.isFull()) {
                changed.signalAll();
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Whether by so great a part of what it may be. */
    private boolean isAhead(int part) {
        return records >= MOST_RECORDS / part || bytes >= MOST_BYTES / part;
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

    boolean hasNext() {
        return position < taken.size() || !drained && take();
    }

    private boolean take() {
        lock.lock();
        try {
            while (!closed && !ended && !isPortionFull()) {
                boolean inTime = changed.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
                if (!inTime && !ahead.isEmpty()) {
                    break;
                }
            }
            if (closed) {
                throw new IllegalStateException(closedMessage);
            }
            if (ahead.isEmpty()) {
                fail();
                drained = true;
                return false;
            }
            Portion<T> portion = ahead.removeFirst();
            records -= portion.records.size();
            bytes -= portion.bytes;
            taken = portion.records;
            position = 0;
            changed.signalAll();
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The thread that reads the export was interrupted", e);
        } finally {
            lock.unlock();
        }
    }

    private boolean isPortionFull() {
        return !ahead.isEmpty() && ahead.peekFirst().isFull();
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

    /** Records that change hands together. */
    private static final class Portion<T> {

        private static final int MOST_PORTION_BYTES = MOST_BYTES / 4;

        private final List<T> records = new ArrayList<>(PORTION_RECORDS);
        private int bytes;

        void add(T record, int recordBytes) {
            records.add(record);
            bytes += recordBytes;
        }

        boolean isFull() {
            return records.size() == PORTION_RECORDS || bytes >= MOST_PORTION_BYTES;
        }
    }
}
