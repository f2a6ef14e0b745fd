package io.github.camelherobase.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/** A small HTTP server of a test's own: it answers as it is told to, and keeps every request in the order they came. */
public final class OwnServer implements AutoCloseable {

    /** One request as it came. */
    public record Request(String user, String service, String body) {}

    /** An answer; null headers are none. */
    public record Answer(int status, String body, Map<String, String> headers) {

        public static Answer accepted() {
            return new Answer(200, "{\"success\":true}", Map.of());
        }

        /** A refusal with the three headers. */
        public static Answer refused(long limit, long reset) {
            return new Answer(
                    429,
                    "",
                    Map.of(
                            "X-Rate-Limit-Limit",
                            Long.toString(limit),
                            "X-Rate-Limit-Remaining",
                            "0",
                            "X-Rate-Limit-Reset",
                            Long.toString(reset)));
        }
    }

    /** What is answered to the request of that number, from 1. */
    @FunctionalInterface
    public interface Site {
        Answer answer(Request request, int number) throws Exception;
    }

    static {
        // Else the JDK's server sends head and body 40 ms apart.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer http;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final CountDownLatch closing = new CountDownLatch(1);

    public OwnServer(Site site) {
        try {
            http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1_000);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        http.createContext("/", exchange -> answer(exchange, site));
        http.setExecutor(threads);
        http.start();
    }

    private void answer(HttpExchange exchange, Site site) throws IOException {
        String login = exchange.getRequestHeaders().getFirst("Authorization");
        String user =
                new String(Base64.getDecoder().decode(login.substring("Basic ".length())), StandardCharsets.UTF_8);
        Request request = new Request(
                user.substring(0, user.indexOf(':')),
                exchange.getRequestMethod() + " "
                        + exchange.getRequestURI().getPath().replaceFirst("^/api", ""),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        int number;
        synchronized (requests) {
            requests.add(request);
            number = count(request.service());
        }
        Answer answer;
        try {
            answer = site.answer(request, number);
        } catch (Exception e) {
            exchange.close();
            return;
        }
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    /** Answers nothing until the server is closed. */
    public Answer silence() throws InterruptedException {
        closing.await();
        throw new IllegalStateException("closed");
    }

    public String baseUrl() {
        return "http://localhost:" + http.getAddress().getPort() + "/api";
    }

    /** All requests to a service, in the order they came. */
    public List<Request> requests(String service) {
        return requests.stream().filter(one -> one.service().equals(service)).toList();
    }

    public int count(String service) {
        return (int)
                requests.stream().filter(one -> one.service().equals(service)).count();
    }

    @Override
    public void close() {
        closing.countDown();
        http.stop(0);
        threads.shutdownNow();
    }
}
