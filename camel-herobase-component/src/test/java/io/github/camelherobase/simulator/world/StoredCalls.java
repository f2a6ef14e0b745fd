package io.github.camelherobase.simulator.world;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;

/** The calls that agents made. */
public final class StoredCalls implements CallSource {

    /** A local time names two instants, an hour apart, when the clocks are put back. */
    private static final Duration DOUBLED_HOUR = Duration.ofHours(1);

    private final World world;

    public StoredCalls(World world) {
        this.world = world;
    }

    @Override
    public Stream<Call> calls(CallFilter filter, Instant now) {
        Stream<Call> calls = filter.from()
                .map(from -> world.calls()
                        .startingFrom(from.atZone(world.settings().boundsZone())
                                .toInstant()
                                .minus(DOUBLED_HOUR)))
                .orElseGet(() -> world.calls().stream());
        return calls.filter(call -> filter.accepts(call, world.settings()));
    }
}
