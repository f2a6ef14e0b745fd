package io.github.camelherobase.simulator.clock;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

/** Another clock and what it was moved by since; safe for use by several threads. */
final class ShiftedClock implements AdvanceableClock {

    private final SimulatorClock running;
    private final AtomicReference<Duration> shift = new AtomicReference<>(Duration.ZERO);

    ShiftedClock(SimulatorClock running) {
        this.running = running;
    }

    @Override
    public Instant now() {
        return running.now().plus(shift.get());
    }

    @Override
    public void advance(Duration step) {
        shift.updateAndGet(sum -> sum.plus(step));
    }
}
