package io.github.camelherobase.simulator.limits;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** When a minute of the fair-use policy begins (open point). */
public enum MinuteAnchor {
    /** With the first request after the last minute, as the day's window does. */
    FIRST_REQUEST {
        @Override
        Instant startFor(Instant request) {
            return request;
        }
    },
    /** With the minute of the clock. */
    CLOCK {
        @Override
        Instant startFor(Instant request) {
            return request.truncatedTo(ChronoUnit.MINUTES);
        }
    };

    abstract Instant startFor(Instant request);
}
