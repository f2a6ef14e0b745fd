package io.github.camelherobase.simulator.fault;

import java.io.IOException;
import java.net.Socket;

import io.github.camelherobase.simulator.http.Wire;

/** What goes wrong with a connection before a request on it was read. */
@FunctionalInterface
public interface ConnectionFault {

    /** Holds the conversation that takes the place of HTTP; the connection is closed after it. */
    void converse(Socket socket) throws IOException;

    /** The connection is reset (RST) as soon as it was accepted. */
    static ConnectionFault resetAtAccept() {
        return Wire::resetSocket;
    }

    /** The connection is reset (RST) when {@code bytes} of the first request were read: in its middle. */
    static ConnectionFault resetAfterReading(int bytes) {
        return socket -> {
            socket.getInputStream().readNBytes(bytes);
            Wire.resetSocket(socket);
        };
    }

    /** Nothing is ever said, and what the client sends is not read, until the client or the simulator ends it. */
    static ConnectionFault silence() {
        return Silence::keep;
    }
}
