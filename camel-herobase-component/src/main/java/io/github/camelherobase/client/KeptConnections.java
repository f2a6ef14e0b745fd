package io.github.camelherobase.client;

import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;

import org.apache.hc.client5.http.io.ManagedHttpClientConnection;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.EndpointDetails;
import org.apache.hc.core5.http.HttpConnection;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.HttpResponseInformationCallback;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * Sends requests on connections that others used before. A connection that the server has closed, or on which more came
 * than an answer, is found out before anything of a request leaves. And an answer has a limit of time as a whole.
 */
final class KeptConnections extends HttpRequestExecutor {

    /** A connection that nobody used for longer is not used again: the server may be about to close it. */
    static final TimeValue KEPT = TimeValue.ofMilliseconds(500);

    /**
     * To listen takes a millisecond, too long for an import that goes from lead to lead. A connection used this short
     * while ago is not listened to, as long as the server keeps its connections open.
     */
    private static final long FRESH_NANOS = Duration.ofMillis(10).toNanos();

    private static final Timeout LISTEN = Timeout.ofMilliseconds(1);

    private final Duration limit;
    /** Of connections that are not ours, which remember it themselves. */
    private final Map<HttpConnection, Use> uses = Collections.synchronizedMap(new WeakHashMap<>());
    /** The server has ended a kept connection without a word, or sent what nobody asked for. */
    private volatile boolean distrusted;

    /** @param limit for an answer as a whole, or for its head when it is read as a stream */
    KeptConnections(Duration limit) {
        this.limit = limit;
    }

    @Override
    public ClassicHttpResponse execute(
            ClassicHttpRequest request,
            HttpClientConnection connection,
            HttpResponseInformationCallback callback,
            HttpContext context)
            throws IOException, HttpException {
        if (request.getMethod().equals("CONNECT")) {
            try (TimeLimit connecting = limitOf(connection)) {
                return super.execute(request, connection, callback, context);
            }
        }
        Use before = connection instanceof QuietConnection ours ? ours.lastUse() : uses.get(connection);
        if (before != null) {
            check(connection, before);
        }
        TimeLimit answer = limitOf(connection);
        ((RequestContext) context).limit(answer);
        EndpointDetails traffic = connection.getEndpointDetails();
        long received = received(traffic);
        boolean answered = false;
        try {
            ClassicHttpResponse response = super.execute(request, connection, callback, context);
            if (before != null && received(traffic) == received) {
                connection.close(CloseMode.IMMEDIATE);
                throw new IOException("what came was there before the request: the server sends more than its answers");
            }
            answered = true;
            return response;
        } finally {
            used(connection, new Use(System.nanoTime(), before == null));
            if (!answered) {
                if (received(traffic) > received) {
                    ((RequestContext) context).begun();
                }
                answer.close();
                distrusted |= before != null;
            }
        }
    }

    private void used(HttpClientConnection connection, Use use) {
        if (connection instanceof QuietConnection ours) {
            ours.used(use);
        } else {
            uses.put(connection, use);
        }
    }

    private TimeLimit limitOf(HttpClientConnection connection) {
        return TimeLimit.of(limit, () -> connection.close(CloseMode.IMMEDIATE));
    }

    private static long received(EndpointDetails traffic) {
        return traffic == null ? -1 : traffic.getReceivedBytesCount();
    }

    private void check(HttpClientConnection connection, Use before) throws StaleConnectionException {
        boolean listen = distrusted || before.first() || System.nanoTime() - before.at() > FRESH_NANOS;
        try {
            if (hasArrived(connection) || listen && !isSilent(connection)) {
                throw new StaleConnectionException();
            }
        } catch (StaleConnectionException e) {
            throw e;
        } catch (IOException closed) {
            throw new StaleConnectionException();
        }
    }

    private static boolean isSilent(HttpClientConnection connection) throws IOException {
        return connection instanceof QuietConnection ours
                ? ours.isSilent(LISTEN)
                : !connection.isStale() && !connection.isDataAvailable(LISTEN);
    }

    private static boolean hasArrived(HttpClientConnection connection) throws IOException {
        return connection instanceof ManagedHttpClientConnection managed
                && managed.getSocket() != null
                && managed.getSocket().getInputStream().available() > 0;
    }

    /**
     * When a connection was used last.
     *
     * @param first whether once only
     */
    record Use(long at, boolean first) {}

    /** Nothing was sent; another connection may serve. */
    static final class StaleConnectionException extends IOException {

        private StaleConnectionException() {
            super("the server has closed the connection, or sent more than an answer on it");
        }
    }
}
