package io.github.camelherobase.simulator.world;

import java.time.Instant;
import java.util.stream.Stream;

/** Where the calls service takes its calls from. */
@FunctionalInterface
public interface CallSource {

    /** The calls asked for as they are at {@code now}, the earliest first. */
    Stream<Call> calls(CallFilter filter, Instant now);
}
