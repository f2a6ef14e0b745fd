package io.github.camelherobase.client;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
    /** An error's text that takes longer is taken as far as it came. */
    private static final long READ_AT_MOST_NANOS = TimeUnit.SECONDS.toNanos(3);

    private static final int EXCERPT = 500;
    private static final Pattern MARKUP = Pattern.compile("(?is)<(style|script)\\b.*?</\\1>|<[^>]*>");
    private static final Pattern CHARACTER_REFERENCE =
            Pattern.compile("&(amp|lt|gt|quot|apos|#\\d{1,7}|#[xX][0-9a-fA-F]{1,6});");
    private static final Pattern CONTROLS_AND_BLANKS = Pattern.compile("[\\s\\p{Cntrl}]+");

    private final String service;
    private final int status;
    private final String body;
    private final UnaryOperator<String> mask;
    private final String advice;

    private ErrorAnswer(HerobaseRequest request, int status, String body, UnaryOperator<String> mask) {
        this.service = request.service();
        this.advice = request.advice().isEmpty() ? "" : ". " + request.advice();
        this.status = status;
        this.body = body;
        this.mask = mask;
    }

    /** Reads the beginning of the body, ends the answer, and says what it means. */
    static HerobaseException of(HerobaseRequest request, HerobaseResponse response, Account account) {
        String body = response.status() >= 400 ? beginning(response) : "";
        String target = response.header("Location").orElse("an unnamed address");
        response.cancel();
        UnaryOperator<String> mask = text -> request.mask().apply(account.mask(text));
        return new ErrorAnswer(request, response.status(), body, mask).exception(account, target);
    }

    private static String beginning(HerobaseResponse response) {
        byte[] read = new byte[READ_AT_MOST];
        int length = 0;
        long begin = System.nanoTime();
        try {
            // Not closed here: closing would first read the rest, which may have no end. The answer is cancelled.
            InputStream body = response.body();
            int count = 0;
            while (count >= 0 && length < READ_AT_MOST && System.nanoTime() - begin < READ_AT_MOST_NANOS) {
                count = body.read(read, length, READ_AT_MOST - length);
                length += Math.max(count, 0);
            }
            return new String(read, 0, length, StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "(the error's text could not be read: " + e.getClass().getSimpleName() + ")";
        }
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
            return new HerobaseServerException(answered("the server failed" + advice), service, status);
        }
        if (status >= 400) {
            return new HerobaseInvalidRequestException(
                    answered("the server does not accept the request" + advice), service, status, fieldErrors());
        }
        if (status >= 300) {
            return new HerobaseProtocolException(
                    answered("redirects are not followed, as they would carry the credentials elsewhere; it points to "
                            + bounded(mask.apply(withoutQuery(redirectTarget)))
                            + ", set baseUrl to that if it is right"),
                    null,
                    service,
                    status,
                    false);
        }
        return new HerobaseProtocolException(answered("expected the status 200"), null, service, status, false);
    }

    private String answered(String meaning) {
        String excerpt = excerpt();
        return service + " answered " + status + ": " + meaning + (excerpt.isEmpty() ? "" : " (" + excerpt + ")");
    }

    private static String withoutQuery(String address) {
        int query = address.indexOf('?');
        return query < 0 ? address : address.substring(0, query);
    }

    /** The server's words where it sends its usual error object, else the beginning of the body without markup. */
    private String excerpt() {
        JsonNode said = responseStatus();
        String words = said.isMissingNode()
                ? body
                : member(said, "errorCode").asText("") + " "
                        + member(said, "message").asText("") + fieldsInWords();
        return bounded(mask.apply(plain(words)));
    }

    private static String bounded(String text) {
        String line = CONTROLS_AND_BLANKS.matcher(text).replaceAll(" ").trim();
        return line.length() <= EXCERPT ? line : line.substring(0, EXCERPT);
    }

    /** What a page says to its reader; values in it must be readable before they can be masked. */
    private static String plain(String text) {
        String words = MARKUP.matcher(text).replaceAll(" ");
        return CHARACTER_REFERENCE.matcher(words).replaceAll(found -> Matcher.quoteReplacement(character(found)));
    }

    private static String character(MatchResult reference) {
        String name = reference.group(1);
        switch (name) {
            case "amp":
                return "&";
            case "lt":
                return "<";
            case "gt":
                return ">";
            case "quot":
                return "\"";
            case "apos":
                return "'";
            default:
                break;
        }
        int radix = name.startsWith("#x") || name.startsWith("#X") ? 16 : 10;
        int code = Integer.parseInt(name.substring(radix == 16 ? 2 : 1), radix);
        return Character.isValidCodePoint(code) ? Character.toString(code) : " ";
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
            String message = member(error, "message").asText(null);
            errors.add(new FieldError(
                    member(error, "fieldName").asText(null),
                    member(error, "errorCode").asText(null),
                    message == null ? null : mask.apply(plain(message))));
        }
        return errors;
    }

    private JsonNode responseStatus() {
        if (!body.stripLeading().startsWith("{")) {
            return JSON.missingNode();
        }
        try {
            return member(JSON.readTree(body), "responseStatus");
        } catch (IOException e) {
            return JSON.missingNode();
        }
    }

    /** The server's spelling is camel case as far as it is known; older clusters may differ. */
    private static JsonNode member(JsonNode object, String name) {
        JsonNode exact = object.path(name);
        return exact.isMissingNode() ? object.path(Character.toUpperCase(name.charAt(0)) + name.substring(1)) : exact;
    }
}
