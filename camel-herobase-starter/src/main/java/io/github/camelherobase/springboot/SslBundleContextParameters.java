package io.github.camelherobase.springboot;

import javax.net.ssl.SSLContext;

import org.apache.camel.CamelContext;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.springframework.boot.ssl.SslBundle;

/** An SSL bundle where Camel asks for its own kind of TLS settings. */
final class SslBundleContextParameters extends SSLContextParameters {

    private final SslBundle bundle;

    SslBundleContextParameters(SslBundle bundle) {
        this.bundle = bundle;
    }

    @Override
    public SSLContext createSSLContext(CamelContext context) {
        return bundle.createSslContext();
    }
}
