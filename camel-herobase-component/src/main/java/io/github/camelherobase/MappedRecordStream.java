package io.github.camelherobase;

import java.util.function.Function;

import io.github.camelherobase.api.RecordStream;

/** Records as the bodies that the route asked for. */
final class MappedRecordStream<R> implements RecordStream<Object> {

    private final RecordStream<R> records;
    private final Function<Object, Object> body;

    MappedRecordStream(RecordStream<R> records, Function<Object, Object> body) {
        this.records = records;
        this.body = body;
    }

    @Override
    public boolean hasNext() {
        return records.hasNext();
    }

    @Override
    public Object next() {
        return body.apply(records.next());
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
