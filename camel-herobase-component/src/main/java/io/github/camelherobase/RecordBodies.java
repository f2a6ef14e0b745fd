package io.github.camelherobase;

import java.util.function.Function;

import io.github.camelherobase.api.HerobaseRecord;

/** Makes bodies of records, as the option {@code outputType} says. */
final class RecordBodies {

    private RecordBodies() {}

    static Function<Object, Object> of(OutputType type, LeadColumns columns) {
        return switch (type) {
            case record -> record -> record;
            case map -> record -> json(record).toMap();
            case json -> record -> json(record).toJson();
            case row -> columns::row;
            case raw ->
                throw new IllegalArgumentException("outputType=raw is the whole answer, not a record;"
                        + " a producer takes it, a consumer one of record, map, row, json");
        };
    }

    private static HerobaseRecord json(Object record) {
        return (HerobaseRecord) record;
    }
}
