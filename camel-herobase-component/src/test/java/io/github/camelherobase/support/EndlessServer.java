package io.github.camelherobase.support;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;

/**
 * A server whose answers have as good as no end, and that counts what it sends: it shows when a client stops a request. It
 * knows nothing of HeroBase.
 */
public final class EndlessServer implements AutoCloseable {

    private static final long ENDLESS = 200L << 20;

    /** What waits in the server's own socket was not sent; the system would let it be 4 MB. */
    private static final int SEND_BUFFER = 64 * 1024;

    private final ServerSocket server;
    private final BiFunction<String, Long, String> records;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicLong sent = new AtomicLong();
    private final AtomicInteger answering = new AtomicInteger();

    /** @param records the text of a target's record of that number; number -1 is what the answer begins with */
    public EndlessServer(BiFunction<String, Long, String> records) throws IOException {
        this.records = records;
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    public String baseUrl() {
        return "http://localhost:" + server.getLocalPort() + "/api";
    }

    /** In bytes, of all answers. */
    public long sent() {
        return sent.get();
    }

    /** Answers that the client still lets the server send. */
    public int answering() {
        return answering.get();
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
        answering.incrementAndGet();
        try (socket) {
            socket.setSendBufferSize(SEND_BUFFER);
            StringBuilder head = new StringBuilder();
            int next;
            while (head.indexOf("\r\n\r\n") < 0
                    && (next = socket.getInputStream().read()) >= 0) {
                head.append((char) next);
            }
            if (head.length() > 0) {
                answer(head.toString().split(" ")[1], socket.getOutputStream());
            }
        } catch (IOException e) {
            // The client has closed the connection: that is what the test waits for.
        } finally {
            answering.decrementAndGet();
        }
    }

    private void answer(String target, OutputStream out) throws IOException {
        String type = target.contains("csv") ? "text/csv" : "application/json";
        out.write(("HTTP/1.1 200 OK\r\nContent-Type: " + type + "\r\nContent-Length: " + ENDLESS + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        StringBuilder portion = new StringBuilder(records.apply(target, -1L));
        long number = 0;
        for (long written = 0; written < ENDLESS; ) {
            while (portion.length() < 16 * 1024) {
                portion.append(records.apply(target, number++));
            }
            byte[] bytes = portion.toString().getBytes(StandardCharsets.US_ASCII);
            out.write(bytes);
            written += bytes.length;
            sent.addAndGet(bytes.length);
            portion.setLength(0);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        threads.shutdownNow();
    }
}
