package io.github.camelherobase.simulator.fault;

import java.io.IOException;

import io.github.camelherobase.simulator.http.Transmission;
import io.github.camelherobase.simulator.http.TransmissionCutException;
import io.github.camelherobase.simulator.http.Wire;

/** Transmissions that end before their answer does. */
final class Cuts {

    private Cuts() {}

    static Transmission resetAtOnce() {
        return (payload, wire) -> {
            throw reset(wire);
        };
    }

    static Transmission closeAtOnce() {
        return (payload, wire) -> {
            throw closed(wire);
        };
    }

    static Transmission closeAfter(long bytes) {
        return (payload, wire) -> new CutOutput(payload, bytes, () -> closed(wire));
    }

    static Transmission resetAfter(long bytes) {
        return (payload, wire) -> new CutOutput(payload, bytes, () -> reset(wire));
    }

    static TransmissionCutException closed(Wire wire) throws IOException {
        wire.flush();
        wire.close();
        return new TransmissionCutException();
    }

    static TransmissionCutException reset(Wire wire) throws IOException {
        wire.reset();
        return new TransmissionCutException();
    }
}
