package io.github.camelherobase.client;

import java.io.IOException;

import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.HttpHostConnectException;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.TruncatedChunkException;

/**
 * Failures without the text of what was received: what the HTTP library says of a malformed answer quotes it, and so may
 * hold the data of a person.
 */
final class QuotedContent {

    private QuotedContent() {}

    /** {@code failure} itself when neither it nor a cause of it quotes, else one that only names its kind. */
    static Throwable without(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (!quotesNothing(cause)) {
                IOException nameOnly = new IOException(cause.getClass().getSimpleName());
                nameOnly.setStackTrace(failure.getStackTrace());
                return nameOnly;
            }
        }
        return failure;
    }

    private static boolean quotesNothing(Throwable failure) {
        return !failure.getClass().getName().startsWith("org.apache.hc.")
                || failure instanceof HttpHostConnectException
                || failure instanceof ConnectTimeoutException
                || failure instanceof ConnectionRequestTimeoutException
                || failure instanceof NoHttpResponseException
                || failure instanceof ConnectionClosedException
                || failure instanceof TruncatedChunkException;
    }
}
