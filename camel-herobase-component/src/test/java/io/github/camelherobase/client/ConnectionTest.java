package io.github.camelherobase.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import org.apache.camel.Exchange;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.http.common.HttpConfiguration;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.jsse.KeyStoreParameters;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.TrustManagersParameters;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.core5.util.Timeout;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.camelherobase.HerobaseComponent;
import io.github.camelherobase.HerobaseConfiguration;
import io.github.camelherobase.api.HerobaseAuthenticationException;
import io.github.camelherobase.api.HerobaseConnectionException;
import io.github.camelherobase.api.HerobaseException;
import io.github.camelherobase.api.HerobaseImportUncertainException;
import io.github.camelherobase.api.HerobaseProtocolException;
import io.github.camelherobase.api.HerobaseServerException;
import io.github.camelherobase.api.LeadImportResult;
import io.github.camelherobase.simulator.HerobaseSimulator;
import io.github.camelherobase.simulator.account.AccountSpec;
import io.github.camelherobase.simulator.books.RecordedRequest;
import io.github.camelherobase.simulator.fault.ConnectionFault;
import io.github.camelherobase.simulator.fault.Fault;
import io.github.camelherobase.simulator.fault.Faults;
import io.github.camelherobase.simulator.http.AnswerBody;
import io.github.camelherobase.simulator.http.ForwardProxy;
import io.github.camelherobase.simulator.http.HttpAnswer;
import io.github.camelherobase.simulator.tls.CertificateAuthority;
import io.github.camelherobase.simulator.tls.ServerCertificate;
import io.github.camelherobase.support.Routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** How the component reaches the server: TLS, proxy, time-outs, and what it must not do by itself. */
class ConnectionTest {

    private static final Map<String, String> LEAD = Map.of("Phone", "70000001");

    @TempDir
    Path directory;

    private final CertificateAuthority authority = CertificateAuthority.create();
    private HerobaseSimulator simulator;
    private Routes routes;

    @AfterEach
    void end() {
        if (routes != null) {
            routes.close();
        }
        simulator.close();
    }

    private void start(HerobaseSimulator.Builder builder, Consumer<DefaultCamelContext> preparation) throws Exception {
        simulator = builder.start();
        routes = new Routes(simulator, preparation);
    }

    private void start() throws Exception {
        start(HerobaseSimulator.builder(), context -> {});
    }

    private void startTls(ServerCertificate certificate) throws Exception {
        SSLContextParameters tls = trusting(authority);
        start(HerobaseSimulator.builder().https(certificate), context -> context.getRegistry()
                .bind("tls", tls));
    }

    private SSLContextParameters trusting(CertificateAuthority issuer) throws IOException {
        Path file = directory.resolve("trust.p12");
        issuer.writeTrustStore(file, "changeit");
        KeyStoreParameters store = new KeyStoreParameters();
        store.setResource(file.toUri().toString());
        store.setType("PKCS12");
        store.setPassword("changeit");
        TrustManagersParameters trust = new TrustManagersParameters();
        trust.setKeyStore(store);
        SSLContextParameters tls = new SSLContextParameters();
        tls.setTrustManagers(trust);
        return tls;
    }

    @Test
    void aTrustedCertificateOfTheRightHostIsTaken() throws Exception {
        startTls(authority.certificate("localhost"));
        assertThat(imported("sslContextParameters=#tls")).isTrue();
        assertThat(routes.export("sslContextParameters=#tls").getProperty(Routes.READ))
                .isEqualTo(1L);
    }

    @Test
    void theContextsTlsSettingsServeToo() throws Exception {
        SSLContextParameters tls = trusting(authority);
        start(HerobaseSimulator.builder().https(authority.certificate("localhost")), context -> {
            context.setSSLContextParameters(tls);
            context.getComponent("herobase", HerobaseComponent.class).setUseGlobalSslContextParameters(true);
        });
        assertThat(imported("")).isTrue();
    }

    @Test
    void aCertificateOfAnotherHostIsRefused() throws Exception {
        startTls(authority.certificate("other.example.com"));
        assertUntrusted("sslContextParameters=#tls", "localhost", "is for another host. Check the host name");
    }

