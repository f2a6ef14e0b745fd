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

    /**
     * Looks at an answer whose bytes are handed on as they come, before they are.
     *
     * @throws io.github.camelherobase.api.HerobaseProtocolException when it cannot be what was asked for
     */
    default void checkHead(RecordSource source) {}

    /** Whether an answer without a byte is a whole one. */
    default boolean mayBeEmpty() {
        return false;
    }
}
