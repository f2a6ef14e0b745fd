package io.github.camelherobase.simulator.world;

import java.time.Duration;
import java.time.Instant;

import io.github.camelherobase.simulator.clock.SimulatorClock;

/** What follows a transfer; its status is Transferred from the start on. */
public final class TransferredCall {

    private final World world;
    private final SimulatorClock clock;
    private final Call call;

    TransferredCall(World world, SimulatorClock clock, Call call) {
        this.world = world;
        this.clock = clock;
        this.call = call;
    }

    /** Either side hangs up. */
    public Call hangUp() {
        Instant now = world.settings().precision().cut(clock.now());
        return world.calls()
                .change(
                        call,
                        current -> current.withEnd(
                                CallEndCause.NormalDisconnect,
                                now,
                                Duration.ZERO,
                                Duration.between(current.startTime(), now)));
    }
}
