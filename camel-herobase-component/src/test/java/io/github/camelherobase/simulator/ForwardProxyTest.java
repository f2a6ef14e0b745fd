package io.github.camelherobase.simulator;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.github.camelherobase.simulator.http.ForwardProxy;

import static org.assertj.core.api.Assertions.assertThat;

class ForwardProxyTest extends ApiTest {

    private static final String AUTHORIZATION = "Authorization: " + basic("api@example.com", "secret") + "\r\n";
    private static final String SIGN_IN = "Proxy-Authorization: " + basic("clerk", "sesame") + "\r\n";

    private ForwardProxy proxy;

    @BeforeEach
    void startBoth() {
        start();
        proxy = ForwardProxy.start("clerk", "sesame");
    }

    @AfterEach
    void stopProxy() {
        proxy.close();
    }

    @Test
    void nobodyPassesWithoutSigningIn() throws IOException {
        try (Socket socket = connect()) {
            say(socket, "CONNECT localhost:" + simulator.port() + " HTTP/1.1\r\n\r\n");
            assertThat(line(socket)).contains(" 407 ");
        }
        assertThat(proxy.books().refused()).isEqualTo(1);
        assertThat(proxy.books().tunnels()).isEmpty();
        assertThat(simulator.books().received()).isZero();
    }

    @Test
    void aTunnelPassesBytesBothWays() throws IOException {
        try (Socket socket = connect()) {
            say(socket, "CONNECT localhost:" + simulator.port() + " HTTP/1.1\r\n" + SIGN_IN + "\r\n");
            assertThat(line(socket)).contains(" 200 ");
            assertThat(line(socket)).isEmpty();
            say(socket, "GET /api/myaccount HTTP/1.1\r\n" + AUTHORIZATION + "Connection: close\r\n\r\n");
            assertThat(rest(socket)).startsWith("HTTP/1.1 200 OK").endsWith("}");
        }
        assertThat(proxy.books().tunnels()).containsExactly("localhost:" + simulator.port());
    }

    @Test
    void aPlainRequestIsPassedOnWithoutTheProxysCredentials() throws IOException {
        try (Socket socket = connect()) {
            say(
                    socket,
                    "POST " + simulator.baseUrl() + "/leads?x=1 HTTP/1.1\r\n" + AUTHORIZATION + SIGN_IN
                            + "Content-Type: application/json\r\nContent-Length: "
                            + LEAD.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + LEAD);
            assertThat(rest(socket)).startsWith("HTTP/1.1 200 OK").endsWith("{\"success\":true}");
        }
        assertThat(proxy.books().forwarded()).isEqualTo(1);
        assertThat(simulator.books().requests("POST /leads").get(0).header("Proxy-Authorization"))
                .isEmpty();
        assertThat(simulator.books().requests("POST /leads").get(0).query()).isEqualTo("x=1");
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket("127.0.0.1", proxy.port());
        socket.setSoTimeout(5000);
        return socket;
    }

    private static void say(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String rest(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static String line(Socket socket) throws IOException {
        StringBuilder line = new StringBuilder();
        int b = socket.getInputStream().read();
        while (b >= 0 && b != '\n') {
            if (b != '\r') {
                line.append((char) b);
            }
            b = socket.getInputStream().read();
        }
        return line.toString();
    }
}
