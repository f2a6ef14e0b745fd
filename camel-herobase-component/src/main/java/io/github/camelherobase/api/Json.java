package io.github.camelherobase.api;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** Reads one JSON object; keeps the JSON library out of the public signatures. */
final class Json {

    /** Field values must never reach a message: the library quotes the source unless told otherwise. */
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final ObjectReader OBJECT = MAPPER.readerForMapOf(Object.class);
    private static final ObjectReader VALUE = MAPPER.readerFor(Object.class);

    private Json() {}

    static Map<String, Object> readObject(byte[] json) throws NotJsonException {
        checkUtf8(json);
        Map<String, Object> members = read(OBJECT, json, 0, json.length);
        if (members == null) {
            throw new NotJsonException("is not a JSON object");
        }
        return members;
    }

    /** The library takes a name that is not UTF-8 for another one that it has read before. */
    private static void checkUtf8(byte[] json) throws NotJsonException {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(json));
        } catch (CharacterCodingException e) {
            throw new NotJsonException("of " + json.length + " bytes is not UTF-8");
        }
    }

    /** A value inside an object that was read before. */
    static Object readValue(byte[] json, int begin, int end) {
        try {
            return read(VALUE, json, begin, end);
        } catch (NotJsonException e) {
            throw new IllegalStateException("A record that was found to be JSON " + e.getMessage(), e);
        }
    }

    private static <T> T read(ObjectReader reader, byte[] json, int begin, int end) throws NotJsonException {
        try {
            return reader.readValue(json, begin, end - begin);
        } catch (JsonProcessingException e) {
            long offset = e.getLocation() == null ? -1 : e.getLocation().getByteOffset();
            // The library's own message may quote a value of the lead, so it is not passed on, nor kept as the cause.
            throw new NotJsonException(
                    "of " + json.length + " bytes is not valid JSON at its byte " + (begin + offset));
        } catch (IOException e) {
            throw new NotJsonException("of " + json.length + " bytes could not be read");
        }
    }
}
