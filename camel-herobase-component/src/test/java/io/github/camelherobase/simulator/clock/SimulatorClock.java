package io.github.camelherobase.simulator.clock;

import java.time.Clock;
import java.time.Instant;

/**
 * The simulator's only source of time: quota windows, time stamps and the {@code Date} header all follow it.
 * Delays of faults are the exception: they are real time, as a network's are.
 */
@FunctionalInterface
public interface SimulatorClock {

    /** The simulated time. */
    Instant now();

    /** The machine's time. */
    static SimulatorClock system() {
        return Clock.systemUTC()::instant;
    }

    /**
     * A clock that shows {@code simulatedStart} when the machine's clock shows {@code realStart}, and runs
     * {@code speed} times as fast. A pure function of the machine's clock, so that two processes which are given the
     * same three values show the same time.
     *
     * @param speed simulated seconds in a real second, above 0
     */
    static SimulatorClock accelerated(Instant simulatedStart, Instant realStart, double speed) {
        return new AcceleratedClock(simulatedStart, realStart, speed, Clock.systemUTC());
    }

    /** A clock that stands still until a test moves it. */
    static MovableClock movable(Instant start) {
        return new MovableClock(start);
    }

    /** {@code running}, which can be moved on by hand besides. */
    static AdvanceableClock shiftable(SimulatorClock running) {
        return new ShiftedClock(running);
    }
}
