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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.github.camelherobase.api.HerobaseProtocolException;
import io.github.camelherobase.api.Lead;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AddLifecycleHook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

/** The properties run at the size of their {@code tries}; with {@code -Dproof=true} fifty times as large. */
@AddLifecycleHook(FullSize.class)
class JsonArraySlicerTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAX_SIZE = 1024 * 1024;

    @Property(tries = 2_000, edgeCases = EdgeCasesMode.NONE)
    void slicesReadEqualWhatJacksonReads(@ForAll("arrays") byte[] json, @ForAll @IntRange(min = 2, max = 97) int chunk)
            throws IOException {
        List<Map<String, Object>> expected = readByJackson(json);
        // One byte at a time puts a boundary between every pair of bytes; larger steps meet the fast path too.
        assertThat(read(new Chunks(json, 1))).isEqualTo(expected);
        assertThat(read(new Chunks(json, chunk))).isEqualTo(expected);
    }

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void everySplitIntoTwoReadsGivesTheSame(@ForAll("smallArrays") byte[] json) throws IOException {
        List<Map<String, Object>> expected = readByJackson(json);
        for (int split = 1; split <= json.length; split++) {
            assertThat(read(new SequenceInputStream(
                            new ByteArrayInputStream(json, 0, split),
                            new ByteArrayInputStream(json, split, json.length - split))))
                    .isEqualTo(expected);
        }
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void everyTruncationThrows(@ForAll("smallArrays") byte[] json) {
        for (int length = 0; length < end(json); length++) {
            assertCut(json, length);
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

    @Property(tries = 10, edgeCases = EdgeCasesMode.NONE)
    void recordsLongerThanTheBufferAreSlicedToo(
            @ForAll("hugeArrays") byte[] json, @ForAll @IntRange(min = 1_000, max = 99_999) int chunk)
            throws IOException {
        assertThat(read(new Chunks(json, chunk))).isEqualTo(readByJackson(json));
        for (int length = end(json) - 1; length >= 0; length -= 1 + json.length / 20) {
            assertCut(json, length);
        }
    }

    @Property(tries = 2_000, edgeCases = EdgeCasesMode.NONE)
    void aChangedByteThrowsOrReadsAsJacksonReadsIt(@ForAll("arrays") byte[] json, @ForAll int where, @ForAll byte value)
            throws IOException {
        json[Math.floorMod(where, json.length)] = value;

        List<Map<String, Object>> ours;
        try {
            ours = read(new ByteArrayInputStream(json));
        } catch (HerobaseProtocolException e) {
            return;
        }
        assertThat(ours).isEqualTo(readByJackson(json));
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

    @Provide
    Arbitrary<byte[]> arrays() {
        return Arbitraries.randomValue(random -> RandomArray.json(random, 8, 12));
    }

    @Provide
    Arbitrary<byte[]> smallArrays() {
        return Arbitraries.randomValue(random -> RandomArray.json(random, 3, 4));
    }

    /** Records longer than the slicer's buffer. */
    @Provide
    Arbitrary<byte[]> hugeArrays() {
        return Arbitraries.randomValue(random -> RandomArray.json(random, 3, 50_000));
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
