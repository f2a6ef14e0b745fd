package io.github.camelherobase.simulator.http;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;

/** The connection beneath an answer, for those who spoil it. */
public final class Wire {

    private final Socket socket;
    private final OutputStream out;

    Wire(Socket socket, OutputStream out) {
        this.socket = socket;
        this.out = out;
    }

    /** Sends what is waiting in buffers. */
    public void flush() throws IOException {
        out.flush();
    }

    /** Sends bytes outside of HTTP's framing. */
    public void writeRaw(byte[] bytes) throws IOException {
        out.write(bytes);
    }

    /** Ends the connection with a TCP reset. What the network has not delivered yet is lost. */
    public void reset() throws IOException {
        resetSocket(socket);
    }

    /** Ends the connection in an orderly way (FIN): all that was flushed arrives. */
    public void close() throws IOException {
        socket.close();
    }

    /** Ends a connection with a TCP reset. */
    public static void resetSocket(Socket socket) throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }
}
