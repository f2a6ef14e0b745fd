package io.github.camelherobase.simulator.limits;

import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;

/** A period that begins with a request, and what was used in it. Guarded by its meter. */
final class Window {

    private final Duration length;
    private final UnaryOperator<Instant> anchor;
    private Instant end = Instant.MIN;
    private long used;

    /** A window that has not begun; {@code anchor} tells its start from its first request's time. */
    Window(Duration length, UnaryOperator<Instant> anchor) {
        this.length = length;
        this.anchor = anchor;
    }

    /** Begins anew when the last period is over. */
    void rollTo(Instant now) {
        if (isOver(now)) {
            end = anchor.apply(now).plus(length);
            used = 0;
        }
    }

    void use(long units) {
        used += units;
    }

    long used(Instant now) {
        return isOver(now) ? 0 : used;
    }

    /** Seconds left, rounded up; 0 when no period runs. */
    long secondsLeft(Instant now) {
        if (isOver(now)) {
            return 0;
        }
        Duration left = Duration.between(now, end);
        if (left.compareTo(length) > 0) {
            // Requests at once are judged in any order: this one came a moment before the one that began the period.
            return length.toSeconds();
        }
        return left.getSeconds() + (left.getNano() > 0 ? 1 : 0);
    }

    private boolean isOver(Instant now) {
        return !now.isBefore(end);
    }
}
