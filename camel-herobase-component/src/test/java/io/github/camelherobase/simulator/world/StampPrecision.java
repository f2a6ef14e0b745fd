package io.github.camelherobase.simulator.world;

import java.time.Instant;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;

/** How finely time stamps are stored (open point: samples end in {@code .0000000}). */
public enum StampPrecision {
    /** Whole seconds. */
    SECONDS {
        @Override
        Instant cut(Instant instant) {
            return instant.truncatedTo(ChronoUnit.SECONDS);
        }
    },
    /** 100 nanoseconds, the seven decimals of the wire. */
    TICKS {
        @Override
        Instant cut(Instant instant) {
            return instant.with(ChronoField.NANO_OF_SECOND, instant.getNano() / 100 * 100L);
        }
    };

    abstract Instant cut(Instant instant);
}
