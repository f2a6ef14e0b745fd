package io.github.camelherobase.simulator.fault;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import java.util.zip.GZIPOutputStream;

import io.github.camelherobase.simulator.http.DateHeader;
import io.github.camelherobase.simulator.http.HttpAnswer;
import io.github.camelherobase.simulator.http.HttpRequest;
import io.github.camelherobase.simulator.http.Transmission;

/**
 * What goes wrong with one request. It stands around everything the simulator does with the request, so that a fault
 * which does not ask for the processing leaves no trace: no lead stored, no unit charged.
 */
@FunctionalInterface
public interface Fault {

    /** What the service's framework sends when it fails (shape inferred). */
    String ERROR =
            "{\"responseStatus\":{\"errorCode\":\"Exception\",\"message\":\"The service failed\",\"errors\":[]}}";

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
        return rewritten(out -> new CutOutput(out, bytes, EndOfBodyException::new));
    }

    /** Processed; the body leaves in steps of {@code bytes} with real time between them. */
    static Fault drip(int bytes, Duration pause) {
        return (request, processing) -> processing.get().sentBy((payload, wire) -> new Drip(payload, bytes, pause));
    }

    /** Processed; {@code text} follows the body as if it belonged to it. */
    static Fault append(String text) {
        return rewritten(out -> new Appendix(out, text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Processed; the record of this number, the first being 1, is no JSON, though its brackets are in order. */
    static Fault malformedRecord(long number) {
        return rewritten(out -> new Misspelling(out, number));
    }

    /** Processed; behind so many records an error object takes the place of the rest, and the body ends in order. */
    static Fault errorAfterRecords(long records) {
        byte[] error = ERROR.getBytes(StandardCharsets.UTF_8);
        return rewritten(out -> new Breakdown(out, records, error));
    }

    /** Processed; the body is compressed when the client's {@code Accept-Encoding} allows it. */
    static Fault gzip() {
        return (request, processing) -> {
            HttpAnswer answer = processing.get();
            return request.headers().lists("Accept-Encoding", "gzip")
                    ? answer.withBody(((Rewriting) GZIPOutputStream::new).of(answer.body()))
                            .withHeader("Content-Encoding", "gzip")
                    : answer;
        };
    }

    /** Processed; the answer has one more header. */
    static Fault header(String name, String value) {
        return (request, processing) -> processing.get().withHeader(name, value);
    }

    /** Processed; the {@code Date} header shows {@code time}. */
    static Fault date(Instant time) {
        return header("Date", DateHeader.text(time));
    }

    /** Not processed; answered with a redirect. */
    static Fault redirect(String target) {
        return (request, processing) -> HttpAnswer.empty(302).withHeader("Location", target);
    }

    /** Not processed; 200 with a page where JSON belongs, as a portal for signing in does. */
    static Fault html() {
        return body(200, "text/html; charset=utf-8", "<!DOCTYPE html><html><body>Sign in</body></html>");
    }

    /** Not processed; 200 with an error object where the answer belongs. */
    static Fault errorObject() {
        return body(200, "application/json; charset=utf-8", ERROR);
    }

    private static Fault rewritten(Rewriting rewriting) {
        return (request, processing) -> {
            HttpAnswer answer = processing.get();
            return answer.withBody(rewriting.of(answer.body()));
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
