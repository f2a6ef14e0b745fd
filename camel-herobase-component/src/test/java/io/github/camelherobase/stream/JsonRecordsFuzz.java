package io.github.camelherobase.stream;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;

import io.github.camelherobase.api.HerobaseException;
import io.github.camelherobase.api.JsonObject;
import io.github.camelherobase.api.Lead;
import io.github.camelherobase.fuzz.AlmostWhole;

import static org.assertj.core.api.Assertions.assertThat;

/** The records of an export are read as Jackson reads them, or they are an error. */
public final class JsonRecordsFuzz {

    private static final int MAX_RECORD_SIZE = 1024 * 1024;
    private static final ObjectReader JACKSON =
            new ObjectMapper().readerForListOf(Map.class).with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private static final int EDITED = 0x80;
    private static final List<String> WHOLE = List.of(
            "[{},{}]",
            "[ {\"a\" : 1} , {\"b\":[{},[]]}]\n",
            "[{\"uniqueId\":\"1\",\"status\":null,\"data\":{\"A \\\"B\\\"\":\"\\u00e6\\n\"}},"
                    + "{\"uniqueId\":\"2\",\"n\":-1.5e3,\"t\":true}]");

    private JsonRecordsFuzz() {}

    /** The first byte says how many come at once, 0: all; and from 128 on, that the others edit an answer that is whole. */
    public static void fuzzerTestOneInput(byte[] data) throws IOException {
        if (data.length == 0) {
            return;
        }
        byte[] json =
                (data[0] & EDITED) == 0 ? Arrays.copyOfRange(data, 1, data.length) : AlmostWhole.text(data, 1, WHOLE);
        int atOnce = data[0] & ~EDITED & 0xFF;
        InputStream answer = atOnce == 0 ? new ByteArrayInputStream(json) : new Chunks(json, atOnce);
        List<Map<String, Object>> ours = new ArrayList<>();
        try {
            JsonArraySlicer slicer = new JsonArraySlicer(
                    answer, "GET /simpleleads", "http://localhost/", MAX_RECORD_SIZE, seen -> "something else");
            for (JsonObject record = slicer.next(); record != null; record = slicer.next()) {
                Lead lead = new Lead(record, ZoneOffset.UTC);
                ours.add(lead.toMap());
                readAll(lead);
            }
        } catch (HerobaseException e) {
            return;
        }
        assertThat(ours).isEqualTo(JACKSON.readValue(json));
    }

    private static void readAll(Lead lead) {
        try {
            lead.getUniqueId();
            lead.getStatus();
            lead.getLastModifiedTime();
            lead.getData();
            lead.isAnonymized();
        } catch (HerobaseException e) {
            // A value that is not what its name says.
        }
    }
}
