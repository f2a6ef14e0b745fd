package io.github.camelherobase;

import java.util.function.Function;

import io.github.camelherobase.api.RecordStream;

/**
 * Records as something else, made when they are taken.
 *
 * @param <R> the record
 * @param <T> what is made of it
 */
final class MappedRecordStream<R, T> implements RecordStream<T> {

    private final RecordStream<R> records;
    private final Function<? super R, T> made;

    MappedRecordStream(RecordStream<R> records, Function<? super R, T> made) {
        this.records = records;
        this.made = made;
    }

    @Override
    public boolean hasNext() {
        return records.hasNext();
    }

    @Override
    public T next() {
        return made.apply(records.next());
    }

    @Override
    public long recordCount() {
        return records.recordCount();
    }

    @Override
    public void close() {
        records.close();
    }

    @Override
    public String toString() {
        return records.toString();
    }
}
