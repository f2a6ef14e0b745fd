package io.github.camelherobase.request;

import java.util.function.BiFunction;

import io.github.camelherobase.api.RecordStream;
import io.github.camelherobase.stream.CsvAnswer;
import io.github.camelherobase.stream.CsvFormat;
import io.github.camelherobase.stream.RecordSource;

/**
 * Makes records of a CSV answer.
 *
 * @param service named in errors
 * @param <T> the record
 */
record CsvRecords<T>(String service, CsvFormat format, BiFunction<RecordSource, CsvFormat, RecordStream<T>> reader)
        implements RecordFormat<T> {

    @Override
    public RecordStream<T> records(RecordSource source) {
        return reader.apply(source, format);
    }

    @Override
    public void checkHead(RecordSource source) {
        CsvAnswer.checkHead(source, service, format);
    }

    @Override
    public boolean mayBeEmpty() {
        return !format.header();
    }
}
