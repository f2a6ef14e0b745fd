package io.github.camelherobase.stream;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.ToIntFunction;

import io.github.camelherobase.api.RecordStream;

/**
 * Reads a stream on a thread of its own while the records read before are at work, so that the network and the parsing
 * do not wait for the route, nor the route for them. At most two portions are in memory. What ends the stream, an error
 * too, comes after the records before it, just as it would without.
 *
 * @param <T> the record
 */
public final class ReadAhead<T> implements RecordStream<T> {

    private static final int PORTION_RECORDS = 128;
    private static final int PORTION_BYTES = 128 * 1024;
    /** A portion that fills more slowly than this is taken as it is. */
    private static final long PATIENCE_MILLIS = 10;

    private final RecordStream<T> source;
    private final ToIntFunction<T> prepare;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private List<T> portion = new ArrayList<>();
    private int portionBytes;
    private boolean ended;
    private Throwable failure;
    private boolean closed;

    /** Of the thread that takes the records. */
    private List<T> taken = List.of();

    private int position;
    private long count;

    private ReadAhead(RecordStream<T> source, ToIntFunction<T> prepare) {
        this.source = source;
        this.prepare = prepare;
    }

    /**
     * @param prepare done ahead with each record; returns its size in bytes
     * @param threads asked for one thread, which ends with the stream
     */
    public static <T> ReadAhead<T> of(RecordStream<T> source, ToIntFunction<T> prepare, ThreadFactory threads) {
        ReadAhead<T> ahead = new ReadAhead<>(source, prepare);
        threads.newThread(ahead::readOn).start();
        return ahead;
    }

    private void readOn() {
        Throwable end = null;
        try {
            boolean wanted = true;
            while (wanted && source.hasNext()) {
                T record = source.next();
                wanted = add(record, prepare.applyAsInt(record));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            end = new IllegalStateException("The thread that reads ahead was interrupted", e);
        } catch (Throwable e) {
            // Thrown again on the thread that takes the records.
            end = e;
        }
        lock.lock();
        try {
            failure = end;
            ended = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** False when nobody wants it any more. */
    private boolean add(T record, int bytes) throws InterruptedException {
        lock.lock();
        try {
            while (isFull() && !closed) {
                changed.await();
            }
            portion.add(record);
            portionBytes += bytes;
            if (isFull()) {
                changed.signalAll();
            }
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    private boolean isFull() {
        return portion.size() >= PORTION_RECORDS || portionBytes >= PORTION_BYTES;
    }

    @Override
    public boolean hasNext() {
        return position < taken.size() || take();
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
                throw new IllegalStateException("The export was closed before its end");
            }
            if (portion.isEmpty()) {
                fail();
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

    @Override
    public T next() {
        if (!hasNext()) {
            throw new NoSuchElementException("The export has ended after " + count + " records");
        }
        count++;
        // Not kept here: what the route is done with must not stay in memory until the portion is.
        return taken.set(position++, null);
    }

    @Override
    public long recordCount() {
        return count;
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        source.close();
    }

    /** What a log line may say of a live export: nothing is read for it. */
    @Override
    public String toString() {
        return "ReadAhead[" + count + " records taken]";
    }
}
