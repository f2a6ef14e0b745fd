package io.github.camelherobase.export;

import java.util.function.Function;

import org.apache.camel.RuntimeCamelException;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;

import io.github.camelherobase.OutputType;
import io.github.camelherobase.api.HerobaseRecord;
import io.github.camelherobase.api.RawLeadField;
import io.github.camelherobase.api.RecordStream;
import io.github.camelherobase.stream.MappedRecordStream;

/** Makes bodies of records, as the options {@code outputType} and {@code batchSize} say. */
public final class RecordBodies {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Function<Object, Object> body;
    private final int batchSize;
    private final boolean madeAhead;

    private RecordBodies(Function<Object, Object> body, int batchSize, boolean madeAhead) {
        this.body = body;
        this.madeAhead = madeAhead;
        this.batchSize = batchSize;
    }

    /** @param rows makes a flat row of a record */
    public static RecordBodies of(OutputType type, int batchSize, Function<Object, Object> rows) {
        return new RecordBodies(
                switch (type) {
                    case record -> Function.identity();
                    case map -> RecordBodies::map;
                    case json -> RecordBodies::json;
                    case row -> rows;
                    case raw ->
                        throw new IllegalArgumentException(
                                "outputType=raw is the whole answer, not a record; a producer"
                                        + " takes it, a consumer one of record, map, row, json");
                },
                batchSize,
                type != OutputType.row);
    }

    /**
     * Whether a thread that has time makes them before the route's does. Not rows: these are many small objects, and to
     * fetch them from another processor takes longer than to make them.
     */
    public boolean areMadeAhead() {
        return madeAhead;
    }

    /** Makes the body of one record; where a record is the body, nothing. */
    public Function<Object, Object> each() {
        return body;
    }

    /** The stream that a producer's body is. */
    public RecordStream<?> of(RecordStream<?> records) {
        RecordStream<Object> mapped = new MappedRecordStream<>(records, body);
        return batchSize == 0 ? mapped : new BatchedRecordStream(mapped, batchSize);
    }

    static Object map(Object record) {
        if (record instanceof HerobaseRecord json) {
            return json.toMap();
        }
        return record instanceof RawLeadField field ? field.toMap() : record;
    }

    public static String json(Object record) {
        if (record instanceof HerobaseRecord json) {
            return json.toJson();
        }
        try {
            return JSON.writeValueAsString(map(record));
        } catch (JsonProcessingException e) {
            throw new RuntimeCamelException("A record could not be written as JSON", e);
        }
    }
}
