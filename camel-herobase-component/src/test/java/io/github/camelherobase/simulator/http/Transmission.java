package io.github.camelherobase.simulator.http;

import java.io.IOException;
import java.io.OutputStream;

/** How an answer goes over the wire: the seam for everything a network or a dying server does to it. */
@FunctionalInterface
public interface Transmission {

    /** As it should. */
    Transmission PLAIN = (payload, wire) -> payload;

    /**
     * Called before the first byte of the answer, also of its head, has left.
     *
     * @param payload takes the body's bytes and frames them
     * @param wire the connection beneath
     * @return takes the body's bytes as the service makes them
     * @throws TransmissionCutException when the answer is not to be sent at all
     */
    OutputStream shape(OutputStream payload, Wire wire) throws IOException;
}
