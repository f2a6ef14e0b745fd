package io.github.camelherobase.client;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.message.BasicHeader;
import org.apache.hc.core5.net.URIBuilder;
import org.apache.hc.core5.util.Timeout;

import io.github.camelherobase.api.HerobaseClock;

/**
 * Sends requests through Camel's own http component, so that TLS, proxy and pool are set as everywhere in Camel. An
 * account has an endpoint of its own, never one of the context's cache.
 */
final class HttpTransport implements AutoCloseable {

    /** More live exports and imports at once than this wait for a connection, for at most the time below. */
    private static final int CONNECTIONS = 100;

    private static final Timeout CONNECTION_WAIT = Timeout.ofSeconds(60);

    /** The name of our part of the client's chain. */
    private static final String LAST = "herobase";

    private static final int PROXY_AUTHENTICATION_REQUIRED = 407;
    private static final int MOST_STALE = 1000;

    private static final Header ACCEPT = new BasicHeader(HttpHeaders.ACCEPT, "application/json");
    private static final Header FAIR_USE = new BasicHeader("X-Rate-Limit-Fair-Use-Policy", "Minute rated");

    private final Account account;
    private final boolean fairUse;
    private final HerobaseClock clock;
    private final HttpEndpoint endpoint;
    private final HttpClient client;
    private final HttpHost host;
    private final AnswerTimes times;
    /** Null for a pool of the user's own. */
    private final IdleConnections idle;

    /** An import sends every request to the same one. */
    private volatile Target lastTarget = new Target("", null);

    private volatile Authorization lastAuthorization = new Authorization("", null);

    HttpTransport(Account account, boolean fairUse, HerobaseClock clock, HttpSettings settings) throws Exception {
        this.account = account;
        this.fairUse = fairUse;
        this.clock = clock;
        this.times = AnswerTimes.of(settings.responseTimeout());
        this.endpoint = endpoint(account.baseUrl(), settings);
        ServiceHelper.startService(endpoint);
        this.client = endpoint.getHttpClient();
        this.idle = endpoint.getClientConnectionManager() instanceof PoolingHttpClientConnectionManager pool
                        && QuietConnections.canReplaceThoseOf(settings.component())
                ? new IdleConnections(pool)
                : null;
        this.host = HttpHost.create(account.baseUrl());
    }

    private static HttpEndpoint endpoint(URI baseUrl, HttpSettings settings) throws Exception {
        HttpComponent component = settings.component();
        Map<String, Object> options = new HashMap<>();
        options.put("connectTimeout", timeout(settings.connectTimeout()));
        options.put("responseTimeout", timeout(settings.responseTimeout()));
        options.put("connectionRequestTimeout", CONNECTION_WAIT);
        options.put("maxTotalConnections", Math.max(component.getMaxTotalConnections(), CONNECTIONS));
        options.put("connectionsPerRoute", Math.max(component.getConnectionsPerRoute(), CONNECTIONS));
        if (settings.sslContextParameters() != null) {
            options.put("sslContextParameters", settings.sslContextParameters());
        }
        HttpEndpoint endpoint = (HttpEndpoint) component.createEndpoint(baseUrl.toString(), options);
        HttpClientConfigurer users = endpoint.getHttpClientConfigurer();
        if (QuietConnections.canReplaceThoseOf(component)) {
            endpoint.getClientConnectionManager().close();
            endpoint.setClientConnectionManager(
                    QuietConnections.pool(component, settings.sslContextParameters(), CONNECTIONS));
        }
        endpoint.setHttpClientConfigurer(builder -> {
            if (users != null) {
                users.configureHttpClient(builder);
            }
            // A POST must never be sent again by itself, neither after a failure nor with other
            // credentials after a 401; a
            // cookie never reach another account, and a redirect never carry the credentials elsewhere.
            builder.disableAutomaticRetries()
                    .setTargetAuthenticationStrategy((type, challenges, context) -> List.of())
                    .disableRedirectHandling()
                    .disableCookieManagement()
                    // A connection belongs to no user: each request brings its credentials.
                    .disableConnectionState()
                    .setKeepAliveStrategy((response, context) -> KeptConnections.KEPT)
                    .setRequestExecutor(new KeptConnections(
                            AnswerTimes.of(settings.responseTimeout()).answer()))
                    .addExecInterceptorLast(LAST, (request, scope, chain) -> {
                        RequestContext context = (RequestContext) scope.clientContext;
                        context.reached();
                        ClassicHttpResponse response = chain.proceed(request, scope);
                        // Here, as nothing has decompressed the body yet, which hides its length.
                        context.endProven(isEndProven(response.getEntity()));
                        if (response.containsHeader(HttpHeaders.CONTENT_ENCODING) && response.getEntity() != null) {
                            EncodedBody body = new EncodedBody(response.getEntity());
                            context.encoded(body);
                            response.setEntity(body);
                        }
                        return response;
                    })
                    .setUserAgent(userAgent());
        });
        return endpoint;
    }

