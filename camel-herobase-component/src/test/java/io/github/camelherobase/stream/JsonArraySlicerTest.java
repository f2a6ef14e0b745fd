package io.github.camelherobase.stream;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.github.camelherobase.api.HerobaseProtocolException;
import io.github.camelherobase.api.JsonObject;
import io.github.camelherobase.api.Lead;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

/** Each try of a property looks at one array, with {@code -Dproof=true} at fifty. */
class JsonArraySlicerTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAX_SIZE = 1024 * 1024;
    private static final int ROUNDS = Boolean.getBoolean("proof") ? 50 : 1;

    @Property(tries = 2_000)
    void slicesReadEqualWhatJacksonReads(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] json = RandomArray.json(random, 8, 12);
            List<Map<String, Object>> expected = readByJackson(json);
            // One byte at a time puts a boundary between every pair of bytes; larger steps meet the fast path too.
            assertThat(read(new Chunks(json, 1))).isEqualTo(expected);
            assertThat(read(new Chunks(json, 2 + random.nextInt(96)))).isEqualTo(expected);
        }
    }

    @Property(tries = 100)
    void everySplitIntoTwoReadsGivesTheSame(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] json = RandomArray.json(random, 3, 4);
            List<Map<String, Object>> expected = readByJackson(json);
            for (int split = 1; split <= json.length; split++) {
                assertThat(read(new SequenceInputStream(
                                new ByteArrayInputStream(json, 0, split),
                                new ByteArrayInputStream(json, split, json.length - split))))
                        .isEqualTo(expected);
            }
        }
    }

    @Property(tries = 200)
    void everyTruncationThrows(@ForAll long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] json = RandomArray.json(random, 3, 4);
            for (int length = 0; length < end(json); length++) {
                assertCut(json, length);
            }
        }
    }

    /** Not in fifty rounds: each of these arrays is long. */
    @Property(tries = 20)
    void recordsLongerThanTheBufferAreSlicedToo(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        byte[] json = RandomArray.json(random, 3, 50_000);
        assertThat(read(new Chunks(json, 1_000 + random.nextInt(99_000)))).isEqualTo(readByJackson(json));
        for (int length = end(json) - 1; length >= 0; length -= 1 + json.length / 20) {
            assertCut(json, length);
        }
    }

    @Property(tries = 2_000)
    void aChangedByteThrowsOrReadsAsJacksonReadsIt(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] json = RandomArray.json(random, 8, 12);
            json[random.nextInt(json.length)] = (byte) random.nextInt(256);
            List<Map<String, Object>> ours;
            try {
                ours = read(new ByteArrayInputStream(json));
            } catch (HerobaseProtocolException e) {
                continue;
            }
            assertThat(ours).isEqualTo(readByJackson(json));
        }
    }

    /** Where the array's closing bracket is: white space behind it may be cut. */
    private static int end(byte[] json) {
        int end = json.length - 1;
        while (json[end] != ']') {
            end--;
        }
        return end;
    }

    private static void assertCut(byte[] json, int length) {
        try {
            slices(new ByteArrayInputStream(json, 0, length));
        } catch (HerobaseProtocolException cut) {
            return;
        }
        fail("Of " + json.length + " bytes " + length + " passed for the whole");
    }

    /** As the component reads it. */
    private static List<Map<String, Object>> read(InputStream in) {
        return slices(in).stream()
                .map(slice -> new Lead(slice, ZoneOffset.UTC).toMap())
                .toList();
    }

    private static List<Map<String, Object>> readByJackson(byte[] json) throws IOException {
        return JSON.readerForListOf(Map.class)
                .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .readValue(json);
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
                .hasMessageContaining("of http://localhost/simpleleads?Projects=*")
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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|Record 0 at byte 0 of u: the answer of GET /x ended before the array did; what came is 0 bytes; repeat",
                "' '|Record 0 at byte 1 of u: the answer of GET /x ended before the array did; what came is nothing but blanks; repeat",
                "\uFEFF|Record 0 at byte 3 of u: the answer of GET /x ended before the array did; what came is",
                "' {}'|Record 0 at byte 1 of u: the answer of GET /x must be a JSON array and begin with '['; what came is 3 bytes",
                "~|Record 0 at byte 0 of u: the answer of GET /x must be a JSON array and begin with '[';",
                "[~|Record 0 at byte 1 of u: the answer of GET /x is not a JSON array of objects: a record must begin with",
                "[{}~|Record 1 at byte 3 of u: the answer of GET /x is not a JSON array of objects: expected ',' or ']'",
                "[1]|a record must begin with '{'; what came is 3 bytes",
                "[{}|Record 1 at byte 3 of u: the answer of GET /x ended before the array did; repeat",
                "[{}]~|Record 1 at byte 4 of u: the answer of GET /x is not a JSON array of objects: nothing may follow"
            })
    void anErrorSaysWhereAndWhatCame(String answer, String message) {
        JsonArraySlicer slicer = slicer(answer.replace('~', '\0'), 1_000);

        assertThatThrownBy(() -> {
                    while (slicer.next() != null) {}
                })
                .isInstanceOf(HerobaseProtocolException.class)
                .hasMessageContaining(message)
                .satisfies(e -> assertThat(((HerobaseProtocolException) e).isRetryable())
                        .isEqualTo(message.contains("ended before")));
    }

    @Test
    void afterTheFirstRecordAnErrorDoesNotTellWhatCame() {
        JsonArraySlicer slicer = slicer("[{},1]", 1_000);
        slicer.next();

        assertThatThrownBy(slicer::next)
                .hasMessageContaining("a record must begin with '{'")
                .hasMessageNotContaining("what came is");
    }

    @Test
    void anAnswerOfManyBlanksSaysSo() {
        assertThatThrownBy(slicer(" ".repeat(200_000), 1_000)::next)
                .hasMessageContaining("what came is nothing but blanks");
    }

    @Test
    void aLongAnswerOfSmallRecordsNeedsNoLargeBuffer() {
        String record = "{\"a\":\"" + "x".repeat(80) + "\"}";
        int count = 5_000;
        JsonArraySlicer slicer = slicer("[" + (record + ", ").repeat(count - 1) + record + "]", 100);

        for (int number = 0; number < count; number++) {
            assertThat(slicer.next().bytes()).hasSize(record.length());
            assertThat(slicer.records()).isEqualTo(number + 1);
            assertThat(slicer.recordBegin()).isEqualTo(1 + number * (record.length() + 2L));
        }
        assertThat(slicer.next()).isNull();
        assertThat(slicer.next()).isNull();
    }

    /** Both of the ways by which a record's end is found. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":\"\"}",
                "{\"a\":[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[\"\"]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]}"
            })
    void theLargestRecordIsReadAndNoLargerOne(String record) throws IOException {
        for (int size : new int[] {200, 200_000}) {
            String largest = record.replace("\"\"", '"' + "y".repeat(size - record.length()) + '"');
            String larger = largest.replace("\"y", "\"yy");
            byte[] answer = bytes("[{\"a\":2}," + largest + "," + larger + "]");
            for (int chunk : new int[] {7_001, 100_000, Integer.MAX_VALUE}) {
                JsonArraySlicer slicer = slicer(new Chunks(answer, chunk), size);
                slicer.next();
                assertThat(slicer.next().bytes()).hasSize(size);
                assertThatThrownBy(slicer::next)
                        .isInstanceOf(HerobaseProtocolException.class)
                        .hasMessageContaining("Record 2 at byte")
                        .hasMessageContaining("is larger than " + size + " bytes");
            }
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static JsonArraySlicer slicer(String answer, int largest) {
        return slicer(new ByteArrayInputStream(bytes(answer)), largest);
    }

    private static JsonArraySlicer slicer(InputStream in, int largest) {
        return new JsonArraySlicer(in, "GET /x", "u", largest, seen -> seen.length + " bytes");
    }

    private static List<JsonObject> slices(String json) throws IOException {
        return slices(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<JsonObject> slices(InputStream in) {
        JsonArraySlicer slicer = new JsonArraySlicer(
                in, "GET /simpleleads", "http://localhost/simpleleads?Projects=*", MAX_SIZE, seen -> "something else");
        List<JsonObject> slices = new ArrayList<>();
        for (JsonObject slice = slicer.next(); slice != null; slice = slicer.next()) {
            slices.add(slice);
        }
        return slices;
    }
}
