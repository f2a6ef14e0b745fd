package io.github.camelherobase.simulator.http;

import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** An answer, how it goes over the wire, and who is told what became of it. Immutable. */
public final class HttpAnswer {

    private static final byte[] EMPTY = {};

    private final int status;
    private final HttpHeaders headers;
    private final AnswerBody body;
    private final Transmission transmission;
    private final Consumer<SentBody> listener;

    private HttpAnswer(
            int status, HttpHeaders headers, AnswerBody body, Transmission transmission, Consumer<SentBody> listener) {
        this.status = status;
        this.headers = headers;
        this.body = body;
        this.transmission = transmission;
        this.listener = listener;
    }

    /** An answer without a body. */
    public static HttpAnswer empty(int status) {
        return of(status, HttpHeaders.none(), new AnswerBody.Fixed(EMPTY));
    }

    /** An answer with bytes at hand. */
    public static HttpAnswer bytes(int status, String contentType, byte[] body) {
        return of(status, HttpHeaders.none().plus("Content-Type", contentType), new AnswerBody.Fixed(body));
    }

    /** An answer with text, sent as UTF-8. */
    public static HttpAnswer text(int status, String contentType, String body) {
        return bytes(status, contentType, body.getBytes(StandardCharsets.UTF_8));
    }

    /** A 200 whose body is made while it is sent. */
    public static HttpAnswer stream(String contentType, AnswerBody.Source source) {
        return of(200, HttpHeaders.none().plus("Content-Type", contentType), new AnswerBody.Streamed(source));
    }

    private static HttpAnswer of(int status, HttpHeaders headers, AnswerBody body) {
        return new HttpAnswer(status, headers, body, Transmission.PLAIN, sent -> {});
    }

    /** This answer with one more header. */
    public HttpAnswer withHeader(String name, String value) {
        return new HttpAnswer(status, headers.plus(name, value), body, transmission, listener);
    }

    /** This answer with another body. */
    public HttpAnswer withBody(AnswerBody other) {
        return new HttpAnswer(status, headers, other, transmission, listener);
    }

    /** This answer sent in another way. */
    public HttpAnswer sentBy(Transmission other) {
        return new HttpAnswer(status, headers, body, other, listener);
    }

    /** This answer; {@code listener} is told once, when it was sent or given up. */
    public HttpAnswer whenSent(Consumer<SentBody> other) {
        return new HttpAnswer(status, headers, body, transmission, listener.andThen(other));
    }

    /** Whether the connection ends with this answer, even if the client would keep it. */
    boolean endsConnection() {
        return headers.first("Connection").orElse("").equalsIgnoreCase("close");
    }

    public int status() {
        return status;
    }

    public HttpHeaders headers() {
        return headers;
    }

    public AnswerBody body() {
        return body;
    }

    Transmission transmission() {
        return transmission;
    }

    void report(SentBody sent) {
        listener.accept(sent);
    }
}
