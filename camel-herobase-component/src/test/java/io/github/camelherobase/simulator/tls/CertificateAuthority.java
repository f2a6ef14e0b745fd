package io.github.camelherobase.simulator.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;

/**
 * Issues certificates that nobody trusts who does not trust this authority. Made anew each time: no key is ever stored
 * beside the code. The certificates' times are the machine's, not the simulated ones, as clients check them against
 * theirs.
 */
public final class CertificateAuthority {

    private static final String COMMON_NAME = "2.5.4.3";
    private static final String BASIC_CONSTRAINTS = "2.5.29.19";
    private static final String ALTERNATIVE_NAME = "2.5.29.17";
    private static final byte[] ECDSA_WITH_SHA256 = Der.sequence(Der.identifier("1.2.840.10045.4.3.2"));
    private static final int DNS_NAME = 2;
    private static final Duration LIFE = Duration.ofDays(30);

    private final String name;
    private final KeyPair keys;
    private final X509Certificate certificate;
    private long serial = 1;

    private CertificateAuthority(String name) throws GeneralSecurityException {
        this.name = name;
        this.keys = newKeys();
        byte[] isAuthority =
                Der.sequence(Der.identifier(BASIC_CONSTRAINTS), Der.yes(), Der.octets(Der.sequence(Der.yes())));
        Instant now = Instant.now();
        this.certificate = signed(name, keys.getPublic(), now.minus(LIFE), now.plus(LIFE), isAuthority);
    }

    /** An authority with a key of its own. */
    public static CertificateAuthority create() {
        try {
            return new CertificateAuthority("HeroBase simulator's authority");
        } catch (GeneralSecurityException unusual) {
            throw new IllegalStateException("This JDK lacks what every JDK has", unusual);
        }
    }

    /** A certificate for a server of this name, valid now. */
    public ServerCertificate certificate(String host) {
        Instant now = Instant.now();
        return issue(host, now.minus(LIFE), now.plus(LIFE));
    }

    /** A certificate for a server of this name that expired yesterday. */
    public ServerCertificate expiredCertificate(String host) {
        Instant yesterday = Instant.now().minus(Duration.ofDays(1));
        return issue(host, yesterday.minus(LIFE), yesterday);
    }

    /** The authority's own certificate, for a trust store. */
    public X509Certificate certificate() {
        return certificate;
    }

    /** A PKCS #12 file that holds this authority as the only one to be trusted. */
    public void writeTrustStore(Path file, String password) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry("authority", certificate);
            store.store(out, password.toCharArray());
        } catch (GeneralSecurityException unusual) {
            throw new IllegalStateException("This JDK lacks what every JDK has", unusual);
        }
    }

    private synchronized ServerCertificate issue(String host, Instant from, Instant to) {
        try {
            KeyPair serverKeys = newKeys();
            byte[] names = Der.sequence(Der.taggedBytes(DNS_NAME, host.getBytes(StandardCharsets.US_ASCII)));
            byte[] alternativeName = Der.sequence(Der.identifier(ALTERNATIVE_NAME), Der.octets(names));
            X509Certificate leaf = signed(host, serverKeys.getPublic(), from, to, alternativeName);
            return new ServerCertificate(serverKeys.getPrivate(), leaf, certificate);
        } catch (GeneralSecurityException unusual) {
            throw new IllegalStateException("This JDK lacks what every JDK has", unusual);
        }
    }

    /** RFC 5280, section 4.1. */
    private X509Certificate signed(String subject, PublicKey key, Instant from, Instant to, byte[] extension)
            throws GeneralSecurityException {
        byte[] content = Der.sequence(
                Der.tagged(0, Der.integer(2)),
                Der.integer(serial++),
                ECDSA_WITH_SHA256,
                distinguishedName(name),
                Der.sequence(Der.time(from), Der.time(to)),
                distinguishedName(subject),
                key.getEncoded(),
                Der.tagged(3, Der.sequence(extension)));
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(keys.getPrivate());
        signature.update(content);
        byte[] whole = Der.sequence(content, ECDSA_WITH_SHA256, Der.bits(signature.sign()));
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(whole));
    }

    private static byte[] distinguishedName(String commonName) {
        return Der.sequence(Der.set(Der.sequence(Der.identifier(COMMON_NAME), Der.text(commonName))));
    }

    private static KeyPair newKeys() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }
}
