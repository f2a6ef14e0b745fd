package io.github.camelherobase.client;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;

/**
 * Closes connections that are not used again. The pool itself looks at them only when it is asked for one, so after many
 * requests at once each would stay open until the next.
 */
final class IdleConnections {

    private final PoolingHttpClientConnectionManager pool;
    private final Executor later =
            CompletableFuture.delayedExecutor(KeptConnections.KEPT.toMilliseconds(), TimeUnit.MILLISECONDS);
    private final AtomicBoolean watched = new AtomicBoolean();

    IdleConnections(PoolingHttpClientConnectionManager pool) {
        this.pool = pool;
    }

    /** A request is sent: from now on, until no connection is left, idle ones are looked for. */
    void watch() {
        if (!watched.get() && watched.compareAndSet(false, true)) {
            later.execute(this::closeIdle);
        }
    }

    private void closeIdle() {
        watched.set(false);
        pool.closeIdle(KeptConnections.KEPT);
        if (pool.getTotalStats().getAvailable() + pool.getTotalStats().getLeased() > 0) {
            watch();
        }
    }
}
