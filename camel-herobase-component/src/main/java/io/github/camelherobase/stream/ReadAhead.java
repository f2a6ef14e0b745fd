package io.github.camelherobase.stream;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;

import io.github.camelherobase.api.RecordStream;

/**
 * Reads a stream on a thread of its own while the records read before are at work, so that the network and the parsing
 * do not wait for the route, nor the route for them. What is in memory is bounded in records and in bytes. What ends the
 * stream, an error too, comes after the records before it, just as it would without.
 *
 * @param <T> the record
 */
public final class ReadAhead<T> implements RecordStream<T> {

    /** Records change hands in portions, for a thread that is woken costs more than a record. */
    private static final int PORTION_RECORDS = 64;

    private static final int MOST_RECORDS = 512;
    private static final int MOST_BYTES = 512 * 1024;
    /** A portion that fills more slowly than this is taken as it is. */
    private static final long PATIENCE_MILLIS = 10;

    private final RecordStream<T> source;
    private final ToIntFunction<T> size;
    private final Consumer<T> atLeisure;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    /** All but the last are full. */
    private final Deque<Portion<T>> ahead = new ArrayDeque<>();

    private int records;
    private long bytes;
    private boolean ended;
    private Throwable failure;
    private boolean closed;

    /** Of the thread that reads. */
    private boolean farAhead;

    /** Of the thread that takes the records. */
    private List<T> taken = List.of();

    private int position;
    private long count;

    private ReadAhead(RecordStream<T> source, ToIntFunction<T> size, Consumer<T> atLeisure) {
        this.source = source;
        this.size = size;
        this.atLeisure = atLeisure;
    }

    /**
     * @param size of a record, in bytes
     * @param atLeisure done with a record by the reading thread when it is far ahead, and so has time
     * @param threads asked for one thread, which ends with the stream
     */
    public static <T> ReadAhead<T> of(
            RecordStream<T> source, ToIntFunction<T> size, Consumer<T> atLeisure, ThreadFactory threads) {
        ReadAhead<T> ahead = new ReadAhead<>(source, size, atLeisure);
        threads.newThread(ahead::readOn).start();
        return ahead;
    }

    private void readOn() {
        Throwable end = null;
        try {
            boolean wanted = true;
            while (wanted && source.hasNext()) {
                T record = source.next();
                if (farAhead) {
                    atLeisure.accept(record);
                }
                wanted = add(record, size.applyAsInt(record));
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
    private boolean add(T record, int recordBytes) throws InterruptedException {
        lock.lock();
        try {
            while (isAhead(1) && !closed) {
                changed.await();
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
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    /** Whether by so great a part of what it may be. */
    private boolean isAhead(int part) {
        return records >= MOST_RECORDS / part || bytes >= MOST_BYTES / part;
    }

    @Override
    public boolean hasNext() {
        return position < taken.size() || take();
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
                throw new IllegalStateException("The export was closed before its end");
            }
            if (ahead.isEmpty()) {
                fail();
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
