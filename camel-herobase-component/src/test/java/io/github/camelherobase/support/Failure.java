package io.github.camelherobase.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.github.camelherobase.api.HerobaseAccessDeniedException;
import io.github.camelherobase.api.HerobaseAuthenticationException;
import io.github.camelherobase.api.HerobaseConnectionException;
import io.github.camelherobase.api.HerobaseException;
import io.github.camelherobase.api.HerobaseInvalidRequestException;
import io.github.camelherobase.api.HerobaseNotFoundException;
import io.github.camelherobase.api.HerobaseProtocolException;
import io.github.camelherobase.api.HerobaseQuotaExceededException;
import io.github.camelherobase.api.HerobaseServerException;
import io.github.camelherobase.simulator.HerobaseSimulator;
import io.github.camelherobase.simulator.fault.ConnectionFault;
import io.github.camelherobase.simulator.fault.Fault;
import io.github.camelherobase.simulator.fault.Faults;
import io.github.camelherobase.simulator.http.HttpAnswer;

/**
 * Everything that can go wrong between the component and the service.
 *
 * @param inject makes the next request fail
 * @param options of the endpoint that meets the failure
 * @param expected what an export throws
 * @param status of the answer; 0 when there is none
 * @param retryable whether an export is worth a repeat
 * @param said is in the message
 * @param lead what has become of a lead that is imported
 */
