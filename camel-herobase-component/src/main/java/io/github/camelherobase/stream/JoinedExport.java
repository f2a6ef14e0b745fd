package io.github.camelherobase.stream;

import java.util.List;
import java.util.concurrent.CompletionStage;

import io.github.camelherobase.api.RecordStream;

/**
 * One of the exports that a {@link MergedStream} joins.
 *
 * @param <T> the record
 */
public interface JoinedExport<T> {

    CompletionStage<RecordStream<T>> open();

    /** It was read to its end, and held so many records. */
    default void ended(long records) {}

    /**
     * What to read in its place after it could not be opened, or not be read to its end. What it gave before comes again.
     *
     * @return empty when its failure is that of the whole
     */
    default List<? extends JoinedExport<T>> fallbacks(Throwable failure) {
        return List.of();
    }
}