    private static boolean isEndProven(HttpEntity body) {
        return body == null || body.isChunked() || body.getContentLength() >= 0;
    }

    private static Timeout timeout(Duration duration) {
        return Timeout.ofMilliseconds(duration.toMillis());
    }

    private static String userAgent() {
        String version = HttpTransport.class.getPackage().getImplementationVersion();
        return "camel-herobase/" + (version == null ? "development" : version);
    }

    /**
     * Sends and waits for the head of the answer.
     *
     * @throws TransmissionException when no answer came
     */
    HerobaseResponse send(HerobaseRequest request) throws TransmissionException {
        if (idle != null) {
            idle.watch();
        }
        // Each connection that is found closed is thrown away, and in the end a new one is made.
        for (int attempt = 0; attempt < MOST_STALE; attempt++) {
            try {
                return sendOnce(request);
            } catch (KeptConnections.StaleConnectionException e) {
                // Nothing was sent.
            }
        }
        throw new TransmissionException(
                new IOException("the server closes each connection, or sends more than answers"), false);
    }

    private HerobaseResponse sendOnce(HerobaseRequest request)
            throws TransmissionException, KeptConnections.StaleConnectionException {
        HttpUriRequestBase http = new HttpUriRequestBase(request.method(), uri(request));
        http.addHeader(ACCEPT);
        http.addHeader(authorization());
        if (fairUse) {
            http.addHeader(FAIR_USE);
        }
        RequestContext context = new RequestContext();
        TrackedEntity entity = null;
        if (request.body() != null) {
            HttpEntity json = new ByteArrayEntity(request.body(), ContentType.APPLICATION_JSON);
            entity = new TrackedEntity(json, context, request.departure());
            http.setEntity(entity);
        }
        ClassicHttpResponse response;
        Instant sent = clock.now();
        try {
            response = client.executeOpen(host, http, context);
        } catch (KeptConnections.StaleConnectionException e) {
            throw e;
        } catch (IOException | RuntimeException | Error e) {
            boolean mayHaveLeft = entity == null ? context.isReached() : entity.mayHaveLeft();
            boolean left = mayHaveLeft && !ConnectFailure.asksForCertificate(e);
            if (context.isLate()) {
                throw new TransmissionException(BrokenAnswer.endlessHead(times.answer()), left);
            }
            throw new TransmissionException(
                    QuotedContent.without(e),
                    left,
                    BrokenAnswer.head(e, context.hasBegun(), times.read(), request.isRepeatable()));
        }
        HerobaseResponse answer = new HerobaseResponse(
                account,
                request.mask(),
                http,
                response,
                context.limit(),
                times,
                sent,
                clock.now(),
                context.isEndProven(),
                context.encoded());
        if (!context.isReached() || answer.status() == PROXY_AUTHENTICATION_REQUIRED) {
            answer.cancel();
            throw new TransmissionException(refusalByProxy(answer.status()), false);
        }
        return answer;
    }

    /** The same object as long as the password does not change. */
    private Header authorization() {
        String password = account.password().current();
        Authorization last = lastAuthorization;
        if (!last.password().equals(password)) {
            last = new Authorization(
                    password, new HiddenHeader(HttpHeaders.AUTHORIZATION, account.authorization(password)));
            lastAuthorization = last;
        }
        return last.header();
    }

    private static IOException refusalByProxy(int status) {
        return new IOException("the proxy refused to pass the request on, with status " + status
                + "; check proxyHost, proxyPort, proxyAuthUsername and proxyAuthPassword of the http component");
    }

    private URI uri(HerobaseRequest request) {
        if (!request.parameters().isEmpty()) {
            return parsed(request);
        }
        Target target = lastTarget;
        if (!target.path().equals(request.path())) {
            target = new Target(request.path(), parsed(request));
            lastTarget = target;
        }
        return target.uri();
    }

    private URI parsed(HerobaseRequest request) {
        try {
            URIBuilder builder = new URIBuilder(account.baseUrl() + request.path());
            request.parameters().forEach(parameter -> builder.addParameter(parameter.name(), parameter.value()));
            return builder.build();
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(
                    "resourcePath=" + request.path() + " is not a path: " + e.getReason(), e);
        }
    }

    @Override
    public void close() {
        ServiceHelper.stopAndShutdownService(endpoint);
    }

    private record Target(String path, URI uri) {}

    private record Authorization(String password, Header header) {
        @Override
        public String toString() {
            return "xxxxxx";
        }
    }

    /**
     * How to reach the server.
     *
     * @param component on whose TLS, proxy and pool settings we stand
     * @param responseTimeout to the first byte, and between reads
     * @param sslContextParameters instead of the component's; may be null
     */
    record HttpSettings(
            HttpComponent component,
            Duration connectTimeout,
            Duration responseTimeout,
            SSLContextParameters sslContextParameters) {}
}
