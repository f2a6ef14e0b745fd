package io.github.camelherobase.request;

import io.github.camelherobase.api.RecordStream;
import io.github.camelherobase.stream.RecordSource;

/**
 * Makes records of the bytes of an answer.
 *
 * @param <T> the record
 */
@FunctionalInterface
public interface RecordFormat<T> {

    /** Bytes above which a record is refused. */
    int MAX_RECORD_SIZE = 16 * 1024 * 1024;

    RecordStream<T> records(RecordSource source);
}
