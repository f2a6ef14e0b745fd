package io.github.camelherobase.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Stands between a client and a server, and spoils connections: any of them, at any statement. What to do is asked for each
 * piece that the client sends, as the text of its bytes, so a statement is recognised by its SQL (with PostgreSQL set
 * {@code prepareThreshold=0}, or a statement that is sent often goes without its text).
 */
public final class TcpProxy implements AutoCloseable {

    /**
     * What becomes of a piece, and of its connection.
     *
     * @param delay before it happens
     */
    public record Fate(Kind kind, Duration delay) {

        public enum Kind {
            /** As if there was no proxy. */
            PASS,
            /** The piece does not arrive, and nothing else ever comes or goes on the connection, which stays open. */
            STALL,
            /** The piece arrives; its answer, and whatever follows, never comes. */
            STALL_ANSWER,
            /** The piece does not arrive; the connection is reset. */
            RESET,
            /** The piece arrives and is answered; instead of the answer comes a reset. */
            LOSE_ANSWER
        }

        public static final Fate PASS = new Fate(Kind.PASS, Duration.ZERO);
        public static final Fate STALL = new Fate(Kind.STALL, Duration.ZERO);
        public static final Fate STALL_ANSWER = new Fate(Kind.STALL_ANSWER, Duration.ZERO);
        public static final Fate RESET = new Fate(Kind.RESET, Duration.ZERO);
        public static final Fate LOSE_ANSWER = new Fate(Kind.LOSE_ANSWER, Duration.ZERO);

        /** The piece arrives later, also when the client is gone by then. */
        public static Fate late(Duration delay) {
            return new Fate(Kind.PASS, delay);
        }
    }

    private final ServerSocket clients;
    private final InetSocketAddress server;
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private final AtomicInteger accepted = new AtomicInteger();
    private volatile Function<String, Fate> fates = piece -> Fate.PASS;
    private volatile boolean refusing;

    public TcpProxy(String host, int port) throws IOException {
        server = new InetSocketAddress(host, port);
        clients = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    public int port() {
        return clients.getLocalPort();
    }

    /** How many connections there were. */
    public int connections() {
        return accepted.get();
    }

    /** Asked for each piece, from several threads. */
    public void decide(Function<String, Fate> next) {
        fates = next;
    }

    /** The next piece that holds {@code text} meets its fate, all others pass. */
    public void next(String text, Fate fate) {
        next(text, 1, fate);
    }

    /** So many of the next pieces that hold {@code text} meet their fate, all others pass. */
    public void next(String text, int times, Fate fate) {
        AtomicInteger left = new AtomicInteger(times);
        fates = piece ->
                piece.contains(text) && left.getAndUpdate(count -> Math.max(0, count - 1)) > 0 ? fate : Fate.PASS;
    }

    public void passAll() {
        fates = piece -> Fate.PASS;
        refusing = false;
    }

    /** Ends the connections on which nothing comes or goes, which a server would keep for ever. */
    public void endStalled() {
        links.forEach(link -> {
            if (link.silent) {
                link.end();
            }
        });
    }

    /** From now on nothing comes or goes on any connection, old or new; all stay open. */
    public void stallAll() {
        fates = piece -> Fate.STALL;
        links.forEach(Link::stall);
    }

    /** Resets every connection; new ones are accepted. */
    public void resetAll() {
        links.forEach(Link::reset);
    }

    /** Resets every connection, and new ones as soon as they come, until {@link #passAll}. */
    public void refuse() {
        refusing = true;
        resetAll();
    }

    private void accept() {
        while (!clients.isClosed()) {
            try {
                Socket client = clients.accept();
                if (refusing) {
                    client.setSoLinger(true, 0);
                    client.close();
                    continue;
                }
                accepted.incrementAndGet();
                Link link = new Link(client);
                links.add(link);
                start(link::toServer);
                start(link::toClient);
            } catch (IOException e) {
                // Closed, or the server is away: the client notices.
            }
        }
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "TcpProxy");
        thread.setDaemon(true);
        thread.start();
    }

    /** One connection. */
    private final class Link {

        private final Socket client;
        private final Socket target;
        private final CountDownLatch ended = new CountDownLatch(1);
        private volatile boolean silent;
        private volatile boolean losing;

        Link(Socket client) throws IOException {
            this.client = client;
            this.target = new Socket();
            try {
                target.connect(server);
                target.setTcpNoDelay(true);
                client.setTcpNoDelay(true);
            } catch (IOException e) {
                client.close();
                throw e;
            }
        }

        void toServer() {
            byte[] bytes = new byte[1 << 16];
            try {
                InputStream in = client.getInputStream();
                OutputStream out = target.getOutputStream();
                int read;
                while ((read = in.read(bytes)) >= 0) {
                    Fate fate =
                            silent ? Fate.STALL : fates.apply(new String(bytes, 0, read, StandardCharsets.ISO_8859_1));
                    if (!fate.delay().isZero()) {
                        ended.await(fate.delay().toNanos(), TimeUnit.NANOSECONDS);
                    }
                    switch (fate.kind()) {
                        case STALL -> {
                            silent = true;
                            continue;
                        }
                        case RESET -> {
                            reset();
                            return;
                        }
                        case STALL_ANSWER -> silent = true;
                        case LOSE_ANSWER -> losing = true;
                        default -> {}
                    }
                    out.write(bytes, 0, read);
                    out.flush();
                }
                finishSending();
            } catch (IOException e) {
                finishSending();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        /** The client is gone. What has arrived is done; behind a silent network the server hears nothing of it. */
        private void finishSending() {
            try {
                if (!silent) {
                    target.shutdownOutput();
                }
            } catch (IOException e) {
                end();
            }
        }

        void toClient() {
            byte[] bytes = new byte[1 << 16];
            try {
                InputStream in = target.getInputStream();
                OutputStream out = client.getOutputStream();
                int read;
                while ((read = in.read(bytes)) >= 0) {
                    if (losing) {
                        reset();
                        return;
                    }
                    if (!silent) {
                        out.write(bytes, 0, read);
                        out.flush();
                    }
                }
                if (!silent) {
                    end();
                }
            } catch (IOException e) {
                if (!silent) {
                    end();
                }
            }
        }

        void stall() {
            silent = true;
        }

        void reset() {
            try {
                client.setSoLinger(true, 0);
            } catch (IOException e) {
                // Closed already.
            }
            end();
        }

        void end() {
            links.remove(this);
            ended.countDown();
            for (Socket socket : new Socket[] {client, target}) {
                try {
                    socket.close();
                } catch (IOException e) {
                    // Both ends are gone anyway.
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        clients.close();
        links.forEach(Link::end);
    }
}
