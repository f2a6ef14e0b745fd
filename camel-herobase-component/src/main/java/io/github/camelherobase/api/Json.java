package io.github.camelherobase.api;

import java.io.IOException;
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
    private static final ObjectReader OBJECT = JsonMapper.builder(JsonFactory.builder()
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .readerForMapOf(Object.class);

    private Json() {}

    static Map<String, Object> readObject(byte[] json) {
        try {
            Map<String, Object> members = OBJECT.readValue(json);
            if (members == null) {
                throw new HerobaseProtocolException("A record is not a JSON object", null, null, 200, false);
            }
            return members;
        } catch (JsonProcessingException e) {
            long offset = e.getLocation() == null ? -1 : e.getLocation().getByteOffset();
            // The library's own message may quote a value of the lead, so it is not passed on, nor kept as the cause.
            throw new HerobaseProtocolException(
                    "A record of " + json.length + " bytes is not valid JSON at its byte " + offset,
                    null,
                    null,
                    200,
                    false);
        } catch (IOException e) {
            throw new HerobaseProtocolException("A record could not be read", e, null, 200, false);
        }
    }
}
