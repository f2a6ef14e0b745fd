package io.github.camelherobase.examples.kubernetes;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A line to a server of this machine, which can be cut. */
final class Line implements AutoCloseable {

    private final ServerSocket entry = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final int target;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile boolean isCut;

    Line(int target) throws IOException {
        this.target = target;
        begin("line", this::accept);
    }

    int port() {
        return entry.getLocalPort();
    }

    void cut() {
        isCut = true;
        sockets.forEach(Line::closed);
    }

    void mend() {
        isCut = false;
    }

    private void accept() throws IOException {
        while (!entry.isClosed()) {
            Socket near = entry.accept();
            if (isCut) {
                closed(near);
                continue;
            }
            Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
            sockets.add(near);
            sockets.add(far);
            begin("line out", () -> copy(near, far));
            begin("line in", () -> copy(far, near));
        }
    }

    private void copy(Socket from, Socket to) throws IOException {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            in.transferTo(out);
        } finally {
            sockets.remove(from);
            sockets.remove(to);
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void begin(String name, Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException e) {
                        // The line was cut, or one end has hung up.
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
    }

    private static void closed(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is closed.
        }
    }

    @Override
    public void close() throws IOException {
        entry.close();
        cut();
    }
}
