package io.github.camelherobase.stream;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

import io.github.camelherobase.api.HerobaseProtocolException;
import io.github.camelherobase.api.JsonObject;
import io.github.camelherobase.api.Lead;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Where one read of the answer ends and the next begins is never seen in the records; what they are is decided byte by byte. */
class JsonArraySlicerEdgesTest {

    private static final int MAX_SIZE = 1024 * 1024;
    /** Around the sizes that a buffer may have: powers of two, and twice the megabyte. */
    private static final int[] BUFFERS = {8 * 1024, 16 * 1024, 32 * 1024, 64 * 1024, 128 * 1024, 256 * 1024};

    /** Everything that a slicer has to look at, in few bytes. */
    private static final String DENSE = "[{\"a\":\"\\\"\\\\\",\"b\\\\\":[{},[\"]}\"],-1.5e+3,true,null]}"
            + ",{\"\\\"\":\"\\u005C\",\"ø😀\":\"\\\\\\\\\\\"{[\"} ,\n{}\t,\r{\"c\":{\"d\":{\"e\":[[]]}}} ] ";

    /** Byte for byte what lies between the brackets that Jackson finds. */
    @Property(tries = 1_000)
    void aSliceIsTheRecordsBytes(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        byte[] json = RandomArray.json(random, 8, 12);
        List<byte[]> expected = slicesByJackson(json);

        List<byte[]> slices = slices(new Chunks(json, () -> 1 + random.nextInt(20), null));

        assertThat(slices).hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
            assertThat(slices.get(i)).containsExactly(expected.get(i));
        }
    }

    private static List<byte[]> slicesByJackson(byte[] json) throws IOException {
        List<byte[]> slices = new ArrayList<>();
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            parser.nextToken();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                int begin = (int) parser.currentTokenLocation().getByteOffset();
                parser.skipChildren();
                int end = (int) parser.currentTokenLocation().getByteOffset() + 1;
                slices.add(Arrays.copyOfRange(json, begin, end));
            }
        }
        return slices;
    }

    @Example
    void chunksOfEverySizeGiveTheSame() throws IOException {
        byte[] json = bytes(DENSE);
        String expected = outcome(new ByteArrayInputStream(json));
        assertThat(expected).contains("{}").endsWith("end");
        for (int size = 1; size <= json.length; size++) {
            assertThat(outcome(new Chunks(json, size))).isEqualTo(expected);
        }
    }

    /** A damaged answer too: the same records before the same kind of error. */
    @Property(tries = 1_000)
    void damageIsFoundAtTheSameRecordHoweverTheBytesCome(@ForAll long seed) {
        Random random = new Random(seed);
        byte[] json = damaged(RandomArray.json(random, 5, 6), random);
        String expected = outcome(new ByteArrayInputStream(json));
        assertThat(outcome(new Chunks(json, 1))).isEqualTo(expected);
        assertThat(outcome(new Chunks(json, () -> 1 + random.nextInt(12), null)))
                .isEqualTo(expected);
    }

    private static byte[] damaged(byte[] json, Random random) {
        int at = random.nextInt(json.length);
        ByteArrayOutputStream damaged = new ByteArrayOutputStream();
        damaged.write(json, 0, at);
        switch (random.nextInt(4)) {
            case 0 -> damaged.write(json, at + 1, json.length - at - 1);
            case 1 -> {
                damaged.write("\"\\{}[],:".charAt(random.nextInt(8)));
                damaged.write(json, at, json.length - at);
            }
            case 2 -> {
                int again = random.nextInt(at + 1);
                damaged.write(json, again, json.length - again);
            }
            default -> {
                damaged.write(random.nextInt(256));
                damaged.write(json, at + 1, json.length - at - 1);
            }
        }
        return damaged.toByteArray();
    }

    /** A buffer's edge falls on every byte, wherever the buffer ends. */
    @Example
    void theEdgeOfABufferMayFallOnEveryByte() {
        byte[] json = bytes(DENSE);
        String expected = outcome(new ByteArrayInputStream(json));
        for (int buffer : BUFFERS) {
            for (int before = buffer - json.length - 1; before <= buffer; before++) {
                byte[] late = new byte[before + json.length];
                Arrays.fill(late, 0, before, (byte) ' ');
                System.arraycopy(json, 0, late, before, json.length);
                assertThat(outcome(new ByteArrayInputStream(late)))
                        .as("%s blanks", before)
                        .isEqualTo(expected);
            }
        }
    }

    /** The same behind a record that has to be kept, and inside one. */
    @Example
    void theEdgeOfABufferMayFallOnEveryByteBehindAndInsideARecord() {
        byte[] json = bytes(DENSE);
        String inside = DENSE.trim().substring(1, DENSE.trim().length() - 1);
        for (int buffer : BUFFERS) {
            for (int edge = -10; edge <= json.length + 10; edge++) {
                String text = "x".repeat(buffer - edge);
                String first = "{\"x\":\"" + text + "\"}";
                assertThat(texts("[" + first + "," + inside + "]"))
                        .as("%s characters", text.length())
                        .hasSize(5)
                        .startsWith(first)
                        .last()
                        .isEqualTo("{\"c\":{\"d\":{\"e\":[[]]}}}");
                String whole = "{\"x\":\"" + text + "\",\"y\":" + DENSE.trim() + "}";
                assertThat(texts("[" + whole + ",{}]")).containsExactly(whole, "{}");
            }
        }
    }

    /** So that no slice shares bytes with a later one. */
    @Example
    void slicesStayAsTheyWereWhileTheNextOnesAreRead() {
        Random random = new Random(7);
        List<String> records = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            records.add("{\"n\":" + i + ",\"x\":\"" + "y".repeat(random.nextInt(400)) + "\"}");
        }
        assertThat(texts("[" + String.join(",", records) + "]")).containsExactlyElementsOf(records);
    }

    /** Each byte of a small answer takes every value. */
    @Example
    void everyByteOfEveryValueThrowsOrKeepsTheStructure() throws IOException {
        byte[] json = bytes("[{\"a\":\"\\\"x\",\"b\":[{}]},{\"c\":1}]");
        for (int at = 0; at < json.length; at++) {
            for (int value = 0; value < 256; value++) {
                byte[] changed = json.clone();
                changed[at] = (byte) value;
                List<byte[]> slices;
                try {
                    slices = slices(new ByteArrayInputStream(changed));
                } catch (HerobaseProtocolException e) {
                    continue;
                }
                assertThat(slices)
                        .isNotEmpty()
                        .allSatisfy(slice -> assertThat(slice).startsWith('{').endsWith('}'));
                assertRestIsStructure(changed, slices);
            }
        }
    }

    /** What no record holds are brackets, commas and white space. */
    private static void assertRestIsStructure(byte[] json, List<byte[]> slices) {
        String rest = new String(json, StandardCharsets.ISO_8859_1);
        for (byte[] slice : slices) {
            rest = rest.replaceFirst(Pattern.quote(new String(slice, StandardCharsets.ISO_8859_1)), "r");
        }
        assertThat(rest).matches("\\s*\\[\\s*r(\\s*,\\s*r)*\\s*]\\s*");
    }

    @Example
    void aRecordOfTheLargestSizeIsReadAndOneByteMoreIsNot() {
        for (int limit : new int[] {2, 7, 100, 1_000}) {
            for (int size = Math.max(9, limit - 3); size <= limit + 3; size++) {
                String record = "{\"a\":\"" + "x".repeat(size - 8) + "\"}";
                for (int chunk : new int[] {1, 7, 100_000}) {
                    InputStream in = new Chunks(bytes("[" + record + "]"), chunk);
                    JsonArraySlicer slicer = new JsonArraySlicer(
                            in, "GET /simpleleads", "http://localhost/", limit, seen -> "something else");
                    if (size <= limit) {
                        assertThat(slicer.next().bytes()).containsExactly(bytes(record));
                        assertThat(slicer.next()).isNull();
                    } else {
                        assertThatThrownBy(slicer::next)
                                .isInstanceOf(HerobaseProtocolException.class)
                                .hasMessageContaining("larger than " + limit);
                    }
                }
            }
        }
    }

    @Example
    void anEndlessRecordIsGivenUpSoon() {
        Endless endless = new Endless("[{\"a\":\"", 'x');
        assertThatThrownBy(() -> slices(endless))
                .isInstanceOf(HerobaseProtocolException.class)
                .hasMessageContaining("larger than");
        assertThat(endless.read).isLessThan(2L * MAX_SIZE);
    }

    @Example
    void endlessNestingIsGivenUpSoon() {
        for (char bracket : new char[] {'[', '{'}) {
            Endless endless = new Endless("[{\"a\":", bracket);
            assertThatThrownBy(() -> slices(endless)).isInstanceOf(HerobaseProtocolException.class);
            assertThat(endless.read).isLessThan(2L * MAX_SIZE);
        }
    }

    @Example
    void deepNestingIsReadAsFarAsItIsSane() {
        for (int depth : new int[] {1, 31, 32, 33, 63, 64, 65, 255, 256, 257, 400}) {
            String lists = "{\"a\":" + "[".repeat(depth) + "]".repeat(depth) + "}";
            String objects = "{\"a\":".repeat(depth) + "1" + "}".repeat(depth);
            assertThat(texts("[" + lists + "," + objects + "]")).containsExactly(lists, objects);
        }
        for (int depth : new int[] {1_000, 100_000}) {
            assertThatThrownBy(() -> texts("[{\"a\":" + "[".repeat(depth) + "]".repeat(depth) + "}]"))
                    .isInstanceOf(HerobaseProtocolException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0000", "\u000B", "\f", "\u00A0", "\u2028", "\uFEFF", "\b", "\u007F", "\u0085"})
    void whatJsonDoesNotCallWhiteSpaceIsNone(String no) {
        for (String answer : new String[] {"%s[{}]", "[%s{}]", "[{}%s]", "[{}%s,{}]", "[{},%s{}]", "[{}]%s", "[%s]"}) {
            if (no.equals("\uFEFF") && answer.startsWith("%s")) {
                continue;
            }
            assertThatThrownBy(() -> texts(answer.formatted(no)))
                    .as(answer)
                    .isInstanceOf(HerobaseProtocolException.class);
        }
    }

    @Test
    void whiteSpaceOfAllKindsIsPassedOver() {
        String space = " \t\r\n".repeat(20_000);
        assertThat(texts(space + "[" + space + "{}" + space + "," + space + "{ }" + space + "]" + space))
                .containsExactly("{}", "{ }");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 100})
    void aByteOrderMarkIsPassedOverOnceAndOnlyAsAWhole(int chunk) {
        assertThat(slices(new Chunks(bytes("\uFEFF[{}]"), chunk))).hasSize(1);
        assertThat(slices(new Chunks(bytes("\uFEFF []"), chunk))).isEmpty();
        assertThatThrownBy(() -> slices(new Chunks(bytes("\uFEFF\uFEFF[{}]"), chunk)))
                .isInstanceOf(HerobaseProtocolException.class);
        byte[] marked = bytes("\uFEFF[{}]");
        for (int missing = 1; missing < 3; missing++) {
            byte[] half = Arrays.copyOfRange(marked, missing, marked.length);
            assertThatThrownBy(() -> slices(new Chunks(half, chunk))).isInstanceOf(HerobaseProtocolException.class);
            byte[] cut = Arrays.copyOf(marked, missing);
            assertThatThrownBy(() -> slices(new Chunks(cut, chunk))).isInstanceOf(HerobaseProtocolException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-16", "UTF-32BE"})
    void anAnswerInAnotherEncodingThrows(String charset) {
        byte[] json = "[{\"a\":\"b\"}]".getBytes(Charset.forName(charset));
        assertThatThrownBy(() -> slices(new ByteArrayInputStream(json))).isInstanceOf(HerobaseProtocolException.class);
    }

    /** Bytes that are no UTF-8 are somebody else's matter, but they never shift a bracket. */
    @Example
    void bytesThatAreNoUtf8AreSlicedByTheirStructure() {
        for (int value = 0x80; value < 0x100; value++) {
            byte[] json = bytes("[{\"a\":\"?\"},{\"b\":\"?\\\"\"}]");
            for (int at = 0; at < json.length; at++) {
                if (json[at] == '?') {
                    json[at] = (byte) value;
                }
            }
            assertThat(slices(new Chunks(json, 3))).hasSize(2).first().isEqualTo(Arrays.copyOfRange(json, 1, 10));
        }
    }

    @Example
    void aFailureOfTheConnectionIsNeverTheEnd() {
        byte[] json = bytes(DENSE);
        for (int length = 0; length <= json.length; length++) {
            byte[] part = Arrays.copyOf(json, length);
            IOException reset = new IOException("Connection reset");
            assertThatThrownBy(() -> slices(Chunks.failing(part, reset)))
                    .isInstanceOfSatisfying(HerobaseProtocolException.class, e -> {
                        assertThat(e.isRetryable()).isTrue();
                        assertThat(e.getHttpResponseCode()).isEqualTo(200);
                        assertThat(e.getService()).isEqualTo("GET /simpleleads");
                    })
                    .hasCause(reset);
        }
    }

    @Example
    void aCutIsWorthARepeatAndAMalformedAnswerIsNot() {
        byte[] json = bytes("[{\"a\":1},{\"b\":[2]}]");
        for (int length = 0; length < json.length; length++) {
            byte[] part = Arrays.copyOf(json, length);
            int read = length;
            assertThatThrownBy(() -> slices(new ByteArrayInputStream(part)))
                    .isInstanceOfSatisfying(HerobaseProtocolException.class, e -> assertThat(e.isRetryable())
                            .isTrue())
                    .hasMessageContaining("at byte " + read);
        }
        for (String malformed : new String[] {"[{\"a\":1}{}]", "[{\"a\":1},,", "[{\"a\":1}]]", "[{\"a\":1},1"}) {
            assertThatThrownBy(() -> texts(malformed))
                    .isInstanceOfSatisfying(HerobaseProtocolException.class, e -> assertThat(e.isRetryable())
                            .isFalse())
                    .message()
                    .matches("Record 1 at byte [89]\\b.*");
        }
    }

    /** The records, each on a line, and how it ended. */
    private static String outcome(InputStream in) {
        StringBuilder outcome = new StringBuilder();
        JsonArraySlicer slicer = slicer(in);
        try {
            for (JsonObject slice = slicer.next(); slice != null; slice = slicer.next()) {
                outcome.append(new String(slice.bytes(), StandardCharsets.ISO_8859_1))
                        .append('\n');
            }
            assertThat(slicer.next()).isNull();
            return outcome.append("end").toString();
        } catch (HerobaseProtocolException e) {
            return outcome.append(e.isRetryable() ? "cut" : "malformed").toString();
        }
    }

    private static List<String> texts(String json) {
        return slices(new ByteArrayInputStream(bytes(json))).stream()
                .map(slice -> new String(slice, StandardCharsets.UTF_8))
                .toList();
    }

    private static List<byte[]> slices(InputStream in) {
        JsonArraySlicer slicer = slicer(in);
        List<byte[]> slices = new ArrayList<>();
        for (JsonObject slice = slicer.next(); slice != null; slice = slicer.next()) {
            assertThat(reading(new Lead(slice, ZoneOffset.UTC)))
                    .isEqualTo(reading(new Lead(slice.bytes(), ZoneOffset.UTC)));
            slices.add(slice.bytes());
        }
        assertThat(slicer.records()).isEqualTo(slices.size());
        return slices;
    }

    /** What was indexed on the way reads as what is looked at later. */
    private static Object reading(Lead lead) {
        try {
            return lead.toMap();
        } catch (HerobaseProtocolException e) {
            return e.getMessage();
        }
    }

    private static JsonArraySlicer slicer(InputStream in) {
        return new JsonArraySlicer(
                in, "GET /simpleleads", "http://localhost/simpleleads?Projects=*", MAX_SIZE, seen -> "something else");
    }

    private static byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }

    /** An answer that goes on with one character for ever. */
    private static final class Endless extends InputStream {

        private final byte[] begin;
        private final char rest;
        private long read;

        private Endless(String begin, char rest) {
            this.begin = bytes(begin);
            this.rest = rest;
        }

        @Override
        public int read() {
            int next = read < begin.length ? begin[(int) read] : rest;
            read++;
            return next;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            for (int i = 0; i < length; i++) {
                target[offset + i] = (byte) read();
            }
            return length;
        }
    }
}
