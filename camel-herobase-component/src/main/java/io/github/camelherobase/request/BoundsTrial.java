package io.github.camelherobase.request;

import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.CompletionStage;

/**
 * What it takes to find out how the server reads bounds: requests whose bound is written in any zone, and the time of a
 * record that it is compared with.
 *
 * @param <T> the record
 */
public interface BoundsTrial<T> {

    /** All records from then on, without an upper bound. */
    CompletionStage<Export<T>> openFrom(Instant from, ZoneId written);

    /** The time that bounds are compared with; null when the record does not show it. */
    Instant stamp(T record);

    /** In which bounds are written. */
    ZoneId boundsZone();

    /** In which the server writes times. */
    ZoneId stampZone();
}
