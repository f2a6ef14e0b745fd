package io.github.camelherobase.simulator;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManagerFactory;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.github.camelherobase.simulator.tls.CertificateAuthority;
import io.github.camelherobase.simulator.tls.ServerCertificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TlsTest extends ApiTest {

    @TempDir
    Path directory;

    private final CertificateAuthority authority = CertificateAuthority.create();

    @Test
    void theRightCertificateIsTakenByThoseWhoTrustTheAuthority() throws Exception {
        assertThat(get(authority.certificate("localhost"), authority).statusCode())
                .isEqualTo(200);
        assertThat(simulator.baseUrl()).startsWith("https://localhost:");
    }

    @Test
    void aWrongHostNameIsSeen() {
        assertThatThrownBy(() -> get(authority.certificate("other.example.com"), authority))
                .isInstanceOf(SSLHandshakeException.class)
                .hasRootCauseInstanceOf(CertificateException.class)
                .hasStackTraceContaining("localhost");
    }

    @Test
    void anExpiredCertificateIsSeen() {
        assertThatThrownBy(() -> get(authority.expiredCertificate("localhost"), authority))
                .isInstanceOf(SSLHandshakeException.class)
                .hasRootCauseInstanceOf(CertificateExpiredException.class);
    }

    @Test
    void anotherAuthoritysCertificateIsNotTrusted() {
        assertThatThrownBy(() -> get(authority.certificate("localhost"), CertificateAuthority.create()))
                .isInstanceOf(SSLHandshakeException.class);
    }

    @Test
    void theCertificateIsWellFormed() throws GeneralSecurityException {
        ServerCertificate certificate = authority.certificate("localhost");
        certificate.certificate().verify(authority.certificate().getPublicKey());
        assertThat(certificate
                        .certificate()
                        .getSubjectAlternativeNames()
                        .iterator()
                        .next())
                .asString()
                .isEqualTo("[2, localhost]");
        assertThat(authority.certificate().getBasicConstraints()).isNotNegative();
        assertThat(certificate.certificate().getBasicConstraints()).isNegative();
        assertThat(certificate.certificate().getSerialNumber())
                .isNotEqualTo(authority.certificate().getSerialNumber());
    }

    private HttpResponse<String> get(ServerCertificate shown, CertificateAuthority trusted) throws Exception {
        start(builder().https(shown));
        HttpClient client =
                HttpClient.newBuilder().sslContext(trusting(trusted)).build();
        return client.send(
                HttpRequest.newBuilder(URI.create(simulator.baseUrl() + "/myaccount"))
                        .header("Authorization", basic("api@example.com", "secret"))
                        .build(),
                BodyHandlers.ofString());
    }

    private SSLContext trusting(CertificateAuthority trusted) throws GeneralSecurityException, IOException {
        Path file = directory.resolve("trust.p12");
        trusted.writeTrustStore(file, "changeit");
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(file)) {
            store.load(in, "changeit".toCharArray());
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, trust.getTrustManagers(), null);
        return tls;
    }
}
