package io.github.camelherobase.request;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.CompletionStage;

import io.github.camelherobase.cursor.TimeWindow;

/**
 * What it takes to find out how the server reads bounds: requests whose bound is written in any zone, and the time of a
 * record that it is compared with.
 *
 * @param <T> the record
 */
public interface BoundsTrial<T> {

    /**
     * The records of a window, by one request.
     *
     * @param window its end may be passed over where windows can have none
     * @param sample that is to be among them; null: any
     */
    CompletionStage<Export<T>> open(TimeWindow window, ZoneId written, T sample);

    /** What a record is told from others by. */
    String key(T record);

    /**
     * Whether the records are the feed's own. Else they are another service's, which shows the times that the feed's records
     * do not show.
     */
    default boolean isOfFeed() {
        return true;
    }

    /** The time that bounds are compared with; null when the record does not show it. */
    Instant stamp(T record);

    /** Whether that time is the one at which the record changed, so that it agrees with the server's clock. */
    default boolean isTimeOfChange() {
        return true;
    }

    /**
     * Whether windows have an end that moves with their beginning, so that records are missing when the beginning is read
     * earlier than it is written, or rounded down.
     */
    default boolean isEndRelative() {
        return false;
    }

    /** The beginning is read earlier than it is written: from now on windows are asked for with so much more at their end. */
    default void readsEarlier(Duration reach) {}

    /** In which bounds are written. */
    ZoneId boundsZone();

    /** In which the server writes times. */
    ZoneId stampZone();
}
