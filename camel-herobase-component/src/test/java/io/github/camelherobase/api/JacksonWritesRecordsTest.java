package io.github.camelherobase.api;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;

import io.github.camelherobase.stream.RandomArray;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import static org.assertj.core.api.Assertions.assertThat;

/** A record and its map are written as their own bytes where a mapper would write the same, and else as any map. */
class JacksonWritesRecordsTest {

    private static final String PLAIN = "{\"uniqueId\":\"1S1\",\"note\":\"\\u00e6 \\/ \\\"x\\\" ø😀\",\"priority\":7,"
            + "\"big\":12345678901234567890,\"half\":0.50,\"none\":null,\"on\":true,"
            + "\"campaign\":{\"code\":\"A\",\"b\":{\"c\":[]}},\"empty\":{},\"list\":[1,{\"x\":\"ø\",\"y\":null},[]]}";

    /** What must not be written as it came: white space, a name twice, an array's too, a name with an escape. */
    private static final List<String> OTHERS = List.of(
            PLAIN.replace(",", ",\n"),
            " " + PLAIN,
            PLAIN + "\r\n",
            PLAIN.replace("{}", "{ }"),
            "{\"a\":1,\"a\":2}",
            "{\"data\":{\"a\":1,\"a\":2}}",
            "{\"list\":[{\"a\":1,\"b\":0,\"a\":2}]}",
            "{\"\\u0061\":1}");

    private static final ObjectMapper JSON = new ObjectMapper();

    private static Lead lead(String json) {
        return new Lead(json.getBytes(StandardCharsets.UTF_8), ZoneId.of("Europe/Copenhagen"));
    }

    /** The same members as a map of the platform's. */
    private static Map<?, ?> copy(String json) throws IOException {
        return JSON.readValue(json, LinkedHashMap.class);
    }

    @Test
    void plainBytesAreWrittenAsTheyCame() throws IOException {
        assertThat(JSON.writeValueAsString(lead(PLAIN))).isEqualTo(PLAIN);
        assertThat(JSON.writeValueAsBytes(lead(PLAIN).toMap())).isEqualTo(PLAIN.getBytes(StandardCharsets.UTF_8));
        assertThat(JSON.writeValueAsString(lead(PLAIN).toMap().get("campaign")))
                .isEqualTo("{\"code\":\"A\",\"b\":{\"c\":[]}}");
        assertThat(JSON.writeValueAsString(lead(PLAIN).toMap().get("empty"))).isEqualTo("{}");
        assertThat(JSON.writeValueAsString(
                        List.of(lead(PLAIN), Map.of("lead", lead(PLAIN).toMap()))))
                .isEqualTo("[" + PLAIN + ",{\"lead\":" + PLAIN + "}]");
        StringWriter text = new StringWriter();
        JSON.writeValue(text, lead(PLAIN));
        assertThat(text).hasToString(PLAIN);
    }

    @Test
    void whatIsLongerThanTheWritersBufferIsWrittenToo() throws IOException {
        String json = "{\"a\":\"" + "x".repeat(20_000) + "\"}";
        assertThat(JSON.writeValueAsString(List.of(lead(json), lead(json)))).isEqualTo("[" + json + "," + json + "]");
    }

    static List<String> others() {
        return OTHERS;
    }

    @ParameterizedTest
    @MethodSource("others")
    void otherBytesAreWrittenAsTheirMap(String json) throws IOException {
        assertThat(JSON.writeValueAsString(lead(json))).isEqualTo(JSON.writeValueAsString(copy(json)));
    }

