package io.github.camelherobase.simulator.tls;

import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

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
        return listener(null);
    }

    /** The same, for those only who show a certificate of the same authority. */
    public ServerSocket unboundListenerForItsClients() throws IOException {
        try {
            KeyStore store = emptyStore();
            store.setCertificateEntry("authority", issuer);
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLServerSocket listener = (SSLServerSocket) listener(trust.getTrustManagers());
            listener.setNeedClientAuth(true);
            return listener;
        } catch (GeneralSecurityException unusual) {
            throw new IOException("No TLS with this certificate", unusual);
        }
    }

    private ServerSocket listener(TrustManager[] trust) throws IOException {
        try {
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store(NO_PASSWORD), NO_PASSWORD);
            SSLContext tls = SSLContext.getInstance("TLS");
            tls.init(keys.getKeyManagers(), trust, null);
            return tls.getServerSocketFactory().createServerSocket();
        } catch (GeneralSecurityException unusual) {
            throw new IOException("No TLS with this certificate", unusual);
        }
    }

    /** A PKCS #12 file with this certificate and its key: what a client shows that proves who it is. */
    public void writeKeyStore(Path file, String password) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            store(password.toCharArray()).store(out, password.toCharArray());
        } catch (GeneralSecurityException unusual) {
            throw new IOException("No key store with this certificate", unusual);
        }
    }

    private KeyStore store(char[] password) throws GeneralSecurityException, IOException {
        KeyStore store = emptyStore();
        store.setKeyEntry("server", key, password, new Certificate[] {leaf, issuer});
        return store;
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }
}
