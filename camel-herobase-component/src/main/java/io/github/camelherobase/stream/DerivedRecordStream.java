package io.github.camelherobase.stream;

import io.github.camelherobase.api.RecordStream;

/**
 * A stream made of the records of another, with which it ends and closes.
 *
 * @param <R> the record of the other
 * @param <T> the record
 */
public abstract class DerivedRecordStream<R, T> implements RecordStream<T> {

    protected final RecordStream<R> records;

    protected DerivedRecordStream(RecordStream<R> records) {
        this.records = records;
    }

    @Override
    public boolean hasNext() {
        return records.hasNext();
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
