package io.github.camelherobase.client;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;

import org.apache.hc.client5.http.io.ManagedHttpClientConnection;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParserFactory;
import org.apache.hc.core5.http.impl.io.SocketHolder;
import org.apache.hc.core5.util.Timeout;

/**
 * A connection that logs nothing of what it carries, at no level: these are credentials and people's data. It reads
 * neither a line nor a number of headers without an end, and takes nothing but HTTP for an answer.
 */
final class QuietConnection extends DefaultBHttpClientConnection implements ManagedHttpClientConnection {

    private static final Http1Config BOUNDS = Http1Config.custom()
            .setMaxLineLength(64 * 1024)
            .setMaxHeaderCount(500)
            .build();

    private volatile Timeout socketTimeout = Timeout.DISABLED;
    /** Null before the first. */
    private volatile KeptConnections.Use lastUse;

    QuietConnection() {
        super(BOUNDS, null, null, null, null, null, new DefaultHttpResponseParserFactory(BOUNDS));
    }

    @Override
    public Socket getSocket() {
        SocketHolder holder = getSocketHolder();
        return holder == null ? null : holder.getSocket();
    }

    KeptConnections.Use lastUse() {
        return lastUse;
    }

    void used(KeptConnections.Use use) {
        lastUse = use;
    }

    /** Whether nothing came, and the other side has not ended it either, as far as can be told by listening so long. */
    boolean isSilent(Timeout listening) throws IOException {
        try {
            awaitInput(listening);
            return false;
        } catch (SocketTimeoutException nothing) {
            return true;
        }
    }

    @Override
    public void setSocketTimeout(Timeout timeout) {
        super.setSocketTimeout(timeout);
        socketTimeout = timeout;
    }

    /** In the pool nothing reads. */
    @Override
    public void passivate() {
        super.setSocketTimeout(Timeout.ZERO_MILLISECONDS);
    }

    @Override
    public void activate() {
        super.setSocketTimeout(socketTimeout);
    }
}
