package io.github.camelherobase.client;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.github.camelherobase.api.HerobaseAccessDeniedException;
import io.github.camelherobase.api.HerobaseAuthenticationException;
import io.github.camelherobase.api.HerobaseException;
import io.github.camelherobase.api.HerobaseInvalidRequestException;
import io.github.camelherobase.api.HerobaseInvalidRequestException.FieldError;
import io.github.camelherobase.api.HerobaseNotFoundException;
import io.github.camelherobase.api.HerobaseProtocolException;
import io.github.camelherobase.api.HerobaseServerException;

/** Tells from an answer that is not 200 what went wrong. The body may be JSON, HTML or nothing. */
final class ErrorAnswer {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int READ_AT_MOST = 16 * 1024;
    private static final int EXCERPT = 500;
    /** Of the flat error objects that gateways and frameworks send. An object with any other member may be a record. */
    private static final Set<String> MEMBERS_OF_ERRORS = Set.of(
            "code",
            "detail",
            "error",
            "errorcode",
            "message",
            "path",
            "requestid",
            "status",
            "statuscode",
            "success",
            "timestamp",
            "title",
            "type");

    private final String service;
    private final int status;
    private final String body;
    private final ForeignAnswer foreign;
    private final UnaryOperator<String> mask;
    private final String advice;

    private ErrorAnswer(
            HerobaseRequest request, int status, String body, ForeignAnswer foreign, UnaryOperator<String> mask) {
        this.service = request.service();
        this.advice = request.advice().isEmpty() ? "" : ". " + request.advice();
        this.status = status;
        this.body = body;
        this.foreign = foreign;
        this.mask = mask;
    }

    /** Reads the beginning of the body, ends the answer, and says what it means. */
    static HerobaseException of(HerobaseRequest request, HerobaseResponse response, Account account) {
        String target = response.header("Location").orElse("");
        String contentType = response.header("Content-Type").orElse(null);
        byte[] beginning = response.status() >= 400 ? response.beginning(new byte[0], READ_AT_MOST) : new byte[0];
        response.cancel();
        UnaryOperator<String> mask = text -> request.mask().apply(account.mask(PlainText.of(text)));
        return new ErrorAnswer(
                        request,
                        response.status(),
                        PlainText.decoded(beginning, contentType),
                        new ForeignAnswer(contentType, beginning, mask),
                        mask)
                .exception(account, target);
    }

    private HerobaseException exception(Account account, String redirectTarget) {
        return switch (status) {
            case 401 ->
                new HerobaseAuthenticationException(
                        answered("user name or password of " + account.name() + " is wrong"), service);
            case 403 ->
                new HerobaseAccessDeniedException(
                        answered("the account " + account.name()
                                + " may not call this service; ask the vendor for the right, other services may work"),
                        service);
            case 404 ->
                new HerobaseNotFoundException(
                        answered("there is no such record or service below " + account.baseUrl() + advice), service);
            default -> byClass(redirectTarget);
        };
    }

    private HerobaseException byClass(String redirectTarget) {
        if (status >= 500) {
            return new HerobaseServerException(
                    answered("the server failed; if it lasts, ask the vendor" + advice), service, status);
        }
        if (status >= 400) {
            return new HerobaseInvalidRequestException(
                    answered("the server does not accept the request" + advice), service, status, fieldErrors());
        }
        if (status >= 300) {
            return new HerobaseProtocolException(
                    answered("redirects are not followed, as they would carry the credentials elsewhere; "
                            + (redirectTarget.isBlank()
                                    ? "it names no address, so look at baseUrl, and at any proxy before HeroBase"
                                    : "it points to " + bounded(mask.apply(withoutQuery(redirectTarget)))
                                            + ", set baseUrl to that if it is right")),
                    null,
                    service,
                    status,
                    false);
        }
        return new HerobaseProtocolException(
                answered("expected the status 200; look at baseUrl, and at any proxy before HeroBase"),
                null,
                service,
                status,
                false);
    }

    private String answered(String meaning) {
        String excerpt = excerpt();
        return service + " answered " + status + ": " + meaning + (excerpt.isEmpty() ? "" : " (" + excerpt + ")");
    }

    private static String withoutQuery(String address) {
        int query = address.indexOf('?');
        return query < 0 ? address : address.substring(0, query);
    }

    /**
     * The server's words where it sends its usual error object, else the beginning of the body without markup. JSON that
     * may be records is only named: no mask knows whose they are.
     */
    private String excerpt() {
        JsonNode said = responseStatus();
        if (said.isMissingNode() && mayBeRecords()) {
            return foreign.inWords();
        }
        String words = said.isMissingNode()
                ? body
                : member(said, "errorCode").asText("") + " "
                        + member(said, "message").asText("") + fieldsInWords();
        return bounded(mask.apply(words));
    }

    private boolean mayBeRecords() {
        String text = body.stripLeading();
        if (!text.startsWith("{")) {
            return text.startsWith("[");
        }
        try {
            for (Map.Entry<String, JsonNode> member : JSON.readTree(text).properties()) {
                if (member.getValue().isContainerNode()
                        || !MEMBERS_OF_ERRORS.contains(PlainText.lowerCase(member.getKey()))) {
                    return true;
                }
            }
            return false;
        } catch (IOException cut) {
            return true;
        }
    }

    private static String bounded(String text) {
        return PlainText.line(text, EXCERPT);
    }

    private String fieldsInWords() {
        StringBuilder words = new StringBuilder();
        for (FieldError error : fieldErrors()) {
            words.append("; ").append(error.field()).append(": ").append(error.code());
        }
        return words.toString();
    }

    private List<FieldError> fieldErrors() {
        List<FieldError> errors = new ArrayList<>();
        for (JsonNode error : member(responseStatus(), "errors")) {
            errors.add(new FieldError(
                    masked(member(error, "fieldName")),
                    masked(member(error, "errorCode")),
                    masked(member(error, "message"))));
        }
        return errors;
    }

    private String masked(JsonNode text) {
        String said = text.asText(null);
        return said == null ? null : mask.apply(said);
    }

    private JsonNode responseStatus() {
        return responseStatus(body);
    }

    /** The error object of the server's framework; missing when the text is none. */
    static JsonNode responseStatus(String text) {
        if (!text.stripLeading().startsWith("{")) {
            return JSON.missingNode();
        }
        try {
            return member(JSON.readTree(text), "responseStatus");
        } catch (IOException e) {
            return JSON.missingNode();
        }
    }

    /** The server's spelling is camel case as far as it is known; older clusters may differ. */
    static JsonNode member(JsonNode object, String name) {
        JsonNode exact = object.path(name);
        return exact.isMissingNode() ? object.path(Character.toUpperCase(name.charAt(0)) + name.substring(1)) : exact;
    }
}
