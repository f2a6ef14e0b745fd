package io.github.camelherobase.support;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** An HTTP server that shares nothing with the simulator: whatever the test answers to a path and its parameters. */
public final class PlainServer implements AutoCloseable {

    private final ServerSocket server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Function<Request, Answer> answers;
    private final List<Request> requests = new CopyOnWriteArrayList<>();

    /** @param query by name in lower case */
    public record Request(String path, Map<String, String> query) {

        public String get(String name) {
            return query.get(name.toLowerCase(java.util.Locale.ROOT));
        }
    }

    /**
     * @param status 0: the connection is reset instead
     * @param headers each a line
     */
    public record Answer(int status, String body, List<String> headers) {

        public static Answer json(String body) {
            return new Answer(200, body, List.of("Content-Type: application/json"));
        }

        public static Answer status(int status) {
            return new Answer(status, "<html>Timeout expired</html>", List.of("Content-Type: text/html"));
        }

        public static Answer reset() {
            return new Answer(0, "", List.of());
        }
    }

    public PlainServer(Function<Request, Answer> answers) {
        this.answers = answers;
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        threads.execute(this::accept);
    }

    public String baseUrl() {
        return "http://localhost:" + server.getLocalPort() + "/api";
    }

    /** Of one path, such as {@code /simpleleads}, in their order. */
    public List<Request> requests(String path) {
        return requests.stream().filter(request -> request.path().equals(path)).toList();
    }

    public void clear() {
        requests.clear();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = server.accept();
                threads.execute(() -> serve(client));
            }
        } catch (IOException closed) {
            threads.shutdownNow();
        }
    }

    private void serve(Socket client) {
        try (client) {
            client.setTcpNoDelay(true);
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String header = in.readLine();
                while (header != null && !header.isEmpty()) {
                    header = in.readLine();
                }
                Request request = request(line.split(" ")[1]);
                requests.add(request);
                Answer answer = answers.apply(request);
                if (answer.status() == 0) {
                    client.setSoLinger(true, 0);
                    return;
                }
                write(client.getOutputStream(), answer);
            }
        } catch (IOException e) {
            // The client went away.
        }
    }

    private static void write(OutputStream out, Answer answer) throws IOException {
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        StringBuilder head =
                new StringBuilder("HTTP/1.1 " + answer.status() + " X\r\nContent-Length: " + body.length + "\r\n");
        answer.headers().forEach(line -> head.append(line).append("\r\n"));
        out.write(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        out.write(body);
        out.flush();
    }

    private static Request request(String target) {
        int question = target.indexOf('?');
        Map<String, String> query = new TreeMap<>();
        if (question >= 0) {
            for (String pair : target.substring(question + 1).split("&")) {
                int equals = pair.indexOf('=');
                query.put(
                        decoded(pair.substring(0, equals)).toLowerCase(java.util.Locale.ROOT),
                        decoded(pair.substring(equals + 1)));
            }
        }
        String path = question < 0 ? target : target.substring(0, question);
        return new Request(path.startsWith("/api") ? path.substring(4) : path, query);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