    @Test
    void anExpiredCertificateIsRefused() throws Exception {
        startTls(authority.expiredCertificate("localhost"));
        assertUntrusted("sslContextParameters=#tls", "NotAfter", "its certificate has expired");
    }

    @Test
    void anUnknownIssuerIsRefused() throws Exception {
        startTls(authority.certificate("localhost"));
        assertUntrusted(
                "",
                "unable to find valid certification path",
                "the issuer of its certificate is not trusted. For an issuer of your own, or a proxy that opens TLS, set sslContextParameters");
    }

    private void assertUntrusted(String options, String why, String said) {
        for (Exchange done : new Exchange[] {routes.export(options), routes.importing(LEAD, options)}) {
            assertThat(done.getException())
                    .isInstanceOf(HerobaseConnectionException.class)
                    .hasMessageContaining("could not prove who it is")
                    .hasMessageContaining(said)
                    .hasStackTraceContaining(why)
                    .satisfies(e -> assertThat(((HerobaseConnectionException) e).isRetryable())
                            .isFalse());
        }
        assertThat(simulator.books().received()).isZero();
    }

    @Test
    void throughAProxyWithAuthentication() throws Exception {
        try (ForwardProxy proxy = ForwardProxy.start("clerk", "sesame")) {
            startBehind(proxy, "sesame");
            String options = "sslContextParameters=#tls&httpComponent=#proxied";
            assertThat(imported(options)).isTrue();
            assertThat(routes.export(options).getProperty(Routes.READ)).isEqualTo(1L);
            assertThat(proxy.books().tunnels()).containsOnly("localhost:" + simulator.port());
            assertThat(simulator.books().requests())
                    .noneMatch(request -> !request.header("Proxy-Authorization").isEmpty());
        }
    }

    @Test
    void aProxysRefusalIsNoAnswerOfTheService() throws Exception {
        try (ForwardProxy proxy = ForwardProxy.start("clerk", "sesame")) {
            startBehind(proxy, "wrong");
            String options = "sslContextParameters=#tls&httpComponent=#proxied";
            for (Exchange done : new Exchange[] {routes.export(options), routes.importing(LEAD, options)}) {
                assertThat(done.getException())
                        .isInstanceOf(HerobaseConnectionException.class)
                        .hasMessageContaining("the proxy refused to pass the request on, with status 407")
                        .hasMessageContaining("proxyAuthPassword");
            }
            assertThat(simulator.books().received()).isZero();
        }
    }

    private void startBehind(ForwardProxy proxy, String password) throws Exception {
        HttpComponent proxied = new HttpComponent();
        proxied.setProxyHost("localhost");
        proxied.setProxyPort(proxy.port());
        proxied.setProxyAuthScheme("http");
        proxied.setProxyAuthMethod("Basic");
        proxied.setProxyAuthUsername("clerk");
        proxied.setProxyAuthPassword(password);
        SSLContextParameters tls = trusting(authority);
        start(HerobaseSimulator.builder().https(authority.certificate("localhost")), context -> {
            context.getRegistry().bind("tls", tls);
            context.getRegistry().bind("proxied", proxied);
        });
    }

    @Test
    void nothingIsSentAgainByItselfOnAUsersOwnComponent() throws Exception {
        HttpConfiguration credentials = new HttpConfiguration();
        credentials.setAuthMethod("Basic");
        credentials.setAuthUsername("else");
        credentials.setAuthPassword("else");
        HttpComponent own = new HttpComponent();
        own.setFollowRedirects(true);
        own.setHttpConfiguration(credentials);
        start(HerobaseSimulator.builder(), context -> context.getRegistry().bind("own", own));
        for (Fault fault : new Fault[] {
            Fault.header("Retry-After", "0").around(Fault.status(503)),
            Fault.resetBeforeAnswer(),
            Fault.redirect(simulator.baseUrl() + "/leads"),
            Fault.header("WWW-Authenticate", "basic realm=\"x\"").around(Fault.status(401)),
            // The last one, as it closes the minute.
            Fault.header("Retry-After", "0").around(Fault.status(429))
        }) {
            simulator.books().clear();
            simulator.faults().next(Faults.ANY_SERVICE, fault);
            Exchange done = routes.importing(LEAD, "httpComponent=#own&onQuotaExceeded=fail");
            assertThat(done.getException()).isNotNull();
            assertThat(simulator.books().received()).isEqualTo(1);
        }
        assertThat(simulator.world().leadCount()).isEqualTo(1);
    }

