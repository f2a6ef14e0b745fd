package io.github.camelherobase.export;

import java.util.ArrayList;
import java.util.List;

import io.github.camelherobase.api.RecordStream;
import io.github.camelherobase.stream.DerivedRecordStream;

/** Lists of records; the last may be shorter. */
final class BatchedRecordStream extends DerivedRecordStream<Object, Object> {

    private final int size;

    BatchedRecordStream(RecordStream<Object> records, int size) {
        super(records);
        this.size = size;
    }

    @Override
    public Object next() {
        List<Object> batch = new ArrayList<>(size);
        do {
            batch.add(records.next());
        } while (batch.size() < size && records.hasNext());
        return batch;
    }
}
