package io.github.camelherobase.stream;

import java.util.function.Function;

/**
 * The records of a JSON array.
 *
 * @param <T> the record
 */
public final class JsonRecordStream<T> extends SourceRecordStream<T> {

    private final JsonArraySlicer slicer;
    private final Function<byte[], T> record;

    public JsonRecordStream(RecordSource source, String service, int maxRecordSize, Function<byte[], T> record) {
        super(source);
        this.slicer = new JsonArraySlicer(source.body(), service, maxRecordSize);
        this.record = record;
    }

    @Override
    protected T read() {
        byte[] bytes = slicer.next();
        return bytes == null ? null : record.apply(bytes);
    }
}
