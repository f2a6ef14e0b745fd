package io.github.camelherobase.client;

import java.io.EOFException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;

/**
 * Why a request could not be sent, and what a person can do.
 *
 * @param meaning ends with the remedy
 * @param retryable false when a person must do something first
 */
record ConnectFailure(String meaning, boolean retryable) {

    private static final Pattern ALERT = Pattern.compile("[Rr]eceived fatal alert: (\\w+)");
    private static final String TRUST =
            "For an issuer of your own, or a proxy that opens TLS, set sslContextParameters with"
                    + " a trust store that holds the issuer";

    private static final ConnectFailure CUT = new ConnectFailure(
            "the TLS handshake was cut. The server may be restarting or overloaded; if it lasts, it may be one that asks for"
                    + " a client certificate, which sslContextParameters takes as keyManagers",
            true);

    /** @param server whom the request was for */
    static ConnectFailure of(Throwable failure, String server) {
        if (has(failure, UnknownHostException.class)) {
            return new ConnectFailure(
                    "a host name is not known; check baseUrl, the proxy's name, and whether this machine can resolve names",
                    true);
        }
        if (!has(failure, SSLException.class)) {
            boolean connected = has(failure, SocketException.class) && !has(failure, ConnectException.class);
            if (connected && server.startsWith("https:")) {
                return CUT;
            }
            return new ConnectFailure("no connection to " + server + " was made", true);
        }
        return tls(failure, server + " could not prove who it is: ");
    }

    private static ConnectFailure tls(Throwable failure, String unproven) {
        if (has(failure, CertificateExpiredException.class)) {
            return lasting(unproven + "its certificate has expired. Its operator must renew it; or the clock of this"
                    + " machine is wrong");
        }
        if (has(failure, CertificateNotYetValidException.class)) {
            return lasting(unproven + "its certificate is not valid yet. Check the clock of this machine");
        }
        if (has(failure, SSLPeerUnverifiedException.class) || isOfAnotherHost(failure)) {
            return lasting(unproven + "its certificate is for another host. Check the host name in baseUrl");
        }
        if (has(failure, CertPathBuilderException.class)) {
            return lasting(unproven + "the issuer of its certificate is not trusted. " + TRUST);
        }
        if (asksForCertificate(failure)) {
            return lasting("the server asks for a client certificate, or does not accept the one it got. Set"
                    + " sslContextParameters with keyManagers that hold it");
        }
        String alert = alert(failure);
        if (alert.equals("handshake_failure")
                || alert.equals("protocol_version")
                || alert.equals("insufficient_security")) {
            return lasting(
                    "the server refused the TLS handshake: there is no TLS version or cipher in common, or it asks"
                            + " for a client certificate. Set sslContextParameters");
        }
        if (says(failure, "nrecognized SSL message") || says(failure, "plaintext connection")) {
            return lasting("the server does not speak TLS on this port. Check scheme and port of baseUrl");
        }
        if (!alert.isEmpty()
                || says(failure, "terminated the handshake")
                || has(failure, EOFException.class)
                || has(failure, SocketException.class)
                || has(failure, SocketTimeoutException.class)) {
            return CUT;
        }
        return lasting(unproven + "the TLS handshake failed. " + TRUST);
    }

    private static ConnectFailure lasting(String meaning) {
        return new ConnectFailure(meaning, false);
    }

    /**
     * Whether the server has refused us for want of a certificate: with TLS 1.3 it says so after we have sent the
     * request, which it does not look at then.
     */
    static boolean asksForCertificate(Throwable failure) {
        return switch (alert(failure)) {
            case "bad_certificate",
                    "certificate_required",
                    "unknown_ca",
                    "certificate_unknown",
                    "certificate_expired",
                    "certificate_revoked",
                    "unsupported_certificate",
                    "access_denied" -> true;
            default -> false;
        };
    }

    private static String alert(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            Matcher alert = ALERT.matcher(String.valueOf(cause.getMessage()));
            if (cause instanceof SSLException && alert.find()) {
                return alert.group(1);
            }
        }
        return "";
    }

    private static boolean isOfAnotherHost(Throwable failure) {
        return has(failure, CertificateException.class)
                && (says(failure, "No subject alternative") || says(failure, "No name matching"));
    }

    private static boolean has(Throwable failure, Class<? extends Throwable> type) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    private static boolean says(Throwable failure, String words) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (String.valueOf(cause.getMessage()).contains(words)) {
                return true;
            }
        }
        return false;
    }
}