    @Test
    void aRedirectIsNotFollowedAndNamesItsTarget() throws Exception {
        start();
        simulator.faults().next(Faults.ANY_SERVICE, Fault.redirect("https://new.example.com/api/" + "x".repeat(3000)));
        assertThat(routes.export("").getException())
                .isInstanceOf(HerobaseProtocolException.class)
                .hasMessageContaining("https://new.example.com/api/")
                .hasMessageContaining("set baseUrl to that if it is right")
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(1000));
    }

    @Test
    void cookiesAreNotKept() throws Exception {
        start();
        simulator.faults().always(Faults.ANY_SERVICE, Fault.header("Set-Cookie", "ss-id=1; path=/"));
        assertThat(imported("")).isTrue();
        assertThat(imported("")).isTrue();
        routes.export("");
        assertThat(simulator.books().requests()).hasSize(3).allMatch(request -> request.header("Cookie")
                .isEmpty());
    }

    @Test
    void eachRequestSaysWhoSendsItAndWhatIsWanted() throws Exception {
        start();
        routes.importing(LEAD, "");
        RecordedRequest request = simulator.books().requests("POST /leads").get(0);
        assertThat(request.header("Accept")).isEqualTo("application/json");
        assertThat(request.header("User-Agent")).startsWith("camel-herobase/");
        assertThat(request.header("Content-Type")).startsWith("application/json");
    }

    @Test
    void credentialsAreSentInUtf8() throws Exception {
        start(HerobaseSimulator.builder().account(AccountSpec.named("søren", "kodeord æøå €")), context -> {
            HerobaseConfiguration configuration =
                    context.getComponent("herobase", HerobaseComponent.class).getConfiguration();
            configuration.setUsername(" søren ");
            configuration.setPassword(" kodeord æøå € ");
        });
        assertThat(imported("")).isTrue();
    }

    @Test
    void aWrongPasswordIsSaidOnce() throws Exception {
        start();
        assertThat(routes.export("password=wrong").getException()).isInstanceOf(HerobaseAuthenticationException.class);
        assertThat(simulator.books().received()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"first byte", "between reads"})
    void aSilentServerTimesOut(String when) throws Exception {
        start(HerobaseSimulator.builder().generatedLeads(1000), context -> {});
        simulator
                .faults()
                .next(
                        Faults.ANY_SERVICE,
                        when.equals("first byte")
                                ? Fault.delayAnswer(Duration.ofSeconds(3))
                                : Fault.drip(50_000, Duration.ofSeconds(3)));
        assertThat(routes.export("responseTimeout=300").getException())
                .hasMessageContaining("GET /simpleleads")
                .hasStackTraceContaining("Read timed out");
    }

    @Test
    void aLongExportLivesAsLongAsBytesCome() throws Exception {
        start(HerobaseSimulator.builder().generatedLeads(100), context -> {});
        simulator.faults().next(Faults.ANY_SERVICE, Fault.drip(1000, Duration.ofMillis(20)));
        long begin = System.nanoTime();
        Exchange done = routes.export("responseTimeout=1000");
        assertThat(done.getException()).isNull();
        assertThat(done.getProperty(Routes.READ)).isEqualTo(100L);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(1500));
    }

    /** Neither the memory nor the time of an error is the server's to choose. */
    @ParameterizedTest
    @ValueSource(ints = {429, 500, 401})
    void anErrorWithoutAnEndIsGivenUp(int status) throws Exception {
        start();
        AtomicLong sent = new AtomicLong();
        simulator.faults().next(Faults.ANY_SERVICE, (request, processing) -> HttpAnswer.empty(status)
                .withBody(new AnswerBody.Streamed(out -> {
                    byte[] page = "<p>Oops</p>".repeat(1000).getBytes(StandardCharsets.US_ASCII);
                    while (!Thread.currentThread().isInterrupted()) {
                        out.write(page);
                        sent.addAndGet(page.length);
                    }
                })));
        assertThat(routes.importing(LEAD, "onQuotaExceeded=fail").getException())
                .isInstanceOfSatisfying(HerobaseException.class, e -> assertThat(e.getHttpResponseCode())
                        .isEqualTo(status))
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(1000));
        await().until(() -> simulator.books().inFlight() == 0);
        assertThat(sent).hasValueLessThan(32 * 1024 * 1024);
    }

    @Test
    void anErrorThatDripsIsGivenUp() throws Exception {
        start();
        simulator
                .faults()
                .next(
                        Faults.ANY_SERVICE,
                        Fault.drip(1, Duration.ofMillis(100)).around(Fault.body(500, "text/html", "x".repeat(10_000))));
        long begin = System.nanoTime();
        assertThat(routes.export("responseTimeout=60000").getException())
                .isInstanceOf(HerobaseServerException.class)
                .hasMessageContaining("xxx");
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(60));
        await().until(() -> simulator.books().inFlight() == 0);
    }

    @Test
    void whoFindsNoFreeConnectionIsToldWhy() throws Exception {
        PoolingHttpClientConnectionManager two = new PoolingHttpClientConnectionManager();
        two.setMaxTotal(2);
        two.setDefaultMaxPerRoute(2);
        HttpComponent pooled = new HttpComponent();
        pooled.setClientConnectionManager(two);
        pooled.setHttpClientConfigurer(builder -> builder.setDefaultRequestConfig(RequestConfig.custom()
                .setConnectionRequestTimeout(Timeout.ofMilliseconds(300))
                .build()));
        start(HerobaseSimulator.builder().generatedLeads(100_000), context -> context.getRegistry()
                .bind("pooled", pooled));
        Exchange done = routes.nested(3, "httpComponent=#pooled");
        assertThat(done.getException())
                .isInstanceOf(HerobaseConnectionException.class)
                .hasMessageContaining("GET /simpleleads was not sent: all connections to " + simulator.baseUrl())
                .hasMessageContaining("httpComponent")
                .satisfies(e -> assertThat(((HerobaseConnectionException) e).isRetryable())
                        .isTrue());
        await().until(() -> two.getTotalStats().getLeased() == 0);
        assertThat(routes.nested(2, "httpComponent=#pooled").getException()).isNull();
        two.close();
    }

    @Test
    void aServerThatNeverShakesHandsTimesOut() throws Exception {
        startTls(authority.certificate("localhost"));
        simulator.faults().nextConnection(ConnectionFault.silence()).nextConnection(ConnectionFault.silence());
        String options = "sslContextParameters=#tls&connectTimeout=300&responseTimeout=20000";
        for (Exchange done : new Exchange[] {routes.export(options), routes.importing(LEAD, options)}) {
            assertThat(done.getException())
                    .isInstanceOf(HerobaseConnectionException.class)
                    .hasStackTraceContaining("timed out");
        }
    }

    @Test
    void aServerThatDoesNotAcceptTimesOut() throws Exception {
        start();
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            fill(full);
            Exchange done = routes.importing(
                    LEAD, "connectTimeout=300&baseUrl=http://127.0.0.1:" + full.getLocalPort() + "/api");
            assertThat(done.getException())
                    .isInstanceOf(HerobaseConnectionException.class)
                    .hasStackTraceContaining("timed out");
        }
    }

    /** Connections that nobody accepts, until the next one has to wait. */
    private static void fill(ServerSocket full) {
        try {
            while (true) {
                Socket waiting = new Socket();
                waiting.connect(full.getLocalSocketAddress(), 200);
            }
        } catch (SocketTimeoutException enough) {
            // The next one has to wait.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aConnectionResetAtAcceptLeavesALeadInDoubt() throws Exception {
        start();
        simulator.faults().nextConnection(ConnectionFault.resetAtAccept());
        assertThat(routes.importing(LEAD, "").getException())
                .isInstanceOfAny(HerobaseImportUncertainException.class, HerobaseConnectionException.class);
        assertThat(simulator.world().leadCount()).isZero();
    }

    private boolean imported(String options) {
        Exchange done = routes.importing(LEAD, options);
        assertThat(done.getException()).isNull();
        return done.getMessage().getBody(LeadImportResult.class).isSuccess();
    }
}
