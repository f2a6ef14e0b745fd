package io.github.camelherobase.simulator.clock;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** The clock of {@link SimulatorClock#accelerated}; the real clock is given, so that a test can let it stand still. */
record AcceleratedClock(Instant simulatedStart, Instant realStart, double speed, Clock realClock)
        implements SimulatorClock {

    private static final double NANOS_PER_SECOND = 1_000_000_000d;

    AcceleratedClock {
        if (!(speed > 0)) {
            throw new IllegalArgumentException("speed must be above 0: " + speed);
        }
    }

    @Override
    public Instant now() {
        Duration real = Duration.between(realStart, realClock.instant());
        double seconds = (real.getSeconds() + real.getNano() / NANOS_PER_SECOND) * speed;
        long whole = (long) Math.floor(seconds);
        return simulatedStart.plusSeconds(whole).plusNanos((long) ((seconds - whole) * NANOS_PER_SECOND));
    }
}
