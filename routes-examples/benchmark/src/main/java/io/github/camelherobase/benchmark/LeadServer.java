package io.github.camelherobase.benchmark;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * {@code GET /api/simpleleads} from memory, in chunks, as fast as it is taken. A process of its own, so that its work is
 * not the contender's.
 */
public final class LeadServer {

    private LeadServer() {}

    /** @param arguments how many leads an export holds */
    public static void main(String[] arguments) throws IOException {
        long leads = Long.parseLong(arguments[0]);
        LeadBlock block = LeadBlock.endingNow();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/api/simpleleads", exchange -> answer(exchange, block, leads));
        server.start();
        System.out.println("http://localhost:" + server.getAddress().getPort() + "/api");
    }

    private static void answer(HttpExchange exchange, LeadBlock block, long leads) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", "application/json; charset=utf-8");
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            block.write(leads, out);
        }
    }
}
