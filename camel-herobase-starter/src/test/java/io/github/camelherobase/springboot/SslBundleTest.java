package io.github.camelherobase.springboot;

import java.util.Base64;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import io.github.camelherobase.api.HerobaseConnectionException;
import io.github.camelherobase.simulator.HerobaseSimulator;
import io.github.camelherobase.simulator.tls.CertificateAuthority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A server whose certificate only an SSL bundle knows. */
class SslBundleTest {

    private static final String PREFIX = "camel.component.herobase.";
    private static final CertificateAuthority AUTHORITY = CertificateAuthority.create();

    private static HerobaseSimulator simulator;

    @BeforeAll
    static void start() {
        simulator = HerobaseSimulator.builder()
                .https(AUTHORITY.certificate("localhost"))
                .start();
    }

    @AfterAll
    static void stop() {
        simulator.close();
    }

    private static TestApplication.Builder application() throws Exception {
        String authority = "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder().encodeToString(AUTHORITY.certificate().getEncoded())
                + "\n-----END CERTIFICATE-----\n";
        return TestApplication.with(simulator)
                .property("spring.ssl.bundle.pem.hero.truststore.certificate", authority)
                .property(PREFIX + "campaign-code", HerobaseSimulator.DEFAULT_CAMPAIGN)
                .route("direct:in", "herobase:importLeads?quotaSync=0");
    }

    @Test
    void theBundlesTrustStoreIsUsed() throws Exception {
        try (TestApplication application =
                application().property(PREFIX + "ssl-bundle", "hero").start()) {
            assertThat(application.importThrough("direct:in").isSuccess()).isTrue();
        }
    }

    @Test
    void withoutTheBundleTheServerIsNotTrusted() throws Exception {
        try (TestApplication application = application().start()) {
            assertThatThrownBy(() -> application.importThrough("direct:in"))
                    .hasCauseInstanceOf(HerobaseConnectionException.class);
        }
    }

    @Test
    void aBundleThatIsNotThereFailsTheStart() throws Exception {
        TestApplication.Builder application = application().property(PREFIX + "ssl-bundle", "heros");

        assertThatThrownBy(application::start).hasStackTraceContaining("heros");
    }
}
