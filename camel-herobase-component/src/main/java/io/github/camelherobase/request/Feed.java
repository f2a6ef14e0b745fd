package io.github.camelherobase.request;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.github.camelherobase.cursor.TimeWindow;

/**
 * An export that a consumer reads window by window.
 *
 * @param <T> the record
 */
public interface Feed<T> {

    /** What the quota counts and messages name. */
    String service();

    /** How many requests to the service a window costs, as far as is known. */
    default long requestsAWindow() {
        return 1;
    }

    /** Another service, of which each window costs one request besides; null when none does. */
    default String besides() {
        return null;
    }

    /** Finds out what a window costs, by requests of its own where it has to; {@link #requestsAWindow} knows then. */
    default CompletionStage<?> prepare(TimeWindow first) {
        return CompletableFuture.completedFuture(null);
    }

    /** What is read, in clear: a stored position belongs to it. */
    String filters();

    CompletionStage<Export<T>> open(TimeWindow window);

    /** What a record is told from others by. */
    String key(T record);

    /** What was found out of the server by requests, by name, to be kept over a restart; not empty once it is known. */
    default Map<String, String> learned() {
        return Map.of();
    }

    /** Takes up what was kept, with what others keep beside it. */
    default void restore(Map<String, String> learned) {}

    /** The id of the lead or call that a key belongs to. */
    default String uniqueId(String key) {
        return key;
    }

    /** The record's bytes as the server sent them. */
    byte[] content(T record);

    /** Since when a record is not complete, and so not to be handed over yet; null for a complete one. */
    default Instant unfinishedSince(T record) {
        return null;
    }

    /** The filters that are set, but that no record shows, so that the server has to be trusted with them. */
    default List<String> uncheckedFilters() {
        return List.of();
    }

    /** How the server's reading of bounds can be tried; null when the feed's records do not show what it compares. */
    default BoundsTrial<?> boundsTrial() {
        return null;
    }

    /**
     * The check of one window's records: server filters are not trusted.
     *
     * @param window begins where the one that is read does, and ends where the consumer's run does, or is open
     */
    RecordCheck<T> check(TimeWindow window);
}
