package io.github.camelherobase.simulator.tls;

import java.io.IOException;
import java.net.ServerSocket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** What a server shows to prove who it is; made by a {@link CertificateAuthority}. */
public final class ServerCertificate {

    private static final char[] NO_PASSWORD = {};

    private final PrivateKey key;
    private final X509Certificate leaf;
    private final X509Certificate issuer;

    ServerCertificate(PrivateKey key, X509Certificate leaf, X509Certificate issuer) {
        this.key = key;
        this.leaf = leaf;
        this.issuer = issuer;
    }

    /** The certificate itself. */
    public X509Certificate certificate() {
        return leaf;
    }

    /** An unbound listener that speaks TLS with this certificate. */
    public ServerSocket unboundListener() throws IOException {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("server", key, NO_PASSWORD, new Certificate[] {leaf, issuer});
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, NO_PASSWORD);
            SSLContext tls = SSLContext.getInstance("TLS");
            tls.init(keys.getKeyManagers(), null, null);
            return tls.getServerSocketFactory().createServerSocket();
        } catch (GeneralSecurityException unusual) {
            throw new IOException("No TLS with this certificate", unusual);
        }
    }
}
