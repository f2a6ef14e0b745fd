package io.github.camelherobase.stream;

import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;

import io.github.camelherobase.api.RecordStream;

/**
 * Reads a stream on a thread of its own while the records read before are at work, so that the network and the parsing
 * do not wait for the route, nor the route for them.
 *
 * @param <T> the record
 */
public final class ReadAhead<T> implements RecordStream<T> {

    private final RecordStream<T> source;
    private final ToIntFunction<T> size;
    private final Consumer<T> whenAhead;
    private final Portions<T> portions = new Portions<>("The export was closed before its end");

    private ReadAhead(RecordStream<T> source, ToIntFunction<T> size, Consumer<T> whenAhead) {
        this.source = source;
        this.size = size;
        this.whenAhead = whenAhead;
    }

    /**
     * @param size of a record, in bytes
     * @param whenAhead done with a record by the reading thread when it is far ahead, and so has time
     * @param threads asked for one thread, which ends with the stream
     */
    public static <T> ReadAhead<T> of(
            RecordStream<T> source, ToIntFunction<T> size, Consumer<T> whenAhead, ThreadFactory threads) {
        ReadAhead<T> ahead = new ReadAhead<>(source, size, whenAhead);
        threads.newThread(ahead::readOn).start();
        return ahead;
    }

    private void readOn() {
        try {
            boolean wanted = true;
            while (wanted && source.hasNext()) {
                T record = source.next();
                if (portions.isFarAhead()) {
                    whenAhead.accept(record);
                }
                wanted = portions.add(record, size.applyAsInt(record));
            }
            portions.end(null);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            portions.end(new IllegalStateException("The thread that reads ahead was interrupted", e));
        } catch (Throwable e) {
            // Thrown again on the thread that takes the records.
            portions.end(e);
        }
    }

    @Override
    public boolean hasNext() {
        return portions.hasNext();
    }

    @Override
    public T next() {
        return portions.next();
    }

    @Override
    public long recordCount() {
        return portions.count();
    }

    @Override
    public void close() {
        portions.close();
        source.close();
    }

    /** What a log line may say of a live export: nothing is read for it. */
    @Override
    public String toString() {
        return "ReadAhead[" + portions.count() + " records taken]";
    }
}
