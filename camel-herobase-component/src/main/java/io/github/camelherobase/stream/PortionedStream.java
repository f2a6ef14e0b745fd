package io.github.camelherobase.stream;

import io.github.camelherobase.api.RecordStream;

/**
 * Records that other threads read, and that change hands in {@link Portions}.
 *
 * @param <T> the record
 */
abstract class PortionedStream<T> implements RecordStream<T> {

    protected final Portions<T> portions;

    /** @param closedMessage to whoever takes on after the stream was closed */
    PortionedStream(String closedMessage) {
        this.portions = new Portions<>(closedMessage);
    }

    /** Ends the reading, whose records nobody takes any more. */
    protected abstract void stopReading();

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
        stopReading();
    }

    /** What a log line may say of a live export: nothing is read for it. */
    @Override
    public String toString() {
        return getClass().getSimpleName() + "[" + portions.count() + " records taken]";
    }
}
