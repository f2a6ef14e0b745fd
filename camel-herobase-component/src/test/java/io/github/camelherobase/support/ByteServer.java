package io.github.camelherobase.support;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** A server that sends the bytes it is told, and ends each answer as it is told; it knows nothing of HeroBase. */
public final class ByteServer implements AutoCloseable {

    /** How a body ends. */
    public enum End {
        LENGTH,
        CHUNKS,
        CLOSE,
        RESET
    }

    private final ServerSocket server;
    private final Function<String, byte[]> answers;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private volatile String contentType = "text/csv";
    private volatile String encoding = "";
    private volatile End end = End.LENGTH;
    /** Bytes of the body that are sent; the rest is only announced. */
    private volatile int cutAt = Integer.MAX_VALUE;

    /** @param answers the body for a request's target */
    public ByteServer(Function<String, byte[]> answers) throws IOException {
        this.answers = answers;
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    public ByteServer contentType(String type) {
        contentType = type;
        return this;
    }

    /** Of the bytes, which are encoded already; empty: none is named. */
    public ByteServer encoding(String name) {
        encoding = name;
        return this;
    }

    public ByteServer end(End how, int afterBytes) {
        end = how;
        cutAt = afterBytes;
        return this;
    }

    public String baseUrl() {
        return "http://localhost:" + server.getLocalPort() + "/api";
    }

    /** The targets that were asked for. */
    public List<String> requests() {
        return requests;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                threads.execute(() -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            String target = head(socket.getInputStream()).split(" ")[1];
            requests.add(target);
            answer(socket, answers.apply(target));
        } catch (IOException | ArrayIndexOutOfBoundsException e) {
            // The client went away.
        }
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        int next;
        while (head.indexOf("\r\n\r\n") < 0 && (next = in.read()) >= 0) {
            head.append((char) next);
        }
        return head.toString();
    }

    private void answer(Socket socket, byte[] body) throws IOException {
        int sent = Math.min(cutAt, body.length);
        StringBuilder head = new StringBuilder("HTTP/1.1 200 OK\r\nConnection: close\r\n");
        if (!contentType.isEmpty()) {
            head.append("Content-Type: ").append(contentType).append("\r\n");
        }
        if (!encoding.isEmpty()) {
            head.append("Content-Encoding: ").append(encoding).append("\r\n");
        }
        if (end == End.LENGTH || end == End.RESET) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        } else if (end == End.CHUNKS) {
            head.append("Transfer-Encoding: chunked\r\n");
        }
        head.append("\r\n");
        var out = socket.getOutputStream();
        out.write(head.toString().getBytes(StandardCharsets.US_ASCII));
        if (end == End.CHUNKS && sent > 0) {
            out.write((Integer.toHexString(sent) + "\r\n").getBytes(StandardCharsets.US_ASCII));
        }
        out.write(body, 0, sent);
        if (end == End.CHUNKS) {
            out.write((sent > 0 ? "\r\n" : "").getBytes(StandardCharsets.US_ASCII));
            if (cutAt >= body.length) {
                out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            }
        }
        out.flush();
        if (end == End.RESET) {
            socket.setSoLinger(true, 0);
        } else {
            socket.shutdownOutput();
            while (socket.getInputStream().read() >= 0) {
                // Until the client has closed, so that nothing is lost on the way.
            }
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        threads.shutdownNow();
    }
}
