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
public final class ReadAhead<T> extends PortionedStream<T> {

    private final RecordStream<T> source;
    private final ToIntFunction<T> size;
    private final Consumer<T> whenAhead;

    private ReadAhead(RecordStream<T> source, ToIntFunction<T> size, Consumer<T> whenAhead) {
        super("The export was closed before its end");
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
    protected void stopReading() {
        source.close();
    }
}
