package io.github.camelherobase.imports;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * The answer to a lead. It is read with more tolerance than a record: a lead that the server took must not be sent again
 * because the answer is written in an unusual way. What is read is written anew where it was unusual, so that nobody who
 * reads the result later fails.
 *
 * @param success null when the answer does not say
 * @param json one JSON object in UTF-8; the answer's own bytes where they are that; null when it is none
 */
record ImportAnswer(Boolean success, byte[] json) {

    private static final int MOST_UNPACKED = 4 * 1024 * 1024;
    private static final JsonMapper STRICT = JsonMapper.builder().build();
    private static final ObjectReader WHOLE = STRICT.reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final ObjectReader LENIENT = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNumberLength(Integer.MAX_VALUE)
                            .maxStringLength(Integer.MAX_VALUE)
                            .build())
                    .build())
            .enable(
                    JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS,
                    JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER,
                    JsonReadFeature.ALLOW_SINGLE_QUOTES,
                    JsonReadFeature.ALLOW_TRAILING_COMMA,
                    JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS,
                    JsonReadFeature.ALLOW_LEADING_ZEROS_FOR_NUMBERS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .reader();

    private static final ImportAnswer NONE = new ImportAnswer(null, null);

    static ImportAnswer of(byte[] body) {
        if (!isPlain(body)) {
            return read(body);
        }
        Boolean flat = flat(body);
        ImportAnswer plain = flat == null ? plain(body) : new ImportAnswer(flat, body);
        return plain == null ? read(body) : plain;
    }

    /** Of the usual answer, an object of short texts and truth values: read without making anything of it; null: another. */
    private static Boolean flat(byte[] body) {
        try (JsonParser json = STRICT.createParser(body)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            Boolean success = null;
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                JsonToken value = json.nextToken();
                if (name.equals("success") && success == null && value.isBoolean()) {
                    success = value == JsonToken.VALUE_TRUE;
                } else if (name.equalsIgnoreCase("success") || !value.isScalarValue() || value.isNumeric()) {
                    return null;
                }
            }
            return json.currentToken() == JsonToken.END_OBJECT && json.nextToken() == null ? success : null;
        } catch (IOException e) {
            return null;
        }
    }

    /** Whether it is ASCII, as nearly every answer is. */
    private static boolean isPlain(byte[] body) {
        for (byte b : body) {
            if (b < ' ' && b != '\n' && b != '\r' && b != '\t') {
                return false;
            }
        }
        return body.length > 0;
    }

    /** The usual answer, in one reading; null when it is not that. */
    private static ImportAnswer plain(byte[] body) {
        try {
            JsonNode object = WHOLE.readTree(body);
            Boolean success = object.isObject() && object.path("success").isBoolean() ? success(object) : null;
            return success == null ? null : new ImportAnswer(success, body);
        } catch (IOException e) {
            return null;
        }
    }

    private static ImportAnswer read(byte[] body) {
        try {
            byte[] unpacked = isGzip(body) ? unpacked(body) : body;
            String text = text(unpacked);
            JsonNode object = LENIENT.readTree(text);
            if (!object.isObject()) {
                return NONE;
            }
            Boolean success = success(object);
            boolean usual = isUsual(unpacked) && object.path("success").isBoolean();
            return new ImportAnswer(success, usual || success == null ? unpacked : rewritten(object, success));
        } catch (IOException e) {
            return NONE;
        }
    }

    /** The member of that name, whatever its case; null where there is none, or several that differ. */
    private static Boolean success(JsonNode object) {
        Boolean success = null;
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            if (member.getKey().equalsIgnoreCase("success")) {
                Boolean said = truth(member.getValue());
                if (said == null || success != null && !success.equals(said)) {
                    return null;
                }
                success = said;
            }
        }
        return success;
    }

    private static Boolean truth(JsonNode value) {
        String text = value.asText("");
        return text.equalsIgnoreCase("true") ? Boolean.TRUE : text.equalsIgnoreCase("false") ? Boolean.FALSE : null;
    }

    /** Where a strict reader of UTF-8 reads it too, it stays as the server sent it. */
    private static boolean isUsual(byte[] body) {
        try {
            String text = new String(body, StandardCharsets.UTF_8);
            return Arrays.equals(text.getBytes(StandardCharsets.UTF_8), body)
                    && STRICT.readTree(body).isObject();
        } catch (IOException e) {
            return false;
        }
    }

    private static byte[] rewritten(JsonNode object, boolean success) throws IOException {
        Map<String, Object> members = new LinkedHashMap<>();
        object.properties()
                .forEach(member -> members.put(
                        member.getKey().equalsIgnoreCase("success") ? "success" : member.getKey(), member.getValue()));
        members.put("success", success);
        String text = STRICT.writeValueAsString(members);
        // What is half a character would be no UTF-8.
        return text.replaceAll(
                        "[\\uD800-\\uDBFF](?![\\uDC00-\\uDFFF])|(?<![\\uD800-\\uDBFF])[\\uDC00-\\uDFFF]", "\uFFFD")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** A byte order mark or a zero among the first two bytes tells UTF-16; all else is UTF-8, with what old programs make of emoji. */
    private static String text(byte[] body) {
        if (body.length >= 2) {
            int first = body[0] & 0xFF;
            int second = body[1] & 0xFF;
            if (first == 0xFE && second == 0xFF || first == 0 && second != 0) {
                return decoded(body, first == 0 ? 0 : 2, StandardCharsets.UTF_16BE);
            }
            if (first == 0xFF && second == 0xFE || first != 0 && second == 0) {
                return decoded(body, second == 0 ? 0 : 2, StandardCharsets.UTF_16LE);
            }
        }
        return joinedSurrogates(body);
    }

    private static String decoded(byte[] body, int begin, Charset charset) {
        return new String(body, begin, body.length - begin, charset);
    }

    /** An emoji as two sequences of three bytes (CESU-8) becomes the one of four that UTF-8 has for it. */
    private static String joinedSurrogates(byte[] body) {
        int begin = body.length >= 3 && (body[0] & 0xFF) == 0xEF && (body[1] & 0xFF) == 0xBB && (body[2] & 0xFF) == 0xBF
                ? 3
                : 0;
        StringBuilder text = new StringBuilder();
        int from = begin;
        for (int at = begin; at + 2 < body.length; at++) {
            if ((body[at] & 0xFF) == 0xED && (body[at + 1] & 0xE0) == 0xA0 && (body[at + 2] & 0xC0) == 0x80) {
                text.append(new String(body, from, at - from, StandardCharsets.UTF_8));
                text.append((char) (0xD000 | (body[at + 1] & 0x3F) << 6 | body[at + 2] & 0x3F));
                from = at + 3;
                at += 2;
            }
        }
        return text.append(new String(body, from, body.length - from, StandardCharsets.UTF_8))
                .toString();
    }

    private static boolean isGzip(byte[] body) {
        return body.length > 2 && (body[0] & 0xFF) == 0x1F && (body[1] & 0xFF) == 0x8B;
    }

    private static byte[] unpacked(byte[] body) throws IOException {
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
            return in.readNBytes(MOST_UNPACKED);
        }
    }
}
