package io.github.camelherobase.api;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.zone.ZoneOffsetTransition;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A record reads as Jackson reads it, or throws; one that is not UTF-8 always throws. */
class HerobaseRecordTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectReader JACKSON =
            JSON.readerForMapOf(Object.class).with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final ZoneId ZONE = ZoneId.of("Europe/Copenhagen");

    private static final String LEAD = """
            {"uniqueId":"10000001S3064", "status":"UserProcessed","closure":"Success","priority":10,"big":-12345678901,\
            "uploadTime":"2026-05-06T10:16:41.1234567","firstProcessedTime":null,\t"ratio":1.50e2,\
            "campaign":{"code":"A \\u00e6","uniqueId":"7","more":{"deep":[1,{"x":false}]}},
            "data":{"Phone":"20123456","Efternavn":"Nørgård","Løn":"æøå 😀","Note":"a \\"b\\"\\n","Empty":"","None":null},\
            "closureData":[{"data":"not this one"},[],"x",true,0],"ownerOrgUnit":{"orgCode":"Sales East"}}""";

    @Property(tries = 1_000)
    void aRecordEqualsWhatJacksonReads(@ForAll("objects") Map<String, Object> members) throws IOException {
        assertEquals(JSON.writeValueAsBytes(members));
        assertEquals(JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(members));
    }

    @Property(tries = 5_000)
    void aChangedByteThrowsOrReadsAsJacksonReadsIt(
            @ForAll @IntRange(max = 10_000) int where, @ForAll("mischief") byte value) {
        byte[] json = bytes(LEAD);
        json[where % json.length] = value;
        assertEquals(json);
    }

    @Property(tries = 5_000)
    void anInsertedByteThrowsOrReadsAsJacksonReadsIt(
            @ForAll @IntRange(max = 10_000) int where, @ForAll("mischief") byte value) {
        byte[] json = bytes(LEAD);
        int at = where % json.length;
        byte[] longer = Arrays.copyOf(json, json.length + 1);
        System.arraycopy(json, at, longer, at + 1, json.length - at);
        longer[at] = value;
        assertEquals(longer);
    }

    @Example
    void everyByteLeftOutThrowsOrReadsAsJacksonReadsIt() {
        byte[] json = bytes(LEAD);
        for (int at = 0; at < json.length; at++) {
            byte[] shorter = Arrays.copyOf(json, json.length - 1);
            System.arraycopy(json, at + 1, shorter, at, json.length - at - 1);
            assertEquals(shorter);
        }
    }

    @Example
    void everyTruncationThrows() {
        byte[] json = bytes(LEAD);
        for (int length = 0; length < json.length; length++) {
            Lead lead = new Lead(Arrays.copyOf(json, length), ZONE);
            assertThatThrownBy(lead::getUniqueId).isInstanceOf(HerobaseProtocolException.class);
        }
    }

    @Property(tries = 2_000)
    void bytesThatAreNoUtf8Throw(@ForAll byte[] text) {
        byte[] json = Arrays.copyOf(bytes("{\"a\":\""), 6 + text.length + 2);
        System.arraycopy(text, 0, json, 6, text.length);
        json[json.length - 2] = '"';
        json[json.length - 1] = '}';
        assertEquals(json);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                " { } ",
                "{\"a\":1,\"a\":2}",
                "{\"data\":{\"a\":\"1\",\"A\":\"2\",\"a\":\"3\"},\"data\":{\"a\":\"4\"}}",
                "{\"a\":1,\"\\u0061\":2}",
                "{\"a\":-0,\"b\":0,\"c\":2147483648,\"d\":123456789012345678901234567890,\"e\":1.10,\"f\":1E400,\"g\":-5}",
                "{\"a\":\"\\ud83d\\ude00\",\"\":\"\"}",
                "{\"a\":[[[[1.5,{\"b\":[null]}]]]]}",
                "{\"a\":01}",
                "{\"a\":1.}",
                "{\"a\":.5}",
                "{\"a\":+1}",
                "{\"a\":1e}",
                "{\"a\":-}",
                "{\"a\":tru}",
                "{\"a\":truex}",
                "{\"a\":nul",
                "{\"a\":1,}",
                "{\"a\":[1,]}",
                "{\"a\":[,1]}",
                "{\"a\" 1}",
                "{a:1}",
                "{'a':1}",
                "{\"a\":\"\\x\"}",
                "{\"a\":\"\\u12g4\"}",
                "{\"a\":\"\\u\"}",
                "{\"a\":\"\t\"}",
                "{\"a\":1} x",
                "{\"a\":1}{}",
                "[]",
                "null",
                "1",
                ""
            })
    void unusualObjectsReadAsJacksonReadsThem(String json) {
        assertEquals(bytes(json));
    }

    @Test
    void whatIsTooLongOrTooDeepForTheIndexReadsAsJacksonReadsIt() {
        assertEquals(bytes("{\"a\":\"" + "x".repeat(70_000) + "\",\"b\":2}"));
        assertEquals(bytes("{\"" + "n".repeat(2_000) + "\":\"a\",\"b\":2}"));
        assertEquals(bytes("{\"a\":" + "1".repeat(500) + "}"));
        assertEquals(bytes("{\"a\":" + "[".repeat(100) + "]".repeat(100) + "}"));
        assertEquals(bytes("{\"a\":" + "[".repeat(2_000) + "]".repeat(2_000) + "}"));
        assertEquals(bytes("{\"a\":\"" + "é".repeat(30_000) + "\"}"));
    }

    @Test
    void aNameWithAQuoteFindsNothing() {
        Lead lead = new Lead(bytes("{\"a\":\"b\",\"data\":{\"c\":\"d\"}}"), ZONE);

        assertThat(lead.text("a\":\"b")).isNull();
        assertThat(lead.text("")).isNull();
        assertThat(lead.getData().get("c\":\"d")).isNull();
    }

    @Test
    void dataIsFoundByExactNameFirstAndElseIgnoringCase() {
        Lead lead = new Lead(bytes("{\"data\":{\"phone\":\"1\",\"PHONE\":\"2\",\"ÆBLE\":\"3\",\"None\":null}}"), ZONE);

        assertThat(lead.getData().get("PHONE")).isEqualTo("2");
        assertThat(lead.getData().get("Phone")).isEqualTo("1");
        assertThat(lead.getData().get("æble")).isEqualTo("3");
        assertThat(lead.getData().get("None")).isNull();
        assertThat(lead.getData()).containsKey("none").hasSize(4);
        assertThat(lead.getData().get("other")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"data\":null}", "{\"data\":[1]}", "{\"data\":\"x\"}", "{\"data\":{}}"})
    void whatIsNoObjectHasNoFields(String json) {
        assertThat(new Lead(bytes(json), ZONE).getData()).isEmpty();
    }

    @Property(tries = 2_000)
    void timesEqualWhatThePlatformReads(@ForAll("times") LocalDateTime time, @ForAll @IntRange(max = 9) int decimals) {
        String text = time.toString() + (time.getNano() == 0 && time.getSecond() == 0 ? ":00" : "");
        int point = text.indexOf('.');
        if (point > 0) {
            text = text.substring(0, Math.min(text.length(), decimals == 0 ? point : point + 1 + decimals));
        }
        assertThat(time(text)).isEqualTo(LocalDateTime.parse(text).atZone(ZONE).toOffsetDateTime());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-05-06",
                "2026-13-06T10:16:41",
                "2026-02-30T10:16:41",
                "2026-05-06T10:16:4x",
                "2026-05-06T10:16:41.12345678901",
                "2026-05-06T10:16:41,5",
                "2026/05/06T10:16:41",
                "x"
            })
    void whatIsNoTimeThrows(String text) {
        assertThatThrownBy(() -> time(text))
                .isInstanceOf(HerobaseProtocolException.class)
                .hasMessageContaining("lastModifiedTime");
    }

    @Test
    void anOffsetIsBelievedAndSecondsMayBeMissing() {
        assertThat(time("2026-05-06T10:16:41+05:00")).isEqualTo(OffsetDateTime.parse("2026-05-06T10:16:41+05:00"));
        assertThat(time("2026-05-06T10:16:41Z")).isEqualTo(OffsetDateTime.parse("2026-05-06T10:16:41Z"));
        assertThat(time("2026-05-06T10:16")).isEqualTo(OffsetDateTime.parse("2026-05-06T10:16+02:00"));
    }

    /** Around clock changes, at midnight too; each time twice, for days are remembered. */
    @Property(tries = 2_000)
    void timesNearAClockChangeEqualWhatThePlatformReads(
            @ForAll("zonesThatChange") ZoneId zone,
            @ForAll @IntRange(min = 2000, max = 2030) int year,
            @ForAll @IntRange(min = -48 * 60, max = 48 * 60) int minutes) {
        ZoneOffsetTransition change = zone.getRules()
                .nextTransition(LocalDate.of(year, 1, 1).atStartOfDay(zone).toInstant());
        LocalDateTime time = (change == null ? LocalDate.of(year, 1, 1).atStartOfDay() : change.getDateTimeBefore())
                .plusMinutes(minutes);
        OffsetDateTime expected = time.atZone(zone).toOffsetDateTime();
        String json = "{\"lastModifiedTime\":\"" + DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(time) + "\"}";
        assertThat(new Lead(bytes(json), zone).getLastModifiedTime()).isEqualTo(expected);
        assertThat(new Lead(bytes(json), zone).getLastModifiedTime()).isEqualTo(expected);
    }

    @Provide
    Arbitrary<ZoneId> zonesThatChange() {
        return Arbitraries.of(
                        "Europe/Copenhagen",
                        "America/Sao_Paulo",
                        "Asia/Beirut",
                        "Africa/Cairo",
                        "Australia/Lord_Howe",
                        "Pacific/Apia",
                        "UTC",
                        "+02:00")
                .map(ZoneId::of);
    }

    @Provide
    Arbitrary<LocalDateTime> times() {
        return Arbitraries.longs().between(0, 4_000_000_000L).flatMap(second -> Arbitraries.of(
                        0, 1_234_567, 123_456_700, 999_999_999)
                .map(nano -> LocalDateTime.ofEpochSecond(second, nano, java.time.ZoneOffset.UTC)));
    }

    @Provide
    Arbitrary<Byte> mischief() {
        return Arbitraries.oneOf(Arbitraries.of(bytesOf("\"\\{}[]:,0-+.eEtn \n\t/u")), Arbitraries.bytes());
    }

    @Provide
    Arbitrary<Map<String, Object>> objects() {
        Arbitrary<String> texts = Arbitraries.strings()
                .all()
                .ofMaxLength(30)
                .edgeCases(cases -> cases.add("\"", "\\", "]}", "data", "\uD83D\uDE00", "æøå", "\u0000"))
                .filter(text -> StandardCharsets.UTF_8.newEncoder().canEncode(text));
        Arbitrary<Object> simple = Arbitraries.oneOf(
                texts.asGeneric(),
                Arbitraries.longs().asGeneric(),
                Arbitraries.integers().asGeneric(),
                Arbitraries.doubles().asGeneric(),
                Arbitraries.bigIntegers().asGeneric(),
                Arbitraries.of(true, false).asGeneric(),
                Arbitraries.just(null));
        Arbitrary<Object> inner = Arbitraries.oneOf(
                simple,
                simple.list().ofMaxSize(3).asGeneric(),
                Arbitraries.maps(texts, simple).ofMaxSize(4).asGeneric());
        Arbitrary<Object> values = Arbitraries.oneOf(
                simple,
                inner.list().ofMaxSize(3).asGeneric(),
                Arbitraries.maps(texts, inner).ofMaxSize(4).asGeneric());
        return Arbitraries.maps(texts, values).ofMaxSize(8);
    }

    /** Each way of reading on a record of its own, since one way prepares another. */
    private static void assertEquals(byte[] json) {
        Map<String, Object> expected = null;
        // A factory of its own: one that has read a name before takes some that are not UTF-8 for it.
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            expected = isUtf8(json) ? JACKSON.readValue(parser) : null;
        } catch (IOException e) {
            // Then nothing may be read of it.
        }
        if (expected == null) {
            for (String member : List.of("uniqueId", "a")) {
                assertThatThrownBy(() -> new Lead(json, ZONE).text(member))
                        .isInstanceOf(HerobaseProtocolException.class);
            }
            assertThatThrownBy(() -> new Lead(json, ZONE).toMap()).isInstanceOf(HerobaseProtocolException.class);
            assertThatThrownBy(() -> new Lead(json, ZONE).getData()).isInstanceOf(HerobaseProtocolException.class);
            assertThatThrownBy(() -> new Lead(json, ZONE).getCampaignCode())
                    .isInstanceOf(HerobaseProtocolException.class);
            return;
        }
        Lead lead = new Lead(json, ZONE);
        expected.forEach((name, value) -> {
            assertThat(lead.value(name)).isEqualTo(value);
            if (value instanceof Map<?, ?> members) {
                members.forEach((inner, innerValue) ->
                        assertThat(lead.text(name, inner.toString())).isEqualTo(text(innerValue)));
            }
        });
        if (expected.get("data") instanceof Map<?, ?> data) {
            data.forEach((name, value) -> assertThat(lead.getData().get(name)).isEqualTo(text(value)));
            assertThat(List.copyOf(new Lead(json, ZONE).getData().keySet())).isEqualTo(List.copyOf(data.keySet()));
        }
        Map<String, Object> map = new Lead(json, ZONE).toMap();
        assertThat(map).isEqualTo(expected);
        assertThat(List.copyOf(map.keySet())).isEqualTo(List.copyOf(expected.keySet()));
    }

    private static boolean isUtf8(byte[] json) {
        return Arrays.equals(new String(json, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8), json);
    }

    private static String text(Object value) {
        return value == null ? null : value.toString();
    }

    private static OffsetDateTime time(String text) {
        return new Lead(bytes("{\"lastModifiedTime\":\"" + text + "\"}"), ZONE).getLastModifiedTime();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Byte[] bytesOf(String text) {
        byte[] bytes = bytes(text);
        Byte[] boxed = new Byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            boxed[i] = bytes[i];
        }
        return boxed;
    }
}
