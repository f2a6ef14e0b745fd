package io.github.camelherobase.simulator.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A client's connection to the forward proxy. */
final class ProxyConnection implements Runnable {

    private static final String AUTHORIZATION = "Proxy-Authorization";

    private final Socket client;
    private final HttpLimits limits;
    private final String authorization;
    private final ProxyBooks books;

    ProxyConnection(Socket client, HttpLimits limits, String authorization, ProxyBooks books) {
        this.client = client;
        this.limits = limits;
        this.authorization = authorization;
        this.books = books;
    }

    @Override
    public void run() {
        try (client) {
            client.setTcpNoDelay(true);
            client.setSoTimeout(Math.toIntExact(limits.idleTimeout().toMillis()));
            converse();
        } catch (IOException | IllegalArgumentException ended) {
            // Either side has gone, or what came was no HTTP: nobody is left to be told.
        }
    }

    private void converse() throws IOException {
        RequestReader reader = new RequestReader(new HttpInput(client.getInputStream()), limits, () -> {});
        Optional<HttpRequest> request = reader.next();
        while (request.isPresent() && !isSignedIn(request.get())) {
            books.refuse();
            say("HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"proxy\"\r\n"
                    + "Content-Length: 0\r\n\r\n");
            request = reader.next();
        }
        if (request.isEmpty()) {
            return;
        }
        if (request.get().method().equals("CONNECT")) {
            tunnel(request.get().target());
        } else {
            forward(request.get());
        }
    }

    private boolean isSignedIn(HttpRequest request) {
        return request.headers()
                .first(AUTHORIZATION)
                .filter(authorization::equals)
                .isPresent();
    }

    private void tunnel(String target) throws IOException {
        int colon = target.lastIndexOf(':');
        try (Socket server = new Socket(target.substring(0, colon), Integer.parseInt(target.substring(colon + 1)))) {
            server.setTcpNoDelay(true);
            books.tunnel(target);
            say("HTTP/1.1 200 Connection established\r\n\r\n");
            Thread upward = new Thread(() -> pass(client, server), "herobase-simulator-proxy-upward");
            upward.setDaemon(true);
            upward.start();
            pass(server, client);
        }
    }

    /** One request for each connection, which is all that a test needs of plain HTTP. */
    private void forward(HttpRequest request) throws IOException {
        URI target = URI.create(request.target());
        int port = target.getPort() < 0 ? 80 : target.getPort();
        try (Socket server = new Socket(target.getHost(), port)) {
            books.forward();
            OutputStream out = server.getOutputStream();
            out.write(head(request, target).getBytes(StandardCharsets.ISO_8859_1));
            out.write(request.body());
            pass(server, client);
        }
    }

    private static String head(HttpRequest request, URI target) {
        StringBuilder head = new StringBuilder();
        head.append(request.method()).append(' ').append(target.getRawPath());
        if (target.getRawQuery() != null) {
            head.append('?').append(target.getRawQuery());
        }
        head.append(" HTTP/1.1\r\n");
        for (HttpHeader header : request.headers()) {
            if (!header.name().equalsIgnoreCase(AUTHORIZATION) && !header.name().equalsIgnoreCase("Connection")) {
                head.append(header.name()).append(": ").append(header.value()).append("\r\n");
            }
        }
        return head.append("Connection: close\r\n\r\n").toString();
    }

    private void say(String text) throws IOException {
        client.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Passes bytes on until either side ends, and then ends the other one. */
    private static void pass(Socket from, Socket to) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            in.transferTo(to.getOutputStream());
        } catch (IOException ended) {
            // One side has gone, so the other is not needed either.
        }
    }
}
