package io.github.camelherobase.stream;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.github.camelherobase.api.HerobaseProtocolException;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class JsonArraySlicerTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAX_SIZE = 1024 * 1024;

    @Property(tries = 2_000)
    void slicesParsedEqualWhatJacksonReads(
            @ForAll("arrays") ArrayNode array, @ForAll @IntRange(min = 1, max = 97) int chunk) throws IOException {
        for (byte[] json : List.of(
                JSON.writeValueAsBytes(array),
                JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(array))) {
            List<JsonNode> parsed = new ArrayList<>();
            for (byte[] slice : slices(new Chunks(json, chunk))) {
                parsed.add(JSON.readTree(slice));
            }
            assertThat(parsed).containsExactlyElementsOf(JSON.readTree(json));
        }
    }

    @Property(tries = 200)
    void everyTruncationThrows(@ForAll("arrays") ArrayNode array) throws JsonProcessingException {
        byte[] json = JSON.writeValueAsBytes(array);
        for (int length = 0; length < json.length; length++) {
            byte[] cut = Arrays.copyOf(json, length);
            assertThatThrownBy(() -> slices(new ByteArrayInputStream(cut)))
                    .isInstanceOf(HerobaseProtocolException.class);
        }
    }

    @Property(tries = 2_000)
    void aChangedByteThrowsOrReadsAsJacksonReadsIt(
            @ForAll("arrays") ArrayNode array, @ForAll int where, @ForAll byte value) throws IOException {
        byte[] json = JSON.writeValueAsBytes(array);
        json[Math.floorMod(where, json.length)] = value;

        List<JsonNode> ours;
        try {
            ours = new ArrayList<>();
            for (byte[] slice : slices(new ByteArrayInputStream(json))) {
                ours.add(JSON.readTree(slice));
            }
        } catch (HerobaseProtocolException | JsonProcessingException e) {
            return;
        }
        assertThat(ours).containsExactlyElementsOf(JSON.readTree(json));
    }

    @Provide
    Arbitrary<ArrayNode> arrays() {
        Arbitrary<String> texts = Arbitraries.strings()
                .all()
                .ofMaxLength(40)
                .edgeCases(cases -> cases.add("\"", "\\", "\\\\\"", "]}", "{[", "\uD83D\uDE00", "æøå", "\u0000"))
                .filter(text -> StandardCharsets.UTF_8.newEncoder().canEncode(text));
        Arbitrary<JsonNode> values = Arbitraries.lazyOf(
                () -> texts.map(JsonNodeFactory.instance::textNode),
                () -> Arbitraries.longs().map(JsonNodeFactory.instance::numberNode),
                () -> Arbitraries.of(true, false).map(JsonNodeFactory.instance::booleanNode),
                () -> texts.list().ofMaxSize(3).map(list -> {
                    ArrayNode nested = JsonNodeFactory.instance.arrayNode();
                    list.forEach(nested::add);
                    return nested;
                }),
                () -> texts.map(text -> JsonNodeFactory.instance.objectNode().put(text, text)));
        Arbitrary<ObjectNode> records = Arbitraries.maps(texts, values)
                .ofMaxSize(6)
                .map(members -> {
                    ObjectNode record = JsonNodeFactory.instance.objectNode();
                    members.forEach(record::set);
                    return record;
                });
        return records.list().ofMaxSize(8).map(list -> {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            list.forEach(array::add);
            return array;
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "[",
                "[{}",
                "[{},",
                "[{},]",
                "[,{}]",
                "[{} {}]",
                "[{}]]",
                "[{}] x",
                "{}",
                "[1]",
                "[\"a\"]",
                "[[]]",
                "[{]}",
                "[{\"a\":[}]}]",
                "<html></html>",
                "null"
            })
    void whatIsNoArrayOfObjectsThrows(String answer) {
        assertThatThrownBy(() -> slices(answer))
                .isInstanceOf(HerobaseProtocolException.class)
                .hasMessageContaining("GET /simpleleads")
                .hasMessageContaining("at byte");
    }

    @Test
    void anEmptyArrayHasNoRecords() throws IOException {
        assertThat(slices(" [ \n] ")).isEmpty();
    }

    @Test
    void aByteOrderMarkIsPassedOver() throws IOException {
        assertThat(slices("\uFEFF[{}]")).hasSize(1);
    }

    @Test
    void aRecordAboveTheLimitIsRefusedWithoutReadingOn() {
        String huge = "[{\"a\":\"" + "x".repeat(2 * MAX_SIZE) + "\"}]";
        assertThatThrownBy(() -> slices(huge))
                .isInstanceOf(HerobaseProtocolException.class)
                .hasMessageContaining("larger than " + MAX_SIZE);
    }

    private static List<byte[]> slices(String json) throws IOException {
        return slices(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<byte[]> slices(InputStream in) {
        JsonArraySlicer slicer = new JsonArraySlicer(in, "GET /simpleleads", MAX_SIZE);
        List<byte[]> slices = new ArrayList<>();
        for (byte[] slice = slicer.next(); slice != null; slice = slicer.next()) {
            slices.add(slice);
        }
        return slices;
    }

    /** Hands out a few bytes at a time, so that every boundary falls between every pair of bytes. */
    private static final class Chunks extends InputStream {

        private final byte[] bytes;
        private final int size;
        private int position;

        private Chunks(byte[] bytes, int size) {
            this.bytes = bytes;
            this.size = size;
        }

        @Override
        public int read() {
            return position == bytes.length ? -1 : bytes[position++] & 0xFF;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            if (position == bytes.length) {
                return -1;
            }
            int count = Math.min(Math.min(size, length), bytes.length - position);
            System.arraycopy(bytes, position, target, offset, count);
            position += count;
            return count;
        }
    }
}
