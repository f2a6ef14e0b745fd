package io.github.camelherobase.simulator.limits;

import java.util.Optional;

/**
 * What the limits say to a request, and what the three headers tell.
 *
 * @param refusedBy the window that is used up; empty when the request is accepted
 * @param units charged to the day's counter
 * @param limit allowed in the period that the headers speak of
 * @param remaining left of it
 * @param resetSeconds seconds left in that period
 */
public record Verdict(Optional<WindowKind> refusedBy, long units, long limit, long remaining, long resetSeconds) {

    public boolean isAccepted() {
        return refusedBy.isEmpty();
    }
}
