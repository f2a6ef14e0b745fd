package io.github.camelherobase.simulator.clock;

import java.time.Duration;

/** A clock that can be moved on by hand. */
public interface AdvanceableClock extends SimulatorClock {

    /** Moves the clock by {@code step}; a negative step moves it back. */
    void advance(Duration step);
}
