package io.github.camelherobase.simulator.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * The proxy that stands between many companies and the Internet: it opens tunnels (CONNECT) for https and passes plain
 * requests on, both only for those who sign in. It listens on the loopback interface only.
 */
public final class ForwardProxy implements AutoCloseable {

    private final ProxyBooks books = new ProxyBooks();
    private final SocketServer server;

    private ForwardProxy(String authorization) {
        HttpLimits limits = HttpLimits.defaults();
        server = new SocketServer(
                "herobase-simulator-proxy",
                listener(),
                limits.maxConnections(),
                socket -> new ProxyConnection(socket, limits, authorization, books));
        server.start();
    }

    /** A proxy on any free port for those who sign in with Basic authentication. */
    public static ForwardProxy start(String username, String password) {
        String credentials = username + ":" + password;
        return new ForwardProxy(
                "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)));
    }

    public int port() {
        return server.port();
    }

    public ProxyBooks books() {
        return books;
    }

    /** Ends every connection and tunnel. */
    @Override
    public void close() {
        server.close();
    }

    private static ServerSocket listener() {
        try {
            return new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
