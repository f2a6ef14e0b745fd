package io.github.camelherobase.client;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.SSLServerSocket;

import org.apache.camel.Exchange;
import org.apache.camel.support.jsse.KeyStoreParameters;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.TrustManagersParameters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.camelherobase.api.HerobaseConnectionException;
import io.github.camelherobase.api.HerobaseException;
import io.github.camelherobase.simulator.tls.CertificateAuthority;
import io.github.camelherobase.support.RawServer;
import io.github.camelherobase.support.Routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/** Why a server could not be reached: what the message says, and whether a repeat is worth it. The lead was not sent. */
class UnreachableServersTest {

    private static final Map<String, String> LEAD = Map.of("Phone", "70000001");

    @TempDir
    Path directory;

    private AutoCloseable server;
    private Routes routes;

    @AfterEach
    void end() throws Exception {
        routes.close();
        server.close();
    }

    /** A TLS handshake that the server cuts short is like a connection that it cuts: it may work the next time. */
    @ParameterizedTest
    @ValueSource(strings = {"FIN", "RST", "internal_error"})
    void aCutHandshakeIsWorthARepeat(String how) throws Exception {
        ServerSocket listener = new ServerSocket(0);
        server = listener;
        Thread cutter = new Thread(() -> {
            try {
                while (true) {
                    cut(listener.accept(), how);
                }
            } catch (IOException closed) {
                // The test is over.
            }
        });
        cutter.setDaemon(true);
        cutter.start();
        start("https://localhost:" + listener.getLocalPort() + "/api");
        assertNotSent("the TLS handshake was cut", true);
    }

    private static void cut(Socket socket, String how) throws IOException {
        socket.getInputStream().read(new byte[2000]);
        if (how.equals("internal_error")) {
            socket.getOutputStream().write(new byte[] {21, 3, 3, 0, 2, 2, 80});
        }
        if (how.equals("RST")) {
            socket.setSoLinger(true, 0);
        }
        socket.close();
    }

    @Test
    void aServerThatSpeaksNoTlsIsNamed() throws Exception {
        RawServer plain = RawServer.start((request, connection) -> connection.accept());
        server = plain;
        ServerSocket talker = new ServerSocket(0);
        Thread thread = new Thread(() -> {
            try {
                while (true) {
                    Socket socket = talker.accept();
                    socket.getOutputStream().write("HTTP/1.1 400 Bad\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                    socket.getInputStream().read(new byte[2000]);
                    socket.close();
                }
            } catch (IOException closed) {
                // The test is over.
            }
        });
        thread.setDaemon(true);
        thread.start();
        start("https://localhost:" + talker.getLocalPort() + "/api");
        assertNotSent("does not speak TLS on this port", false);
        talker.close();
    }

    /** With TLS 1.3 it says so only when it has got the request, which it does not look at. */
    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void aServerThatAsksForACertificateIsNamed(String version) throws Exception {
        CertificateAuthority authority = CertificateAuthority.create();
        SSLServerSocket listener =
                (SSLServerSocket) authority.certificate("localhost").unboundListener();
        listener.setNeedClientAuth(true);
        listener.setEnabledProtocols(new String[] {version});
        RawServer raw = RawServer.start(listener, Duration.ZERO, (request, connection) -> connection.accept());
        server = raw;
        Path file = directory.resolve("trust.p12");
        authority.writeTrustStore(file, "changeit");
        KeyStoreParameters store = new KeyStoreParameters();
        store.setResource(file.toUri().toString());
        store.setType("PKCS12");
        store.setPassword("changeit");
        TrustManagersParameters trust = new TrustManagersParameters();
        trust.setKeyStore(store);
        SSLContextParameters tls = new SSLContextParameters();
        tls.setTrustManagers(trust);
        routes = new Routes("https://localhost:" + raw.port() + "/api", context -> context.getRegistry()
                .bind("tls", tls));
        Exchange done = routes.importing(LEAD, "sslContextParameters=#tls");
        assertThat(done.getException()).isInstanceOf(HerobaseException.class);
        // The alert may be lost behind a reset: then nobody can tell.
        if (done.getException() instanceof HerobaseConnectionException) {
            assertThat(done.getException())
                    .hasMessageContaining("client certificate")
                    .hasMessageContaining("keyManagers");
        }
        assertThat(raw.requests()).isEmpty();
    }

    @Test
    void anAddressOfVersion6Serves() throws Exception {
        ServerSocket listener = new ServerSocket();
        try {
            listener.bind(new InetSocketAddress("::1", 0));
        } catch (IOException none) {
            assumeThat(false).as("this machine has IPv6").isTrue();
        }
        RawServer raw = RawServer.start(listener, Duration.ZERO, (request, connection) -> connection.accept());
        server = raw;
        start("http://[::1]:" + raw.port() + "/api");
        assertThat(routes.importing(LEAD, "").getException()).isNull();
        assertThat(raw.requests().get(0).head()).contains("Host: [::1]:" + raw.port());
    }

    @Test
    void anUnknownHostIsNamed() throws Exception {
        server = () -> {};
        start("https://no-such-host.invalid/api");
        assertNotSent("a host name is not known; check baseUrl", true);
    }

    private void start(String baseUrl) throws Exception {
        routes = new Routes(baseUrl, context -> {});
    }

    private void assertNotSent(String said, boolean retryable) {
        for (Exchange done : new Exchange[] {routes.importing(LEAD, ""), routes.export("")}) {
            assertThat(done.getException())
                    .isInstanceOfSatisfying(HerobaseConnectionException.class, e -> assertThat(e.isRetryable())
                            .isEqualTo(retryable))
                    .hasMessageContaining(said)
                    .hasMessageContaining("was not sent");
        }
    }
}
