package io.github.camelherobase.client;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.zip.ZipException;
import javax.net.ssl.SSLException;

import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.NoHttpResponseException;

/** What happened to an answer that did not come, or not as a whole: in words for a person that quote nothing of it. */
final class BrokenAnswer {

    private BrokenAnswer() {}

    /**
     * A request left, and the head of its answer did not come.
     *
     * @param begun whether anything came
     * @param responseTimeout of a read
     * @param repeatable whether the request asks for something
     */
    static String head(Throwable failure, boolean begun, Duration responseTimeout, boolean repeatable) {
        if (failure instanceof SocketTimeoutException) {
            return begun
                    ? "an answer began, but nothing more of its head came within " + inWords(responseTimeout)
                            + " (responseTimeout). The server is overloaded, or what answers on this port is not HeroBase"
                    : "nothing came within " + inWords(responseTimeout)
                            + " (responseTimeout). The server is overloaded, or needs longer for such a request: "
                            + (repeatable ? "ask for less at once, or " : "") + "set a longer responseTimeout";
        }
        if (failure instanceof NoHttpResponseException) {
            return "the server closed the connection without an answer. It may be restarting, or a proxy or load balancer"
                    + " before it ended a request that took too long";
        }
        if (failure instanceof SocketException || failure instanceof ConnectionClosedException) {
            return "the connection was ended before the answer was there. The server may be restarting, or a proxy or load"
                    + " balancer before it ended a request that took too long";
        }
        if (failure instanceof SSLException) {
            return "the TLS connection failed. If it lasts, something between may be opening TLS";
        }
        return "what came is not a proper HTTP answer. Check scheme, host and port of baseUrl, and any proxy before HeroBase";
    }

    /** The answer had begun properly, and went on for ever. */
    static IOException endlessHead(Duration limit) {
        return new SocketTimeoutException("an answer began, but its head was not complete within " + inWords(limit)
                + ". What answers on this port is not HeroBase, or a proxy before it is at fault");
    }

    /**
     * The body of an answer ended too early.
     *
     * @param responseTimeout of a read
     */
    static IOException body(IOException failure, Duration responseTimeout) {
        return new IOException(
                failure instanceof SocketTimeoutException
                        ? "nothing more came for " + inWords(responseTimeout)
                                + " (responseTimeout); if the server needs longer, set a longer one"
                        : bodyInWords(failure),
                QuotedContent.without(failure));
    }

    private static String bodyInWords(IOException failure) {
        if (failure instanceof ZipException || failure instanceof EOFException) {
            return "its compression is damaged or cut: " + failure.getMessage();
        }
        if (failure instanceof SSLException) {
            return "the TLS connection failed: " + failure.getMessage();
        }
        if (failure instanceof SocketException) {
            return "the connection was ended: " + failure.getMessage();
        }
        if (failure instanceof ConnectionClosedException) {
            return "the connection was closed before its end: " + failure.getMessage();
        }
        if (QuotedContent.without(failure) == failure) {
            return String.valueOf(failure.getMessage());
        }
        return "it is not proper HTTP (" + failure.getClass().getSimpleName() + "); check any proxy before HeroBase";
    }

    static String inWords(Duration time) {
        return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
    }
}