public record Failure(
        String name,
        Consumer<HerobaseSimulator> inject,
        String options,
        Class<? extends HerobaseException> expected,
        int status,
        boolean retryable,
        String said,
        LeadIs lead) {

    /** The outcomes of an import. */
    public enum LeadIs {
        NOT_SENT,
        REJECTED,
        IN_DOUBT
    }

    private static final String JSON = "application/json; charset=utf-8";
    private static final String HTML = "text/html; charset=utf-8";

    /**
     * All of them.
     *
     * @param echo what an unkind server repeats in its errors
     * @param content what a broken server sends where it does not belong
     */
    public static Stream<Failure> all(String echo, String content) {
        String fieldErrors = """
                {"responseStatus":{"errorCode":"ValidationException","message":"Bad lead %1$s","errors":[
                {"errorCode":"NotEmpty","fieldName":"Phone","message":"%1$s is no phone"}]}}""".formatted(echo);
        String page =
                "<html><style>b{color:red}</style><body><b>Oops</b> " + echo + "x".repeat(5000) + "</body></html>";
        return Stream.of(
                answer(
                        "401",
                        status(401),
                        HerobaseAuthenticationException.class,
                        401,
                        false,
                        "password",
                        LeadIs.NOT_SENT),
                answer(
                        "403",
                        Fault.body(403, HTML, page),
                        HerobaseAccessDeniedException.class,
                        403,
                        false,
                        "other services",
                        LeadIs.NOT_SENT),
                answer(
                        "400",
                        Fault.body(400, JSON, fieldErrors),
                        HerobaseInvalidRequestException.class,
                        400,
                        false,
                        "Phone",
                        LeadIs.REJECTED),
                answer(
                        "404",
                        Fault.body(404, "text/plain", "no " + echo),
                        HerobaseNotFoundException.class,
                        404,
                        false,
                        "no such",
                        LeadIs.NOT_SENT),
                answer(
                        "405",
                        status(405),
                        HerobaseInvalidRequestException.class,
                        405,
                        false,
                        "does not accept",
                        LeadIs.NOT_SENT),
                answer(
                        "406",
                        status(406),
                        HerobaseInvalidRequestException.class,
                        406,
                        false,
                        "does not accept",
                        LeadIs.NOT_SENT),
                answer(
                        "429 of the day",
                        tooMany(100_000, 40_000),
                        HerobaseQuotaExceededException.class,
                        429,
                        true,
                        "for the day",
                        LeadIs.NOT_SENT),
                answer(
                        "429 of the minute",
                        tooMany(240, 17),
                        HerobaseQuotaExceededException.class,
                        429,
                        true,
                        "for the minute",
                        LeadIs.NOT_SENT),
                answer(
                        "500 with HTML",
                        Fault.body(500, HTML, page),
                        HerobaseServerException.class,
                        500,
                        true,
                        "Oops",
                        LeadIs.IN_DOUBT),
                answer(
                        "503 without anything",
                        Fault.body(503, HTML, ""),
                        HerobaseServerException.class,
                        503,
                        true,
                        "503",
                        LeadIs.IN_DOUBT),
                answer(
                        "201",
                        Fault.body(201, JSON, "{\"success\":true}"),
                        HerobaseProtocolException.class,
                        201,
                        false,
                        "expected the status 200",
                        LeadIs.IN_DOUBT),
                answer(
                        "302",
                        Fault.redirect("https://elsewhere.example.com/sign-in?from=" + echo),
                        HerobaseProtocolException.class,
                        302,
                        false,
                        "https://elsewhere.example.com/sign-in, set",
                        LeadIs.NOT_SENT),
                answer(
                        "200 with HTML",
                        Fault.body(200, HTML, page),
                        HerobaseProtocolException.class,
                        200,
                        false,
                        "must be a JSON array",
                        LeadIs.IN_DOUBT),
                answer(
                        "200 empty",
                        Fault.body(200, JSON, ""),
                        HerobaseProtocolException.class,
                        200,
                        true,
                        "ended before",
                        LeadIs.IN_DOUBT),
                answer(
                        "200 with an error object",
                        Fault.body(200, JSON, fieldErrors),
                        HerobaseProtocolException.class,
                        200,
                        false,
                        "must be a JSON array",
                        LeadIs.IN_DOUBT),
                answer(
                        "trailing garbage",
                        Fault.append(content),
                        HerobaseProtocolException.class,
                        200,
                        false,
                        "nothing may follow",
                        LeadIs.IN_DOUBT),
                answer(
                        "trailing error object",
                        Fault.append(fieldErrors),
                        HerobaseProtocolException.class,
                        200,
                        false,
                        "nothing may follow",
                        LeadIs.IN_DOUBT),
                answer(
                        "clean cut",
                        Fault.truncateAfterBytes(5),
                        HerobaseProtocolException.class,
                        200,
                        true,
                        "ended before",
                        LeadIs.IN_DOUBT),
                answer(
                        "cut",
                        Fault.cutAfterBytes(5),
                        HerobaseProtocolException.class,
                        200,
                        true,
                        "ended before",
                        LeadIs.IN_DOUBT),
                answer(
                        "reset before the answer",
                        Fault.resetBeforeAnswer(),
                        HerobaseConnectionException.class,
                        0,
                        true,
                        "no answer",
                        LeadIs.IN_DOUBT),
                answer(
                        "closed before the answer",
                        Fault.closeBeforeAnswer(),
                        HerobaseConnectionException.class,
                        0,
                        true,
                        "no answer",
                        LeadIs.IN_DOUBT),
                answer(
                        "no HTTP",
                        Fault.garbage((content + "\r\n" + content + "\r\n\r\n").getBytes()),
                        HerobaseConnectionException.class,
                        0,
                        true,
                        "no answer",
                        LeadIs.IN_DOUBT),
                answer(
                        "malformed chunk",
                        Fault.garbage(("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + content + "\r\n")
                                .getBytes()),
                        HerobaseProtocolException.class,
                        200,
                        true,
                        "ended before",
                        LeadIs.IN_DOUBT),
                answer(
                        "malformed header",
                        Fault.garbage(("HTTP/1.1 200 OK\r\n" + content + "\r\n\r\n").getBytes()),
                        HerobaseConnectionException.class,
                        0,
                        true,
                        "no answer",
                        LeadIs.IN_DOUBT),
                new Failure(
                        "time-out",
                        next(Fault.delayAnswer(Duration.ofSeconds(2))),
                        "responseTimeout=200",
                        HerobaseConnectionException.class,
                        0,
                        true,
                        "timed out",
                        LeadIs.IN_DOUBT),
                new Failure(
                        "reset in the middle of the request",
                        simulator -> simulator.faults().nextConnection(ConnectionFault.resetAfterReading(40)),
                        "responseTimeout=30001",
                        HerobaseConnectionException.class,
                        0,
                        true,
                        "no answer",
                        LeadIs.IN_DOUBT),
                new Failure(
                        "connection refused",
                        simulator -> {},
                        "baseUrl=http://localhost:" + closedPort() + "/api",
                        HerobaseConnectionException.class,
                        0,
                        true,
                        "refused",
                        LeadIs.NOT_SENT),
                new Failure(
                        "unknown host",
                        simulator -> {},
                        "baseUrl=https://no-such-host.invalid/api",
                        HerobaseConnectionException.class,
                        0,
                        true,
                        "UnknownHost",
                        LeadIs.NOT_SENT));
    }

    private static Failure answer(
            String name,
            Fault fault,
            Class<? extends HerobaseException> expected,
            int status,
            boolean retryable,
            String said,
            LeadIs lead) {
        return new Failure(name, next(fault), "onQuotaExceeded=fail", expected, status, retryable, said, lead);
    }

    private static Consumer<HerobaseSimulator> next(Fault fault) {
        return simulator -> simulator.faults().next(Faults.ANY_SERVICE, fault);
    }

    private static Fault status(int status) {
        return Fault.status(status);
    }

    private static Fault tooMany(int limit, int reset) {
        return (request, processing) -> HttpAnswer.text(429, HTML, "Too many")
                .withHeader("X-Rate-Limit-Limit", String.valueOf(limit))
                .withHeader("X-Rate-Limit-Remaining", "0")
                .withHeader("X-Rate-Limit-Reset", String.valueOf(reset));
    }

    private static int closedPort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
