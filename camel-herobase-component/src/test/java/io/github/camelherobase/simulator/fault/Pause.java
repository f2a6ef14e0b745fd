package io.github.camelherobase.simulator.fault;

import java.time.Duration;

/** Real time that passes. */
final class Pause {

    private Pause() {}

    /** Waits; ends early when the simulator stops. */
    static void of(Duration duration) {
        try {
            Thread.sleep(duration.toMillis(), duration.toNanosPart() % 1_000_000);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }
}
