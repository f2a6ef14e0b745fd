package io.github.camelherobase.api;

import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.annotation.JsonInclude;

import io.github.camelherobase.stream.RandomArray;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.ToStringSerializer;

import static org.assertj.core.api.Assertions.assertThat;

/** The same with Jackson 3: a record is written as its own bytes where a mapper would write the same, and else as any map. */
class Jackson3WritesRecordsTest {

    private static final String PLAIN = "{\"uniqueId\":\"1S1\",\"note\":\"\\u00e6 \\/ \\\"x\\\" ø😀\",\"priority\":7,"
            + "\"big\":12345678901234567890,\"half\":0.50,\"none\":null,\"on\":true,"
            + "\"campaign\":{\"code\":\"A\",\"b\":{\"c\":[]}},\"empty\":{},\"list\":[1,{\"x\":\"ø\",\"y\":null},[]]}";

    private static final ObjectMapper JSON = new JsonMapper();

    private static Lead lead(String json) {
        return new Lead(json.getBytes(StandardCharsets.UTF_8), ZoneId.of("Europe/Copenhagen"));
    }

    /** The same members as a map of the platform's. */
    private static Map<?, ?> copy(String json) {
        return JSON.readValue(json, LinkedHashMap.class);
    }

    @Test
    void plainBytesAreWrittenAsTheyCame() {
        assertThat(JSON.writeValueAsString(lead(PLAIN))).isEqualTo(PLAIN);
        assertThat(JSON.writeValueAsBytes(lead(PLAIN).toMap())).isEqualTo(PLAIN.getBytes(StandardCharsets.UTF_8));
        assertThat(JSON.writeValueAsString(lead(PLAIN).toMap().get("campaign")))
                .isEqualTo("{\"code\":\"A\",\"b\":{\"c\":[]}}");
        assertThat(JSON.writeValueAsString(
                        List.of(lead(PLAIN), Map.of("lead", lead(PLAIN).toMap()))))
                .isEqualTo("[" + PLAIN + ",{\"lead\":" + PLAIN + "}]");
    }

    @Test
    void whatIsLongerThanTheWritersBufferIsWrittenToo() {
        String json = "{\"a\":\"" + "x".repeat(20_000) + "\"}";
        assertThat(JSON.writeValueAsString(List.of(lead(json), lead(json)))).isEqualTo("[" + json + "," + json + "]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":1, \"b\":2}",
                " {\"a\":1}",
                "{\"a\":1,\"a\":2}",
                "{\"data\":{\"a\":1,\"a\":2}}",
                "{\"list\":[{\"a\":1,\"b\":0,\"a\":2}]}",
                "{\"\\u0061\":1}"
            })
    void otherBytesAreWrittenAsTheirMap(String json) {
        assertThat(JSON.writeValueAsString(lead(json))).isEqualTo(JSON.writeValueAsString(copy(json)));
    }

    static Stream<Supplier<ObjectMapper>> mappers() {
        return Stream.of(
                () -> JsonMapper.builder()
                        .enable(SerializationFeature.INDENT_OUTPUT)
                        .build(),
                () -> JsonMapper.builder()
                        .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                        .build(),
                () -> JsonMapper.builder()
                        .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
                        .build(),
                () -> JsonMapper.builder()
                        .enable(JsonWriteFeature.WRITE_NUMBERS_AS_STRINGS)
                        .build(),
                () -> JsonMapper.builder()
                        .disable(JsonWriteFeature.QUOTE_PROPERTY_NAMES)
                        .build(),
                () -> JsonMapper.builder()
                        .changeDefaultPropertyInclusion(all -> all.withContentInclusion(JsonInclude.Include.NON_NULL))
                        .build(),
                () -> JsonMapper.builder()
                        .changeDefaultPropertyInclusion(all -> all.withContentInclusion(JsonInclude.Include.NON_EMPTY))
                        .build(),
                () -> with(new SimpleModule().addSerializer(Integer.class, ToStringSerializer.instance)),
                () -> with(new SimpleModule().addSerializer(Boolean.class, ToStringSerializer.instance)));
    }

    private static ObjectMapper with(SimpleModule module) {
        return JsonMapper.builder().addModule(module).build();
    }

    /** Twice, for what is found out of a mapper is kept. */
    @ParameterizedTest
    @MethodSource("mappers")
    void whatAMapperIsToldIsDone(Supplier<ObjectMapper> mappers) {
        for (int i = 0; i < 2; i++) {
            ObjectMapper mapper = mappers.get();
            String expected = mapper.writeValueAsString(copy(PLAIN));
            assertThat(mapper.writeValueAsString(lead(PLAIN))).isEqualTo(expected);
            assertThat(mapper.writeValueAsString(lead(PLAIN).toMap())).isEqualTo(expected);
            assertThat(JSON.writeValueAsString(lead(PLAIN))).isEqualTo(PLAIN);
        }
    }

    @Test
    void recordsBecomeTreesAndOtherTypes() {
        assertThat((Object) JSON.valueToTree(lead(PLAIN))).isEqualTo(JSON.readTree(PLAIN));
        assertThat(JSON.convertValue(lead(PLAIN), LinkedHashMap.class)).isEqualTo(copy(PLAIN));
    }

    /** A bean's member is told by its annotations. */
    public static final class Holder {
        @JsonInclude(content = JsonInclude.Include.NON_NULL)
        public Map<String, Object> lead;
    }

    @Test
    void annotationsOfAMemberAreHeeded() {
        Holder holder = new Holder();
        holder.lead = lead("{\"a\":null,\"b\":1}").toMap();
        assertThat(JSON.writeValueAsString(holder)).isEqualTo("{\"lead\":{\"b\":1}}");
    }

    /** As the bytes do, or as the library writes what it reads: a number may be beyond what it takes. */
    @Property(tries = 300)
    void whatIsWrittenReadsAsTheSame(@ForAll long seed) {
        String json = "{\"list\":" + new String(RandomArray.json(new Random(seed), 4, 6), StandardCharsets.UTF_8) + "}";
        Object asWritten = JSON.readTree(JSON.writeValueAsString(copy(json)));
        assertThat((Object) JSON.readTree(JSON.writeValueAsString(lead(json)))).isIn(JSON.readTree(json), asWritten);
    }
}
