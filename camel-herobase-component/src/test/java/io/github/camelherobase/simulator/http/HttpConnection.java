package io.github.camelherobase.simulator.http;

import java.io.IOException;
import java.net.Socket;
import java.util.Optional;
import java.util.function.Supplier;

/** Speaks HTTP/1.1 over one connection until either side ends it. */
public final class HttpConnection implements Runnable {

    /** What is still read of a refused request, so that the client sees the refusal and not a reset. */
    private static final int MAX_DRAIN = 1024 * 1024;

    private final Socket socket;
    private final HttpLimits limits;
    private final HttpHandler handler;
    private final Supplier<String> date;

    /**
     * A conversation over an accepted socket.
     *
     * @param date the {@code Date} header's value; empty for no such header
     */
    public HttpConnection(Socket socket, HttpLimits limits, HttpHandler handler, Supplier<String> date) {
        this.socket = socket;
        this.limits = limits;
        this.handler = handler;
        this.date = date;
    }

    @Override
    public void run() {
        try (socket) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(Math.toIntExact(limits.idleTimeout().toMillis()));
            converse();
        } catch (IOException ended) {
            // The client has gone, was silent for too long, or a fault cut the connection: nobody is left to be told.
        }
    }

    private void converse() throws IOException {
        AnswerSender sender = new AnswerSender(socket, new ConnectionOutput(socket.getOutputStream()), date);
        RequestReader reader = new RequestReader(new HttpInput(socket.getInputStream()), limits, sender::sendContinue);
        try {
            boolean open = true;
            while (open) {
                Optional<HttpRequest> request = reader.next();
                open = request.isPresent() && request.get().wantsConnectionKept();
                if (request.isPresent()) {
                    HttpAnswer answer = handler.handle(request.get());
                    open = open && !answer.endsConnection();
                    sender.send(request.get(), answer, open);
                }
            }
        } catch (HttpSyntaxException refused) {
            sender.sendFailure(refused.status(), refused.getMessage());
            drain();
        }
    }

    private void drain() throws IOException {
        socket.shutdownOutput();
        socket.setSoTimeout(1000);
        byte[] scrap = new byte[8 * 1024];
        int left = MAX_DRAIN;
        int count = 0;
        while (left > 0 && count >= 0) {
            count = socket.getInputStream().read(scrap);
            left -= count;
        }
    }
}
