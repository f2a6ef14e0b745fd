package io.github.camelherobase.quickstart;

import java.time.Duration;
import java.time.Instant;

import io.github.camelherobase.simulator.clock.SimulatorClock;

/**
 * The one time of the simulator and of every worker, in whatever process: it showed {@code start} when the machine's
 * clock did, and runs {@code speed} times as fast.
 */
record SharedClock(Instant start, double speed) {

    static SharedClock startingNow(double speed) {
        return new SharedClock(Instant.now(), speed);
    }

    SimulatorClock simulatorClock() {
        return SimulatorClock.accelerated(start, start, speed);
    }

    Instant now() {
        return simulatorClock().now();
    }

    /** How long it takes on the wall until so much time has passed. */
    Duration onTheWall(Duration time) {
        return Duration.ofNanos((long) Math.ceil(time.toNanos() / speed));
    }
}
