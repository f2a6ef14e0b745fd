package io.github.camelherobase.simulator.http;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/** Writes answers to one connection. */
final class AnswerSender {

    private final Socket socket;
    private final ConnectionOutput out;
    private final Supplier<String> date;

    AnswerSender(Socket socket, ConnectionOutput out, Supplier<String> date) {
        this.socket = socket;
        this.out = out;
        this.date = date;
    }

    void send(HttpRequest request, HttpAnswer answer, boolean keepConnection) throws IOException {
        BodyOutput body = framing(answer);
        boolean complete = false;
        try {
            OutputStream payload = answer.transmission().shape(body, new Wire(socket, out));
            out.write(head(answer, keepConnection));
            if (!request.method().equals("HEAD")) {
                write(answer.body(), payload);
                body.finish();
            }
            out.flush();
            complete = true;
        } finally {
            answer.report(new SentBody(body.sent(), complete));
        }
    }

    void sendContinue() throws IOException {
        out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    void sendFailure(int status, String message) throws IOException {
        HttpAnswer answer = HttpAnswer.text(status, "text/plain; charset=utf-8", message);
        out.write(head(answer, false));
        write(answer.body(), out);
        out.flush();
    }

    private BodyOutput framing(HttpAnswer answer) {
        return answer.body() instanceof AnswerBody.Fixed ? new FixedBodyOutput(out) : new ChunkedBodyOutput(out);
    }

    private static void write(AnswerBody body, OutputStream out) throws IOException {
        if (body instanceof AnswerBody.Fixed fixed) {
            out.write(fixed.bytes(), 0, fixed.bytes().length);
        } else if (body instanceof AnswerBody.Streamed streamed) {
            streamed.source().writeTo(out);
        }
    }

    private byte[] head(HttpAnswer answer, boolean keepConnection) {
        StringBuilder head = new StringBuilder(320);
        head.append("HTTP/1.1 ").append(answer.status()).append(' ');
        head.append(ReasonPhrase.of(answer.status())).append("\r\n");
        String now = date.get();
        if (!now.isEmpty() && answer.headers().first("Date").isEmpty()) {
            head.append("Date: ").append(now).append("\r\n");
        }
        for (HttpHeader header : answer.headers()) {
            head.append(header.name()).append(": ").append(header.value()).append("\r\n");
        }
        if (answer.body() instanceof AnswerBody.Fixed fixed) {
            head.append("Content-Length: ").append(fixed.bytes().length).append("\r\n");
        } else {
            head.append("Transfer-Encoding: chunked\r\n");
        }
        head.append(keepConnection || answer.endsConnection() ? "\r\n" : "Connection: close\r\n\r\n");
        return head.toString().getBytes(StandardCharsets.ISO_8859_1);
    }
}
