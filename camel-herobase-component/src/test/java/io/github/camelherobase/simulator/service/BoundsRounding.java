package io.github.camelherobase.simulator.service;

import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;

/** To what the bounds of exports are rounded down when they are read (open point). */
public enum BoundsRounding {
    NONE {
        @Override
        LocalDateTime round(LocalDateTime bound) {
            return bound;
        }
    },
    MINUTES {
        @Override
        LocalDateTime round(LocalDateTime bound) {
            return bound.truncatedTo(ChronoUnit.MINUTES);
        }
    },
    DAYS {
        @Override
        LocalDateTime round(LocalDateTime bound) {
            return bound.truncatedTo(ChronoUnit.DAYS);
        }
    };

    abstract LocalDateTime round(LocalDateTime bound);
}
