package io.github.camelherobase.simulator.fault;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Supplier;

import io.github.camelherobase.simulator.http.HttpAnswer;
import io.github.camelherobase.simulator.http.HttpRequest;
import io.github.camelherobase.simulator.http.Transmission;

/**
 * What goes wrong with one request. It stands around everything the simulator does with the request, so that a fault
 * which does not ask for the processing leaves no trace: no lead stored, no unit charged.
 */
@FunctionalInterface
public interface Fault {

    /**
     * Answers {@code request}.
     *
     * @param processing what would have happened without the fault
     */
    HttpAnswer answer(HttpRequest request, Supplier<HttpAnswer> processing);

    /** First this fault, and what it leaves of the request or the answer goes through {@code inner}. */
    default Fault around(Fault inner) {
        return (request, processing) -> answer(request, () -> inner.answer(request, processing));
    }

    /** Not processed; answered with a status and an HTML page, as a proxy or a dying server does. */
    static Fault status(int status) {
        return body(status, "text/html; charset=utf-8", "<html><body><h1>" + status + "</h1></body></html>");
    }

    /** Not processed; answered with this. */
    static Fault body(int status, String contentType, String text) {
        return (request, processing) -> HttpAnswer.text(status, contentType, text);
    }

    /** Not processed; the connection is reset (RST). */
    static Fault resetBeforeProcessing() {
        return (request, processing) -> HttpAnswer.empty(200).sentBy(Cuts.resetAtOnce());
    }

    /** Processed; then the connection is reset before the first byte of the answer. */
    static Fault resetBeforeAnswer() {
        return (request, processing) -> processing.get().sentBy(Cuts.resetAtOnce());
    }

    /** Processed; then the connection is closed in an orderly way (FIN) before the first byte of the answer. */
    static Fault closeBeforeAnswer() {
        return (request, processing) -> processing.get().sentBy(Cuts.closeAtOnce());
    }

    /** Processed after a while of real time. */
    static Fault delay(Duration delay) {
        return (request, processing) -> {
            Pause.of(delay);
            return processing.get();
        };
    }

    /** Processed; the answer's first byte leaves after a while of real time. */
    static Fault delayAnswer(Duration delay) {
        return (request, processing) -> {
            HttpAnswer answer = processing.get();
            Pause.of(delay);
            return answer;
        };
    }

    /**
     * Processed; the connection is closed in an orderly way (FIN) when {@code bytes} of the body were sent. Exactly
     * those arrive, but neither the rest of the announced length nor the end mark of a chunked body.
     */
    static Fault cutAfterBytes(long bytes) {
        return (request, processing) -> processing.get().sentBy(Cuts.closeAfter(bytes));
    }

    /** Processed; the connection is reset when {@code bytes} of the body were sent. At most those arrive. */
    static Fault resetAfterBytes(long bytes) {
        return (request, processing) -> processing.get().sentBy(Cuts.resetAfter(bytes));
    }

    /** Processed; the body ends after {@code bytes} as if it were whole: HTTP is in order, the content is not. */
    static Fault truncateAfterBytes(long bytes) {
        return (request, processing) -> {
            HttpAnswer answer = processing.get();
            return answer.withBody(Truncation.of(answer.body(), bytes));
        };
    }

    /** Processed; the body leaves in steps of {@code bytes} with real time between them. */
    static Fault drip(int bytes, Duration pause) {
        return (request, processing) -> processing.get().sentBy((payload, wire) -> new Drip(payload, bytes, pause));
    }

    /** Processed; {@code text} follows the body as if it belonged to it. */
    static Fault append(String text) {
        return (request, processing) -> {
            HttpAnswer answer = processing.get();
            return answer.withBody(Appendix.to(answer.body(), text.getBytes(StandardCharsets.UTF_8)));
        };
    }

    /** Not processed; these bytes are sent in place of an HTTP answer, then the connection is closed. */
    static Fault garbage(byte[] bytes) {
        Transmission garbage = (payload, wire) -> {
            wire.writeRaw(bytes);
            throw Cuts.closed(wire);
        };
        return (request, processing) -> HttpAnswer.empty(200).sentBy(garbage);
    }
}
