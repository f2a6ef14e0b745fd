package io.github.camelherobase.simulator.service;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.camelherobase.simulator.http.HttpAnswer;
import io.github.camelherobase.simulator.http.TransmissionCutException;
import io.github.camelherobase.simulator.json.JsonWriter;

/** A service refuses a call with an error of ServiceStack's shape (inferred; error codes observed). */
public final class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final int NO_ANSWER = 0;

    private final int status;
    private final String errorCode;
    private final String fieldName;

    private RefusedException(int status, String errorCode, String fieldName, String message) {
        super(message, null, false, false);
        this.status = status;
        this.errorCode = errorCode;
        this.fieldName = fieldName;
    }

    /** A missing argument: 400. */
    public static RefusedException missing(String fieldName) {
        return new RefusedException(
                400, "ArgumentNullException", fieldName, "Value cannot be null. Parameter name: " + fieldName);
    }

    /** A wrong argument: 400. */
    public static RefusedException argument(String fieldName, String message) {
        return new RefusedException(400, "ArgumentException", fieldName, message);
    }

    /** A body that cannot be read: 400. */
    public static RefusedException unreadable(String message) {
        return new RefusedException(400, "SerializationException", "", message);
    }

    /** No such thing: 404. */
    public static RefusedException notFound(String message) {
        return new RefusedException(404, "NotFound", "", message);
    }

    /** No right to the project: 403. */
    public static RefusedException forbidden(String message) {
        return new RefusedException(403, "UnauthorizedAccessException", "", message);
    }

    /** The service failed, as the real one does on some of its clients' mistakes: 500. */
    public static RefusedException failed(String message) {
        return new RefusedException(500, "InvalidOperationException", "", message);
    }

    /** The service is not there: 503. */
    public static RefusedException unavailable(String message) {
        return new RefusedException(503, "ServiceUnavailable", "", message);
    }

    /** No answer at all: the connection is reset. */
    public static RefusedException reset() {
        return new RefusedException(NO_ANSWER, "", "", "");
    }

    HttpAnswer answer() {
        if (status == NO_ANSWER) {
            return HttpAnswer.empty(500).sentBy((payload, wire) -> {
                wire.reset();
                throw new TransmissionCutException();
            });
        }
        Map<String, Object> responseStatus = new LinkedHashMap<>();
        responseStatus.put("errorCode", errorCode);
        responseStatus.put("message", getMessage());
        responseStatus.put("errors", fieldName.isEmpty() ? List.of() : List.of(fieldError()));
        return HttpAnswer.bytes(
                status, Representation.JSON.contentType(), JsonWriter.bytes(Map.of("responseStatus", responseStatus)));
    }

    private Map<String, Object> fieldError() {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("errorCode", errorCode);
        error.put("fieldName", fieldName);
        error.put("message", getMessage());
        return error;
    }
}
