package io.github.camelherobase.quota;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;

import io.github.camelherobase.api.HerobaseClock;

/** Its clock and its threads end with it: what it would have done after its death does not happen. */
final class SimulatedProcess implements HerobaseClock, Executor {

    private final SimulatedTime time;
    private final Duration storeRoundTrip;
    private final Duration clockError;
    private boolean dead;

    SimulatedProcess(SimulatedTime time, Duration storeRoundTrip, Duration clockError) {
        this.time = time;
        this.storeRoundTrip = storeRoundTrip;
        this.clockError = clockError;
    }

    void kill() {
        dead = true;
    }

    boolean isDead() {
        return dead;
    }

    @Override
    public Instant now() {
        return time.now().plus(clockError);
    }

    @Override
    public Cancellable callAt(Instant when, Runnable task) {
        return time.callAt(when.minus(clockError), () -> execute(dead, task));
    }

    @Override
    public void execute(Runnable task) {
        time.callAfter(storeRoundTrip, () -> execute(dead, task));
    }

    private static void execute(boolean dead, Runnable task) {
        if (!dead) {
            task.run();
        }
    }
}
