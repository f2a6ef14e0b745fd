package io.github.camelherobase.client;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLServerSocket;

import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.support.jsse.KeyManagersParameters;
import org.apache.camel.support.jsse.KeyStoreParameters;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.TrustManagersParameters;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.camelherobase.simulator.tls.CertificateAuthority;
import io.github.camelherobase.simulator.tls.ServerCertificate;
import io.github.camelherobase.support.RawServer;
import io.github.camelherobase.support.Routes;

import static org.assertj.core.api.Assertions.assertThat;

/** A server, or a gateway before it, that lets in only those who show a certificate. */
class ClientCertificateTest {

    private static final String PASSWORD = "changeit";

    @TempDir
    Path directory;

    /** As an option of the endpoint, and as Camel's parameters for all of the context. */
    @ParameterizedTest
    @CsvSource({"TLSv1.2,sslContextParameters=#tls", "TLSv1.3,sslContextParameters=#tls", "TLSv1.3,httpComponent=#http"
    })
    void aCertificateIsShown(String version, String option) throws Exception {
        CertificateAuthority authority = CertificateAuthority.create();
        ServerCertificate server = authority.certificate("localhost");
        SSLServerSocket listener = (SSLServerSocket) server.unboundListenerForItsClients();
        listener.setEnabledProtocols(new String[] {version});
        Path trusted = directory.resolve("trust.p12");
        authority.writeTrustStore(trusted, PASSWORD);
        Path own = directory.resolve("own.p12");
        authority.certificate("client").writeKeyStore(own, PASSWORD);
        try (RawServer raw = RawServer.start(listener, Duration.ZERO, (request, connection) -> connection.accept());
                Routes routes = new Routes("https://localhost:" + raw.port() + "/api", context -> {
                    SSLContextParameters tls = parameters(own, trusted);
                    context.getRegistry().bind("tls", tls);
                    HttpComponent http = new HttpComponent();
                    http.setSslContextParameters(tls);
                    context.getRegistry().bind("http", http);
                })) {
            for (int lead = 1; lead <= 3; lead++) {
                assertThat(routes.importing(Map.of("Phone", "7000000" + lead), option)
                                .getException())
                        .isNull();
            }
            assertThat(raw.requests()).extracting(RawServer.Request::connection).isEqualTo(List.of(1, 1, 1));
        }
    }

    private static SSLContextParameters parameters(Path own, Path trusted) {
        KeyManagersParameters keys = new KeyManagersParameters();
        keys.setKeyStore(store(own));
        keys.setKeyPassword(PASSWORD);
        TrustManagersParameters trust = new TrustManagersParameters();
        trust.setKeyStore(store(trusted));
        SSLContextParameters tls = new SSLContextParameters();
        tls.setKeyManagers(keys);
        tls.setTrustManagers(trust);
        return tls;
    }

    private static KeyStoreParameters store(Path file) {
        KeyStoreParameters store = new KeyStoreParameters();
        store.setResource(file.toUri().toString());
        store.setType("PKCS12");
        store.setPassword(PASSWORD);
        return store;
    }
}
