package io.github.camelherobase.stream;

import io.github.camelherobase.api.RecordStream;
import io.github.camelherobase.base.ReadOnce;

/**
 * A stream made of the records of another, with which it ends and closes.
 *
 * @param <R> the record of the other
 * @param <T> the record
 */
public abstract class DerivedRecordStream<R, T> implements RecordStream<T>, ReadOnce {

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
    public void attemptFailed(String exchangeId, String ancestorId, Throwable failure) {
        if (records instanceof ReadOnce once) {
            once.attemptFailed(exchangeId, ancestorId, failure);
        }
    }

    @Override
    public String toString() {
        return records.toString();
    }
}
