package io.github.camelherobase.client;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;

import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.ssl.SSLContexts;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/** A pool of {@link QuietConnection}s with the settings of Camel's http component, which makes none of these itself. */
final class QuietConnections {

    private QuietConnections() {}

    /** Whether a component makes its pool as Camel does: a pool or a component of the user's own is left as it is. */
    static boolean canReplaceThoseOf(HttpComponent component) {
        return component.getClass() == HttpComponent.class && component.getClientConnectionManager() == null;
    }

    /** @param tls instead of the component's; may be null */
    static PoolingHttpClientConnectionManager pool(HttpComponent component, SSLContextParameters tls, int connections)
            throws GeneralSecurityException, IOException {
        return PoolingHttpClientConnectionManagerBuilder.create()
                .setConnectionFactory(QuietConnections::connection)
                // By the verifier of the component alone, as all versions of Camel do that we run on.
                .setTlsSocketStrategy(new DefaultClientTlsStrategy(
                        sslContext(component, tls),
                        HostnameVerificationPolicy.CLIENT,
                        component.getX509HostnameVerifier()))
                .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.STRICT)
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setTimeToLive(TimeValue.ofMilliseconds(component.getConnectionTimeToLive()))
                        .build())
                .setDefaultSocketConfig(SocketConfig.custom()
                        .setSoTimeout(Timeout.ofMilliseconds(component.getSoTimeout()))
                        .build())
                .setMaxConnTotal(Math.max(component.getMaxTotalConnections(), connections))
                .setMaxConnPerRoute(Math.max(component.getConnectionsPerRoute(), connections))
                .build();
    }

    private static QuietConnection connection(Socket socket) throws IOException {
        QuietConnection connection = new QuietConnection();
        if (socket != null) {
            connection.bind(socket);
        }
        return connection;
    }

    private static SSLContext sslContext(HttpComponent component, SSLContextParameters tls)
            throws GeneralSecurityException, IOException {
        SSLContextParameters parameters = tls != null ? tls : component.getSslContextParameters();
        if (parameters == null && component.isUseGlobalSslContextParameters()) {
            parameters = component.getCamelContext().getSSLContextParameters();
        }
        if (parameters != null) {
            return parameters.createSSLContext(component.getCamelContext());
        }
        return component.isUseSystemProperties() ? SSLContexts.createSystemDefault() : SSLContexts.createDefault();
    }
}
