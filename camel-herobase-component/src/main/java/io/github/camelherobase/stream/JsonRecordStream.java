package io.github.camelherobase.stream;

import java.util.function.Function;

import io.github.camelherobase.api.JsonObject;

/**
 * The records of a JSON array.
 *
 * @param <T> the record
 */
public final class JsonRecordStream<T> extends SourceRecordStream<T> {

    private final JsonArraySlicer slicer;
    private final Function<JsonObject, T> record;

    public JsonRecordStream(RecordSource source, String service, int maxRecordSize, Function<JsonObject, T> record) {
        super(source);
        this.slicer = new JsonArraySlicer(source.body(), service, maxRecordSize);
        this.record = record;
    }

    @Override
    protected T read() {
        JsonObject json = slicer.next();
        return json == null ? null : record.apply(json);
    }
}
