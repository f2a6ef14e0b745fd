package io.github.camelherobase.simulator.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Accepts connections and gives each a thread; what is spoken over them is the protocol's matter, and whether they are
 * encrypted that of the listening socket.
 */
public final class SocketServer implements AutoCloseable {

    private static final long STOP_SECONDS = 5;

    private final String name;
    private final ServerSocket listener;
    private final Function<Socket, Runnable> protocol;
    private final ThreadPoolExecutor threads;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Thread acceptor;

    /**
     * A server that is not accepting yet.
     *
     * @param name the beginning of its threads' names
     * @param listener bound already
     * @param maxConnections connections at once; further ones are reset
     * @param protocol the conversation to be held over a connection
     */
    public SocketServer(String name, ServerSocket listener, int maxConnections, Function<Socket, Runnable> protocol) {
        this.name = name;
        this.listener = listener;
        this.protocol = protocol;
        AtomicInteger number = new AtomicInteger();
        this.threads = new ThreadPoolExecutor(
                0,
                maxConnections,
                10,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                task -> daemon(task, name + "-connection-" + number.incrementAndGet()));
        this.acceptor = daemon(this::accept, name + "-acceptor");
    }

    /** Begins to accept connections. */
    public void start() {
        acceptor.start();
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** Connections that are open now. */
    public int openConnections() {
        return open.size();
    }

    /** Ends every connection and waits for the threads. */
    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } finally {
            threads.shutdownNow();
            open.forEach(SocketServer::end);
        }
        try {
            acceptor.join(TimeUnit.SECONDS.toMillis(STOP_SECONDS));
            // A connection accepted while we were closing.
            open.forEach(SocketServer::end);
            threads.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                converse(listener.accept());
            } catch (IOException closedOrRefused) {
                // Closed: the loop ends. A failed handshake or a lack of descriptors: the next one may do.
            }
        }
    }

    private void converse(Socket socket) throws IOException {
        open.add(socket);
        Runnable conversation = protocol.apply(socket);
        try {
            threads.execute(() -> {
                try {
                    conversation.run();
                } finally {
                    open.remove(socket);
                }
            });
        } catch (RejectedExecutionException full) {
            open.remove(socket);
            Wire.resetSocket(socket);
        }
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    private static void end(Socket socket) {
        try {
            socket.close();
        } catch (IOException alreadyEnded) {
            // It was to be ended anyway.
        }
    }

    @Override
    public String toString() {
        return name + " on port " + port();
    }
}
