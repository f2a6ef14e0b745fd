package io.github.camelherobase.check;

import java.time.Instant;

import io.github.camelherobase.api.HerobaseClock;
import io.github.camelherobase.simulator.clock.SimulatorClock;

/** The simulator's clock as the component wants it; it stands still, so only what is past is ever due. */
record FixedHerobaseClock(SimulatorClock clock) implements HerobaseClock {

    @Override
    public Instant now() {
        return clock.now();
    }

    @Override
    public Cancellable callAt(Instant when, Runnable task) {
        if (!when.isAfter(now())) {
            task.run();
        }
        return () -> {};
    }
}