    static Stream<Supplier<ObjectMapper>> mappers() {
        return Stream.of(
                () -> new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT),
                () -> new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS),
                () -> new ObjectMapper().enable(JsonGenerator.Feature.ESCAPE_NON_ASCII),
                () -> new ObjectMapper().enable(JsonGenerator.Feature.WRITE_NUMBERS_AS_STRINGS),
                () -> new ObjectMapper().disable(JsonGenerator.Feature.QUOTE_FIELD_NAMES),
                () -> new ObjectMapper().setSerializationInclusion(JsonInclude.Include.NON_NULL),
                () -> new ObjectMapper().setSerializationInclusion(JsonInclude.Include.NON_EMPTY),
                () -> with(new SimpleModule().addSerializer(Integer.class, ToStringSerializer.instance)),
                () -> with(new SimpleModule().addSerializer(Boolean.class, ToStringSerializer.instance)),
                () -> with(new SimpleModule().addKeySerializer(String.class, new UpperCaseNames())));
    }

    private static ObjectMapper with(SimpleModule module) {
        return new ObjectMapper().registerModule(module);
    }

    /** Twice, for what is found out of a mapper is kept. */
    @ParameterizedTest
    @MethodSource("mappers")
    void whatAMapperIsToldIsDone(Supplier<ObjectMapper> mappers) throws IOException {
        for (int i = 0; i < 2; i++) {
            ObjectMapper mapper = mappers.get();
            Map<?, ?> copy = copy(PLAIN);
            assertThat(mapper.writeValueAsString(lead(PLAIN))).isEqualTo(mapper.writeValueAsString(copy));
            assertThat(mapper.writeValueAsString(lead(PLAIN).toMap())).isEqualTo(mapper.writeValueAsString(copy));
            assertThat(JSON.writeValueAsString(lead(PLAIN))).isEqualTo(PLAIN);
        }
    }

    private static final class UpperCaseNames extends JsonSerializer<String> {
        @Override
        public void serialize(String name, JsonGenerator generator, SerializerProvider provider) throws IOException {
            generator.writeFieldName(name.toUpperCase(Locale.ROOT));
        }
    }

    @Test
    void recordsBecomeTreesAndOtherTypes() throws IOException {
        assertThat((Object) JSON.valueToTree(lead(PLAIN))).isEqualTo(JSON.readTree(PLAIN));
        assertThat(JSON.convertValue(lead(PLAIN), LinkedHashMap.class)).isEqualTo(copy(PLAIN));
        assertThat(JSON.convertValue(lead(PLAIN).toMap(), LinkedHashMap.class)).isEqualTo(copy(PLAIN));
    }

    /** A bean's member is told by its annotations. */
    public static final class Holder {
        @JsonInclude(content = JsonInclude.Include.NON_NULL)
        public Map<String, Object> lead;
    }

    @Test
    void annotationsOfAMemberAreHeeded() throws IOException {
        Holder holder = new Holder();
        holder.lead = lead("{\"a\":null,\"b\":1}").toMap();
        assertThat(JSON.writeValueAsString(holder)).isEqualTo("{\"lead\":{\"b\":1}}");
    }

    /** As a string, for a lone half of a pair is no text of bytes. */
    @Property(tries = 1_000)
    void whatIsWrittenReadsAsTheSame(@ForAll long seed) throws IOException {
        String array = new String(RandomArray.json(new Random(seed), 4, 6), StandardCharsets.UTF_8);
        for (String each : new String[] {array, tight(array)}) {
            assertReadsAs("{\"list\":" + each + "}");
            assertReadsAs("{\"a\":{\"list\":" + each + "},\"b\":\"x\"}");
        }
    }

    /** As the bytes do, or as the library writes what it reads: a number may be beyond what it takes. */
    private static void assertReadsAs(String json) throws IOException {
        Object asWritten = JSON.readTree(JSON.writeValueAsString(copy(json)));
        assertThat((Object) JSON.readTree(JSON.writeValueAsString(lead(json)))).isIn(JSON.readTree(json), asWritten);
        assertThat((Object)
                        JSON.readTree(JSON.writeValueAsString(List.of(lead(json).toMap())))
                                .get(0))
                .isIn(JSON.readTree(json), asWritten);
    }

    /** The same without white space between values. */
    private static String tight(String json) {
        StringBuilder tight = new StringBuilder();
        boolean text = false;
        for (int i = 0; i < json.length(); i++) {
            char found = json.charAt(i);
            if (text && found == '\\') {
                tight.append(found).append(json.charAt(++i));
                continue;
            }
            text ^= found == '"';
            if (text || found > ' ') {
                tight.append(found);
            }
        }
        return tight.toString();
    }
}
