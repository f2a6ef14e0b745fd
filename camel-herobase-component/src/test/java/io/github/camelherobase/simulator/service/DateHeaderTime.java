package io.github.camelherobase.simulator.service;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** Which time the {@code Date} header shows. */
public enum DateHeaderTime {
    RIGHT {
        @Override
        Supplier<Instant> over(Supplier<Instant> clock) {
            return clock;
        }
    },
    /** The third answer's is a day ahead. */
    ONCE_WRONG {
        @Override
        Supplier<Instant> over(Supplier<Instant> clock) {
            AtomicInteger answers = new AtomicInteger();
            return () -> answers.incrementAndGet() == 3 ? clock.get().plus(Duration.ofDays(1)) : clock.get();
        }
    },
    /** Every answer shows the time of the first, as a cache that keeps heads does. */
    FROZEN {
        @Override
        Supplier<Instant> over(Supplier<Instant> clock) {
            AtomicReference<Instant> first = new AtomicReference<>();
            return () -> {
                first.compareAndSet(null, clock.get());
                return first.get();
            };
        }
    };

    abstract Supplier<Instant> over(Supplier<Instant> clock);
}
