package io.github.camelherobase.client;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;

import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;

/** A connection that was there, and ended or stayed silent before the answer came. */
public final class LostAnswer {

    private LostAnswer() {}

    public static boolean isCauseOf(Throwable failure) {
        Throwable cause = failure.getCause();
        return cause instanceof IOException
                && !(cause instanceof ConnectException
                        || cause instanceof NoRouteToHostException
                        || cause instanceof UnknownHostException
                        || cause instanceof ConnectTimeoutException
                        || cause instanceof ConnectionRequestTimeoutException
                        || cause instanceof SSLException);
    }
}
