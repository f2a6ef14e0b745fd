package io.github.camelherobase.stream;

import java.util.NoSuchElementException;

import io.github.camelherobase.api.RecordStream;

/**
 * Some of an export's records.
 *
 * @param <T> the record
 */
public abstract class FilteredRecordStream<T> extends DerivedRecordStream<T, T> {

    private T next;
    private long taken;

    protected FilteredRecordStream(RecordStream<T> records) {
        super(records);
    }

    /** Asked once for each record, in their order. */
    protected abstract boolean isWanted(T record);

    @Override
    public boolean hasNext() {
        while (next == null && records.hasNext()) {
            T record = records.next();
            if (isWanted(record)) {
                next = record;
            }
        }
        return next != null;
    }

    @Override
    public T next() {
        if (!hasNext()) {
            throw new NoSuchElementException("The export has ended after " + taken + " records");
        }
        T record = next;
        next = null;
        taken++;
        return record;
    }

    @Override
    public long recordCount() {
        return taken;
    }
}
