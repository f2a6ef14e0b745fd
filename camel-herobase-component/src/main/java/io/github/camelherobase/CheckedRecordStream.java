package io.github.camelherobase;

import java.util.NoSuchElementException;

import io.github.camelherobase.api.RecordStream;
import io.github.camelherobase.operation.RecordCheck;

/** Those records of an export that were asked for: server filters are not trusted. */
final class CheckedRecordStream<T> implements RecordStream<T> {

    private final RecordStream<T> records;
    private final RecordCheck<T> check;
    private final FilterWarning warning;
    private T next;
    private long taken;

    CheckedRecordStream(RecordStream<T> records, RecordCheck<T> check, FilterWarning warning) {
        this.records = records;
        this.check = check;
        this.warning = warning;
    }

    @Override
    public boolean hasNext() {
        while (next == null && records.hasNext()) {
            T record = records.next();
            String violated = check.violatedFilter(record);
            if (violated == null) {
                next = record;
            } else {
                warning.passedOver(violated);
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

    @Override
    public void close() {
        records.close();
    }

    @Override
    public String toString() {
        return records.toString();
    }
}
