package io.github.camelherobase.stream;

import java.util.function.Function;

import io.github.camelherobase.api.JsonObject;
import io.github.camelherobase.api.RecordPlace;

/**
 * The records of a JSON array.
 *
 * @param <T> the record
 */
public final class JsonRecordStream<T> extends SourceRecordStream<T> {

    private final String service;
    private final String url;
    private final JsonArraySlicer slicer;
    private final Function<JsonObject, T> record;

    public JsonRecordStream(RecordSource source, String service, int maxRecordSize, Function<JsonObject, T> record) {
        super(source);
        this.service = service;
        this.url = source.url();
        this.slicer = new JsonArraySlicer(source.body(), service, url, maxRecordSize, source::describe);
        this.record = record;
    }

    @Override
    protected T read() {
        JsonObject json = slicer.next();
        return json == null
                ? null
                : record.apply(json.at(new RecordPlace(service, url, slicer.records() - 1, slicer.recordBegin())));
    }
}
