package io.github.camelherobase;

import java.util.ArrayList;
import java.util.List;

import io.github.camelherobase.api.RecordStream;

/** Lists of records; the last may be shorter. */
final class BatchedRecordStream implements RecordStream<Object> {

    private final RecordStream<Object> records;
    private final int size;

    BatchedRecordStream(RecordStream<Object> records, int size) {
        this.records = records;
        this.size = size;
    }

    @Override
    public boolean hasNext() {
        return records.hasNext();
    }

    @Override
    public Object next() {
        List<Object> batch = new ArrayList<>(size);
        do {
            batch.add(records.next());
        } while (batch.size() < size && records.hasNext());
        return batch;
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
