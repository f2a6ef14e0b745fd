package io.github.camelherobase.simulator.fault;

import java.io.IOException;
import java.net.Socket;

/** A connection on which a fault takes the place of HTTP. */
public final class BrokenConnection implements Runnable {

    private final Socket socket;
    private final ConnectionFault fault;

    public BrokenConnection(Socket socket, ConnectionFault fault) {
        this.socket = socket;
        this.fault = fault;
    }

    @Override
    public void run() {
        try (socket) {
            fault.converse(socket);
        } catch (IOException ended) {
            // The client was quicker.
        }
    }
}
