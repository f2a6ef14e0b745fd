package io.github.camelherobase.client;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;

/**
 * An answer with the status 200 that is not what was asked for: says what it is and what to look at. It may be full of
 * leads, so nothing is quoted but names as programs give them, and what the server's framework says of an error.
 */
final class ForeignAnswer {

    private static final JsonFactory JSON = new JsonFactory();
    private static final int LONGEST_WORDS = 200;
    private static final int MOST_MEMBERS = 5;
    /** Members whose names are known from envelopes and errors; others are named only where they hold a list. */
    private static final Set<String> USUAL_MEMBERS = Set.of(
            "data",
            "results",
            "leads",
            "calls",
            "items",
            "total",
            "count",
            "success",
            "error",
            "errors",
            "message",
            "status",
            "statuscode",
            "code",
            "title",
            "type",
            "detail",
            "path",
            "timestamp",
            "uniqueid",
            "responsestatus");

    private static final Pattern CONTENT_TYPE = Pattern.compile("[\\w.+-]+/[\\w.+-]+(; ?charset=[\\w-]+)?");
    private static final Pattern LOG_IN = Pattern.compile(
            "(?is)type\\s*=\\s*[\"']?password|\\b(log|sign)[ -]?(in|on)\\b|\\blog(in|on)\\b|\\blog ind\\b");
    /** Numbers, addresses and what stands in quotes may be somebody's. */
    private static final Pattern SOMEBODYS = Pattern.compile(
            "[^\\s=:<>(]+@[^\\s>,;)]+|[\"'`\u00AB\u201C\u2018][^\"'`\u00BB\u201D\u2019]*[\"'`\u00BB\u201D\u2019]|\\+?\\d[\\d ()./-]{2,}\\d");

    private final String contentType;
    private final byte[] beginning;
    private final UnaryOperator<String> mask;

    /**
     * @param contentType null when the server names none
     * @param beginning of the body, or all of it
     */
    ForeignAnswer(String contentType, byte[] beginning, UnaryOperator<String> mask) {
        this.contentType = contentType;
        this.beginning = beginning;
        this.mask = mask;
    }

    /** Goes behind "what came is". */
    String inWords() {
        return kind() + type();
    }

    private String type() {
        if (contentType == null) {
            return ", without a content type";
        }
        return CONTENT_TYPE.matcher(contentType).matches() ? ", content type " + contentType : "";
    }

    private String kind() {
        if (beginning.length == 0) {
            return "an empty body";
        }
        if (beginning.length > 1 && (beginning[0] & 0xFF) == 0x1F && (beginning[1] & 0xFF) == 0x8B) {
            return "data compressed with gzip that no header Content-Encoding announces";
        }
        String text = PlainText.decoded(beginning, contentType).strip();
        String encoding = isUtf16() ? " in UTF-16, where UTF-8 is expected" : "";
        if (text.isEmpty()) {
            return "an empty body of blanks";
        }
        return switch (text.charAt(0)) {
            case '<' -> markup(text) + encoding;
            case '{' -> object(text) + encoding;
            case '[' -> "a JSON array" + elements(text) + encoding;
            case '"' -> "a JSON string" + encoding;
            default -> other(text) + encoding;
        };
    }

    /** JSON and markup begin with a character of ASCII, so one of the first two bytes is zero. */
    private boolean isUtf16() {
        return beginning.length > 1
                && (beginning[0] == 0
                        || beginning[1] == 0
                        || (beginning[0] & 0xFF) + (beginning[1] & 0xFF) == 0xFE + 0xFF);
    }

    private static String markup(String page) {
        String begin = PlainText.lowerCase(page.substring(0, Math.min(page.length(), 300)));
        if (!begin.contains("<html")
                && !begin.contains("<!doctype html")
                && !begin.contains("<body")
                && !begin.contains("<head")) {
            return "XML";
        }
        return LOG_IN.matcher(page).find()
                ? "a log-in page (HTML): a proxy or portal stands before HeroBase, or baseUrl is the address of the web"
                        + " site and not of the API"
                : "an HTML page: check baseUrl and resourcePath, and whether a proxy stands before HeroBase";
    }

    private String object(String text) {
        JsonNode said = ErrorAnswer.responseStatus(text);
        if (said.isObject()) {
            return "an error of the server" + words(said);
        }
        List<String> named = new ArrayList<>();
        int others = 0;
        try (JsonParser json = JSON.createParser(text)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                boolean list = json.nextToken() == JsonToken.START_ARRAY;
                boolean usual = USUAL_MEMBERS.contains(PlainText.lowerCase(name));
                if (named.size() < MOST_MEMBERS && (usual || list && PlainText.isIdentifier(name))) {
                    named.add(name);
                } else {
                    others++;
                }
                json.skipChildren();
            }
        } catch (IOException cut) {
            // The beginning of the body is all there is.
        }
        if (named.isEmpty()) {
            return others == 0 ? "an empty JSON object, or the beginning of one" : "a JSON object";
        }
        return "a JSON object with the member" + (named.size() == 1 ? " " : "s ") + String.join(", ", named)
                + (others == 0 ? "" : " and others");
    }

    private String words(JsonNode said) {
        String code = ErrorAnswer.member(said, "errorCode").asText("");
        String message = ErrorAnswer.member(said, "message").asText("");
        String masked = mask.apply(SOMEBODYS.matcher(PlainText.of(message)).replaceAll("***"));
        return (PlainText.isIdentifier(code) && code.equals(mask.apply(code)) ? " " + code : "")
                + (message.isBlank() ? "" : ": " + PlainText.line(masked, LONGEST_WORDS));
    }

    private static String elements(String array) {
        String first = array.substring(1).stripLeading();
        if (first.isEmpty()) {
            return ", cut at its beginning";
        }
        return switch (first.charAt(0)) {
            case '{' -> " of objects";
            case '[' -> " of arrays";
            case ']' -> " without elements";
            case '"' -> " of strings";
            default -> " of other values";
        };
    }

    private static String other(String text) {
        for (Map.Entry<String, String> literal : Map.of(
                        "null", "the JSON value null", "true", "the JSON value true", "false", "the JSON value false")
                .entrySet()) {
            if (text.equals(literal.getKey())) {
                return literal.getValue();
            }
        }
        if (text.matches("-?\\d+(\\.\\d+)?")) {
            return "a number";
        }
        return text.chars()
                                .filter(c -> c < ' ' && c != '\r' && c != '\n' && c != '\t')
                                .findAny()
                                .isPresent()
                        || text.indexOf(PlainText.UNREADABLE) >= 0
                ? "data that is not text"
                : "text that is not JSON";
    }
}
