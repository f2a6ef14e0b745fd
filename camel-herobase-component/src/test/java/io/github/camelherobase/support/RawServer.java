package io.github.camelherobase.support;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A server that reads requests and answers with whatever bytes a test gives it. It stands beside the simulator, which
 * keeps the rules of HTTP: this one keeps none, so that a fault the simulator cannot imagine can be tried.
 */
public final class RawServer implements AutoCloseable {

    /** What is sent for a request; what the test throws ends the connection. */
    @FunctionalInterface
    public interface Answer {
        void to(Request request, Connection connection) throws IOException;
    }

    /**
     * A request as it came.
     *
     * @param connection number of the connection, the first being 1
     * @param onConnection number of the request on its connection, the first being 1
     * @param at when its last byte was read, as {@link System#nanoTime()}
     */
    public record Request(
            int connection, int onConnection, String method, String target, String head, String body, long at) {}

    /** When the server closed an idle connection. */
    public record IdleClose(int connection, long at) {}

    private final ServerSocket listener;
    private final Answer answer;
    private final Duration idle;
    private final Queue<Request> requests = new ConcurrentLinkedQueue<>();
    private final Queue<IdleClose> idleCloses = new ConcurrentLinkedQueue<>();
    private final Set<Connection> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger accepted = new AtomicInteger();

    private RawServer(ServerSocket listener, Duration idle, Answer answer) {
        this.listener = listener;
        this.idle = idle;
        this.answer = answer;
        Thread acceptor = new Thread(this::accept, "raw-server");
        acceptor.setDaemon(true);
        acceptor.start();
    }

    /** On a loopback port. */
    public static RawServer start(Answer answer) {
        return start(Duration.ZERO, answer);
    }

    /** Closes a connection on which no request came for {@code idle}; zero for never. */
    public static RawServer start(Duration idle, Answer answer) {
        try {
            return start(new ServerSocket(), idle, answer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** On a listener of the test's, which may speak TLS; bound to a loopback port unless it is bound already. */
    public static RawServer start(ServerSocket listener, Duration idle, Answer answer) {
        try {
            if (!listener.isBound()) {
                listener.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 200);
            }
            return new RawServer(listener, idle, answer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return listener.getLocalPort();
    }

    public String baseUrl() {
        return "http://127.0.0.1:" + port() + "/api";
    }

    public List<Request> requests() {
        return List.copyOf(requests);
    }

    public List<IdleClose> idleCloses() {
        return List.copyOf(idleCloses);
    }

    /** Connections that neither side has ended. */
    public int openConnections() {
        return open.size();
    }

    public int acceptedConnections() {
        return accepted.get();
    }

    private void accept() {
        try {
            while (true) {
                Connection connection = new Connection(listener.accept(), accepted.incrementAndGet());
                open.add(connection);
                Thread thread = new Thread(() -> serve(connection), "raw-connection");
                thread.setDaemon(true);
                thread.start();
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private void serve(Connection connection) {
        try (connection) {
            connection.socket.setTcpNoDelay(true);
            while (true) {
                Request request = connection.read();
                if (request == null) {
                    return;
                }
                requests.add(request);
                answer.to(request, connection);
            }
        } catch (SocketTimeoutException idleForTooLong) {
            idleCloses.add(new IdleClose(connection.number, System.nanoTime()));
        } catch (IOException | RuntimeException ended) {
            // By the client or by the test.
        } finally {
            open.remove(connection);
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (Connection connection : open) {
                connection.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One connection, to be answered on. */
    public final class Connection implements AutoCloseable {

        private final Socket socket;
        private final int number;
        private InputStream in;
        private int read;

        private Connection(Socket socket, int number) {
            this.socket = socket;
            this.number = number;
        }

        private Request read() throws IOException {
            if (in == null) {
                in = new BufferedInputStream(socket.getInputStream());
            }
            socket.setSoTimeout(read == 0 ? 0 : (int) idle.toMillis());
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            while (!bytes.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
                int next = in.read();
                if (next < 0) {
                    return null;
                }
                socket.setSoTimeout(0);
                bytes.write(next);
            }
            String head = bytes.toString(StandardCharsets.ISO_8859_1);
            int length = 0;
            for (String line : head.split("\r\n")) {
                if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                    length = Integer.parseInt(line.substring(15).trim());
                }
            }
            String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
            String[] words = head.split(" ", 3);
            return new Request(number, ++read, words[0], words[1], head, body, System.nanoTime());
        }

        /** Sends these bytes as they are. */
        public Connection send(byte[] bytes) throws IOException {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
            return this;
        }

        /** The same of text. */
        public Connection send(String text) throws IOException {
            return send(text.getBytes(StandardCharsets.UTF_8));
        }

        /** A whole answer that keeps the rules. */
        public Connection answer(int status, String contentType, byte[] body) throws IOException {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            all.writeBytes(("HTTP/1.1 " + status + " Said\r\n"
                            + (contentType == null ? "" : "Content-Type: " + contentType + "\r\n") + "Content-Length: "
                            + body.length + "\r\n\r\n")
                    .getBytes(StandardCharsets.ISO_8859_1));
            all.writeBytes(body);
            return send(all.toByteArray());
        }

        public Connection answer(int status, String contentType, String body, Charset charset) throws IOException {
            return answer(status, contentType, body.getBytes(charset));
        }

        /** What HeroBase says to a lead it takes. */
        public Connection accept() throws IOException {
            return answer(200, "application/json", "{\"success\":true}", StandardCharsets.UTF_8);
        }

        /** Waits until the client ends the connection. */
        public void stall() throws IOException {
            socket.setSoTimeout(0);
            while (socket.getInputStream().read() >= 0) {
                // What a client may still send is of no interest.
            }
            throw new IOException("the client ended it");
        }

        /** Ends the connection with RST. */
        public void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
            throw new IOException("reset");
        }

        /** Ends the connection with FIN, and only this direction of it. */
        public void finish() throws IOException {
            socket.shutdownOutput();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
