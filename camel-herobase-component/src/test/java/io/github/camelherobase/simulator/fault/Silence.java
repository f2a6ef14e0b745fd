package io.github.camelherobase.simulator.fault;

import java.net.Socket;
import java.time.Duration;

/** A connection on which nothing happens. */
final class Silence {

    private static final Duration STEP = Duration.ofMillis(100);

    private Silence() {}

    /** Holds the connection until the simulator stops. */
    static void keep(Socket socket) {
        while (!socket.isClosed() && !Thread.currentThread().isInterrupted()) {
            Pause.of(STEP);
        }
    }
}
