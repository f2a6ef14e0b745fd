package io.github.camelherobase.connect;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;

import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.errors.DataException;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** The value of a record as one lead: members by name. What a member may be, the component says. */
final class LeadValue {

    private static final ObjectReader ONE_OBJECT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build()
            .readerFor(new TypeReference<LinkedHashMap<String, Object>>() {})
            .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .with(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS);

    private LeadValue() {}

    /** @throws DataException saying what is wrong, never the content */
    static Map<?, ?> of(Object value) {
        if (value instanceof Map<?, ?> map) {
            return map;
        }
        if (value instanceof Struct struct) {
            return members(struct);
        }
        if (value instanceof String text) {
            return parsed(text.getBytes(StandardCharsets.UTF_8));
        }
        if (value instanceof byte[] bytes) {
            return parsed(bytes);
        }
        if (value instanceof ByteBuffer buffer) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.duplicate().get(bytes);
            return parsed(bytes);
        }
        throw new DataException(
                value == null
                        ? "The record has no value, and a lead cannot be taken back"
                        : "The record's value is a " + value.getClass().getName()
                                + ", which is not a lead; expected a JSON object, a map or a struct");
    }

    private static Map<?, ?> parsed(byte[] json) {
        try {
            Map<String, Object> members = ONE_OBJECT.readValue(json);
            if (members == null) {
                throw new DataException("The record's value is not a lead; expected a JSON object");
            }
            return members;
        } catch (JsonProcessingException e) {
            // Its own message may show a part of the value.
            throw new DataException("The record's value is not one JSON object: wrong at line "
                    + e.getLocation().getLineNr() + ", column "
                    + e.getLocation().getColumnNr());
        } catch (IOException e) {
            throw new DataException("The record's value is not UTF-8 text");
        }
    }

    private static Map<String, Object> members(Struct struct) {
        Map<String, Object> members = new LinkedHashMap<>();
        for (Field field : struct.schema().fields()) {
            members.put(field.name(), member(field.schema(), struct.get(field)));
        }
        return members;
    }

    /** Days and times of day are no points in time, and must not get a zone. */
    private static Object member(Schema schema, Object value) {
        if (value instanceof Struct struct) {
            return members(struct);
        }
        if (value instanceof java.util.Date date && schema.name() != null) {
            Instant instant = date.toInstant();
            return switch (schema.name()) {
                case Date.LOGICAL_NAME -> LocalDate.ofInstant(instant, ZoneOffset.UTC);
                case Time.LOGICAL_NAME -> LocalTime.ofInstant(instant, ZoneOffset.UTC);
                case Timestamp.LOGICAL_NAME -> instant;
                default -> value;
            };
        }
        return value;
    }
}
