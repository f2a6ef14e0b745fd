package io.github.camelherobase.request;

/**
 * Whether a record is one that was asked for; real servers were seen to ignore a filter.
 *
 * @param <T> the record
 */
@FunctionalInterface
public interface RecordCheck<T> {

    /** Null when it was asked for, else the filter that the server did not apply. */
    String violatedFilter(T record);
}
