package io.github.camelherobase.api;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Each getter and each look-up gives what Jackson's map of the same bytes holds, in whatever order they are asked. */
class HerobaseRecordEdgesTest {

    private static final ZoneId ZONE = ZoneId.of("Europe/Copenhagen");
    private static final ObjectReader JACKSON =
            new ObjectMapper().readerForMapOf(Object.class).with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    /** With {@code -Dproof=true} each byte takes each value, else every thirteenth. */
    private static final int STEP = Boolean.getBoolean("proof") ? 1 : 13;

    /** Names that are looked for, in every spelling, and some that only look like them. */
    private static final List<String> NAMES = List.of(
            "uniqueId",
            "uniqueid",
            "unique\\u0049d",
            "status",
            "closure",
            "priority",
            "campaign",
            "Campaign",
            "code",
            "orgCode",
            "ownerOrgUnit",
            "firstProcessedByUser",
            "data",
            "Data",
            "d\\u0061ta",
            "\\u0064\\u0061\\u0074\\u0061",
            "data ",
            "Phone",
            "phone",
            "PHONE",
            "Løn",
            "løn",
            "L\\u00f8n",
            "LØN",
            "😀",
            "\\ud83d\\ude00",
            "a\\\"b",
            "a\\\\",
            "");

    private static final List<String> VALUES = List.of(
            "\"\"",
            "\"20123456\"",
            "\"\\u0032\"",
            "\"Ærø \\\"x\\\"\"",
            "\"😀\"",
            "\"\\ud83d\\ude00\"",
            "\"\\ud83d\"",
            "\"]}\"",
            "\"\\\\\"",
            "null",
            "true",
            "false",
            "0",
            "-0",
            "-0.0",
            "7",
            "-7",
            "999999999",
            "1000000000",
            "2147483647",
            "2147483648",
            "-2147483649",
            "9223372036854775808",
            "123456789012345678901234567890",
            "1.10",
            "1E400",
            "-1e-400",
            "1e2",
            "[]",
            "[null,{\"data\":{\"Phone\":\"not this one\"}},\"x\"]",
            "{}");

    private static final List<String> SPACES = List.of("", "", "", " ", "\n", "\r\n", "\t\t", "         ");

    private static final Map<String, Function<Lead, Object>> GETTERS = getters();

    private static Map<String, Function<Lead, Object>> getters() {
        Map<String, Function<Lead, Object>> getters = new LinkedHashMap<>();
        getters.put("uniqueId", Lead::getUniqueId);
        getters.put("status", Lead::getStatus);
        getters.put("closure", Lead::getClosure);
        getters.put("campaign.code", Lead::getCampaignCode);
        getters.put("campaign.uniqueId", Lead::getCampaignId);
        getters.put("ownerOrgUnit.orgCode", Lead::getOwnerOrgUnit);
        getters.put("firstProcessedByUser.orgCode", Lead::getFirstProcessedBy);
        return getters;
    }

    @Property(tries = 3_000)
    void everyWayOfReadingGivesWhatJacksonReads(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        byte[] json = bytes(object(random, 0));
        assertReadsAs(json, JACKSON.readValue(json), random);
    }

    /** The same of a longer record, whose offsets need more bits. */
    @Property(tries = 30)
    void everyWayOfReadingALongRecordGivesWhatJacksonReads(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        String inside = object(random, 0);
        int size =
                switch (random.nextInt(3)) {
                    case 0 -> 32_700 + random.nextInt(100);
                    case 1 -> 65_480 + random.nextInt(100);
                    default -> random.nextInt(200_000);
                };
        String filler = "\"filler\":\"" + "x".repeat(size) + "\",";
        byte[] json = bytes("{" + filler + "\"data\":" + inside + ",\"campaign\":" + inside + ",\"uniqueId\":\"1S1\"}");
        assertReadsAs(json, JACKSON.readValue(json), random);
    }

    private static String object(Random random, int depth) {
        StringBuilder json = new StringBuilder(space(random)).append('{');
        int members = random.nextInt(depth == 0 ? 12 : 6);
        for (int i = 0; i < members; i++) {
            json.append(i == 0 ? "" : ",").append(space(random));
            json.append('"').append(NAMES.get(random.nextInt(NAMES.size()))).append('"');
            json.append(space(random)).append(':').append(space(random));
            boolean nested = depth < 3 && random.nextInt(3) == 0;
            json.append(nested ? object(random, depth + 1) : VALUES.get(random.nextInt(VALUES.size())));
            json.append(space(random));
        }
        return json.append(space(random)).append('}').append(space(random)).toString();
    }

    private static String space(Random random) {
        return SPACES.get(random.nextInt(SPACES.size()));
    }

    /** First each question to a record that nobody has read, then all of them to one, in any order. */
    private static void assertReadsAs(byte[] json, Map<String, Object> expected, Random random) {
        List<Runnable> fresh = questions(() -> new Lead(json, ZONE), expected);
        fresh.forEach(Runnable::run);
        Lead one = new Lead(json, ZONE);
        List<Runnable> again = new ArrayList<>(questions(() -> one, expected));
        again.addAll(questions(() -> one, expected));
        Collections.shuffle(again, random);
        again.forEach(Runnable::run);
        assertThat(one.toBytes()).isSameAs(json);
    }

    private static List<Runnable> questions(Callable<Lead> lead, Map<String, Object> expected) {
        List<Runnable> questions = new ArrayList<>();
        GETTERS.forEach((path, getter) -> questions.add(() -> assertThat(getter.apply(called(lead)))
                .as(path)
                .isEqualTo(asGiven(path, simple(expected, path.split("\\."))))));
        questions.add(() -> assertThat(called(lead).getPriority())
                .isEqualTo(expected.get("priority") instanceof Number number ? number.intValue() : null));
        questions.add(() -> {
            assertThat(called(lead).toMap()).isEqualTo(expected);
            assertThat(List.copyOf(called(lead).toMap().keySet())).isEqualTo(List.copyOf(expected.keySet()));
        });
        for (String name : new String[] {"", "data", "Data", "Løn", "😀", "a\"b", "a\\", "data ", "none"}) {
            questions.add(() -> assertThat(called(lead).text(name)).as(name).isEqualTo(simple(expected, name)));
        }
        for (String name : new String[] {"", "data", "Data", "campaign", "Løn", "løn", "😀", "a\"b", "a\\", "none"}) {
            questions.add(() -> assertLookUp(called(lead).toMap(), expected, name));
            questions.add(() -> {
                if (expected.get(name) instanceof Map<?, ?> inner) {
                    Map<?, ?> read = (Map<?, ?>) called(lead).toMap().get(name);
                    assertLookUp(read, inner, "Phone");
                    assertLookUp(read, inner, "code");
                    assertLookUp(read, inner, "none");
                }
            });
        }
        Map<String, String> data = new LinkedHashMap<>();
        if (expected.get("data") instanceof Map<?, ?> members) {
            members.forEach((name, value) -> data.put((String) name, value == null ? null : value.toString()));
        }
        for (String name :
                new String[] {"Phone", "phone", "pHONE", "LØN", "løn", "😀", "", "a\"b", "A\\", "none", "data"}) {
            questions.add(
                    () -> assertThat(called(lead).getData().get(name)).as(name).isEqualTo(found(data, name)));
            questions.add(() -> assertThat(called(lead).getData().containsKey(name))
                    .as(name)
                    .isEqualTo(
                            data.keySet().stream().anyMatch(each -> lower(each).equals(lower(name)))));
        }
        questions.add(() -> {
            assertThat(new LinkedHashMap<>(called(lead).getData())).isEqualTo(data);
            assertThat(List.copyOf(called(lead).getData().keySet())).isEqualTo(List.copyOf(data.keySet()));
            assertThat(called(lead).getData()).hasSize(data.size());
        });
        return questions;
    }

    /** The vendor's numbers of statuses and closures are given as their names. */
    private static String asGiven(String path, String value) {
        return switch (path) {
            case "status" -> nameOf(LeadStatus.values(), LeadStatus::number, value);
            case "closure" -> nameOf(LeadClosure.values(), LeadClosure::number, value);
            default -> value;
        };
    }

    private static <E extends Enum<E>> String nameOf(E[] all, ToIntFunction<E> number, String value) {
        return Stream.of(all)
                .filter(each -> String.valueOf(number.applyAsInt(each)).equals(value))
                .map(Enum::name)
                .findFirst()
                .orElse(value);
    }

    private static void assertLookUp(Map<?, ?> read, Map<?, ?> expected, String name) {
        assertThat(read.containsKey(name)).as(name).isEqualTo(expected.containsKey(name));
        assertThat((Object) read.get(name)).as(name).isEqualTo(expected.get(name));
        assertThat(read.equals(expected) && expected.equals(read)).isTrue();
        assertThat(read).hasSameHashCodeAs(expected);
    }

    private static Lead called(Callable<Lead> lead) {
        try {
            return lead.call();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** A member as a getter gives it: simple values of the object itself, any of an object in it. */
    private static String simple(Map<String, Object> members, String... path) {
        if (path.length == 1) {
            Object value = members.get(path[0]);
            return value == null || value instanceof Map || value instanceof List ? null : value.toString();
        }
        Object value = members.get(path[0]) instanceof Map<?, ?> inner ? inner.get(path[1]) : null;
        return value == null ? null : value.toString();
    }

    /** The exact name first, else the first value under a name that differs in case alone. */
    private static String found(Map<String, String> data, String name) {
        if (data.containsKey(name)) {
            return data.get(name);
        }
        for (Map.Entry<String, String> field : data.entrySet()) {
            if (field.getValue() != null && lower(field.getKey()).equals(lower(name))) {
                return field.getValue();
            }
        }
        return null;
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    @Example
    void everyByteOfEveryValueThrowsOrReadsAsJacksonReadsIt() throws IOException {
        byte[] lead = bytes("{\"uniqueId\":\"1\\u00e6\", \"a\":[-1.5e2,true,{\"b\":null}],"
                + "\"data\":{\"Løn\":\"ø😀\",\"x\":0}\t}");
        for (int at = 0; at < lead.length; at++) {
            for (int value = at % STEP; value < 256; value += STEP) {
                byte[] changed = lead.clone();
                changed[at] = (byte) value;
                Map<String, Object> expected = readByJackson(changed);
                Map<String, Object> read = read(new Lead(changed, ZONE), HerobaseRecord::toMap);
                assertThat(read).as("byte %s is %s", at, value).isEqualTo(expected);
                Object id = read(new Lead(changed, ZONE), Lead::getUniqueId);
                assertThat(id)
                        .as("byte %s is %s", at, value)
                        .isEqualTo(expected == null ? null : simple(expected, "uniqueId"));
                Object data =
                        read(new Lead(changed, ZONE), each -> each.getData().get("Løn"));
                assertThat(data).as("byte %s is %s", at, value).isEqualTo(expected == null ? null : løn(expected));
            }
        }
    }

    private static String løn(Map<String, Object> expected) {
        Map<String, String> data = new LinkedHashMap<>();
        if (expected.get("data") instanceof Map<?, ?> members) {
            members.forEach((name, value) -> data.put((String) name, value == null ? null : value.toString()));
        }
        return found(data, "Løn");
    }

    /** Null for what is no record; a factory of its own, as one that has read a name before takes others for it. */
    private static Map<String, Object> readByJackson(byte[] json) {
        byte[] decoded = bytes(new String(json, StandardCharsets.UTF_8));
        if (!Arrays.equals(decoded, json)) {
            return null;
        }
        try {
            return JACKSON.readValue(new JsonFactory().createParser(json));
        } catch (IOException e) {
            return null;
        }
    }

    /** Null when it throws as it should. */
    private static <R> R read(Lead lead, Function<Lead, R> reading) {
        try {
            return reading.apply(lead);
        } catch (HerobaseProtocolException e) {
            return null;
        }
    }

    /** Around each width that an offset, a name, a number or a nesting may have. */
    @Example
    void recordsOfEverySizeReadAsJacksonReadsThem() throws IOException {
        for (int limit : new int[] {8, 16, 64, 100, 128, 255, 256, 1_000, 1_024, 32_767, 65_535}) {
            for (int size = Math.max(1, limit - 12); size <= limit + 12; size++) {
                assertSame("{\"a\":\"" + "x".repeat(size) + "\",\"data\":{\"b\":\"c\"},\"uniqueId\":\"1\"}");
                assertSame("{\"data\":{\"b\":\"" + "ø".repeat(size) + "\\n\"},\"uniqueId\":\"1\"}");
                assertSame("{\"uniqueId\":\"1\"" + " ".repeat(size) + ",\"data\":{}}");
                if (size < 60_000) {
                    assertSame("{\"" + "n".repeat(size) + "\":1,\"uniqueId\":\"1\",\"data\":{\"" + "m".repeat(size)
                            + "\":\"2\"}}");
                }
            }
        }
        for (int digits : new int[] {1, 8, 9, 10, 11, 17, 18, 19, 20, 99, 100, 101, 900}) {
            assertSame("{\"a\":" + "9".repeat(digits) + ",\"uniqueId\":\"1\"}");
            assertSame("{\"a\":-" + "1".repeat(digits) + ",\"uniqueId\":\"1\"}");
            assertSame("{\"a\":0." + "1".repeat(digits - 1) + "2,\"uniqueId\":\"1\"}");
        }
        for (int depth : new int[] {1, 30, 31, 32, 33, 34, 63, 64, 65, 127, 128, 129, 400}) {
            assertSame("{\"a\":" + "[".repeat(depth) + "]".repeat(depth) + ",\"uniqueId\":\"1\"}");
            assertSame("{\"a\":".repeat(depth) + "1" + "}".repeat(depth));
        }
    }

    @Example
    void recordsOfManyMembersReadAsJacksonReadsThem() throws IOException {
        for (int members : new int[] {0, 1, 39, 40, 41, 79, 80, 81, 160, 161, 2_000, 8_191, 8_192, 16_384}) {
            StringBuilder json = new StringBuilder("{\"data\":{");
            for (int i = 0; i < members; i++) {
                json.append(i == 0 ? "" : ",")
                        .append('"')
                        .append(i)
                        .append("\":\"")
                        .append(i % 7)
                        .append('"');
            }
            assertSame(json.append("},\"uniqueId\":\"1\"}").toString());
        }
        // As many as fit into a few bytes: each the same, the last counts.
        for (int members : new int[] {5_000, 6_500, 8_000, 13_000, 17_000}) {
            assertSame("{" + "\"\":0,".repeat(members) + "\"uniqueId\":\"1\",\"data\":{" + "\"\":\"\",".repeat(members)
                    + "\"b\":\"c\"}}");
        }
    }

    private static void assertSame(String text) throws IOException {
        byte[] json = bytes(text);
        Map<String, Object> expected = JACKSON.readValue(json);
        assertThat(new Lead(json, ZONE).toMap()).isEqualTo(expected);
        assertThat(new Lead(json, ZONE).getUniqueId()).isEqualTo(expected.get("uniqueId"));
        Map<?, ?> data = expected.get("data") instanceof Map<?, ?> members ? members : Map.of();
        assertThat(new LinkedHashMap<Object, Object>(new Lead(json, ZONE).getData()))
                .isEqualTo(data);
        Lead lead = new Lead(json, ZONE);
        data.keySet().stream()
                .limit(50)
                .forEach(name -> assertThat(lead.getData().get(name)).isEqualTo(data.get(name)));
    }

    /** Names that a cache of names could take for each other: same length, same beginning and end, or the same bytes but one. */
    @Property(tries = 20)
    void noNameIsTakenForAnother(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        for (int round = 0; round < 20; round++) {
            Map<String, Object> names = new LinkedHashMap<>();
            int length = random.nextInt(24);
            for (int i = 0; i < 60; i++) {
                StringBuilder middle = new StringBuilder();
                for (int at = 0; at < length; at++) {
                    middle.append("ab øØ0".charAt(random.nextInt(6)));
                }
                names.put("abcdefgh" + middle + "ijklmnop", "1");
                names.put(middle.toString(), "2");
                names.put("Felt " + random.nextInt(100_000), "3");
            }
            byte[] json = new ObjectMapper().writeValueAsBytes(Map.of("data", names, "uniqueId", "1"));
            assertThat(new LinkedHashMap<Object, Object>(new Lead(json, ZONE).getData()))
                    .isEqualTo(names);
            names.forEach((name, value) ->
                    assertThat(new Lead(json, ZONE).getData().get(name)).isEqualTo(value));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "80",
                "BF",
                "C0 80",
                "C1 BF",
                "C2",
                "C2 22",
                "C3 28",
                "E0 80 80",
                "E0 9F BF",
                "E2 82",
                "ED A0 80",
                "ED BF BF",
                "ED A0 BD ED B8 80",
                "F0 80 80 80",
                "F0 8F BF BF",
                "F0 9F 98",
                "F4 90 80 80",
                "F5 80 80 80",
                "F8 88 80 80 80",
                "FE",
                "FF",
                "C3 A6 A6",
                "E2 82 AC 80"
            })
    void bytesThatAreNoUtf8ThrowWhereverTheyAre(String hex) {
        String bad = new String(HexFormat.ofDelimiter(" ").parseHex(hex), StandardCharsets.ISO_8859_1);
        for (String place : new String[] {
            "{\"uniqueId\":\"1\",\"a\":\"%s\"}",
            "{\"uniqueId\":\"1\",\"a\":\"long enough for eight bytes %s and then some more\"}",
            "{\"uniqueId\":\"1\",\"%s\":\"a\"}",
            "{\"uniqueId\":\"1\",\"data\":{\"Phone%s\":\"a\"}}",
            "{\"uniqueId\":\"1\",\"a\":[\"%s\"]}",
            "{\"uniqueId\":\"1\",\"a\":\"\\n%s\"}",
            "{\"uniqueId\":\"1\"%s}",
            "{\"uniqueId\":\"1\"}%s"
        }) {
            byte[] json = place.replace("%s", bad).getBytes(StandardCharsets.ISO_8859_1);
            assertNothingIsRead(json);
        }
    }

    /** Control characters inside strings, names and between tokens. */
    @Example
    void controlCharactersThrowUnlessTheyAreWhiteSpaceBetweenTokens() throws IOException {
        for (char control = 0; control < 0x20; control++) {
            for (String place : new String[] {
                "{\"uniqueId\":\"1\",\"a\":\"%s\"}",
                "{\"uniqueId\":\"1\",\"a\":\"1234567%s\"}",
                "{\"uniqueId\":\"1\",\"a\":\"long enough for eight bytes %s and then some more\"}",
                "{\"uniqueId\":\"1\",\"%s\":\"a\"}",
                "{\"uniqueId\":\"1\",\"a\":[\"%s\"]}",
                "{\"uniqueId\":\"1\",\"a\":\"\\%s\"}"
            }) {
                assertNothingIsRead(bytes(place.replace("%s", String.valueOf(control))));
            }
            for (String place : new String[] {
                "%s{\"uniqueId\":\"1\"}",
                "{%s\"uniqueId\":\"1\"}",
                "{\"uniqueId\"%s:\"1\"}",
                "{\"uniqueId\":%s\"1\"}",
                "{\"uniqueId\":\"1\"%s}",
                "{\"uniqueId\":\"1\",%s\"a\":1}",
                "{\"uniqueId\":\"1\",\"a\":[%s1%s,%s2%s]}",
                "{\"uniqueId\":\"1\"}%s"
            }) {
                String json = place.replace("%s", String.valueOf(control));
                if ("\t\n\r".indexOf(control) >= 0) {
                    assertSame(json);
                } else {
                    assertNothingIsRead(bytes(json));
                }
            }
        }
        assertSame("{\"uniqueId\":\"1\",\"a\":\"\u007F\u0080\u009F\u2028\u2029\uFEFF\uFFFF\"}");
    }

    private static void assertNothingIsRead(byte[] json) {
        List<Function<Lead, Object>> readings = List.of(
                Lead::getUniqueId,
                Lead::toMap,
                Lead::getData,
                Lead::getCampaignCode,
                Lead::getPriority,
                lead -> lead.text("none"));
        for (Function<Lead, Object> reading : readings) {
            assertThatThrownBy(() -> reading.apply(new Lead(json, ZONE))).isInstanceOf(HerobaseProtocolException.class);
            // Asked once more it throws once more.
            Lead lead = new Lead(json, ZONE);
            assertThatThrownBy(() -> reading.apply(lead)).isInstanceOf(HerobaseProtocolException.class);
            assertThatThrownBy(() -> reading.apply(lead)).isInstanceOf(HerobaseProtocolException.class);
            assertThatThrownBy(lead::toMap).isInstanceOf(HerobaseProtocolException.class);
        }
    }

    @Test
    void theLastOfSeveralMembersCounts() throws IOException {
        assertSame(
                "{\"uniqueId\":\"1\",\"uniqueId\":\"2\",\"unique\\u0049d\":\"3\",\"data\":{\"a\":\"1\"},\"data\":{\"b\":\"2\"}}");
        assertSame("{\"data\":{\"a\":\"1\",\"a\":\"2\",\"\\u0061\":\"3\"},\"data\":null}");
        assertSame("{\"d\\u0061ta\":{\"a\":\"1\"},\"uniqueId\":1}".replace("\"uniqueId\":1", "\"x\":1"));
        assertSame("{\"closureData\":[{\"data\":{\"x\":\"1\"},\"uniqueId\":\"9\"}],\"more\":{\"data\":{\"y\":\"2\"}}}");
    }

    @Test
    void aRecordMayBeReadByManyThreadsAtOnce() throws Exception {
        byte[] json = bytes(
                "{\"uniqueId\":\"1\",\"data\":{\"Phone\":\"20\",\"Løn\":\"\\u00e6\"},\"campaign\":{\"code\":\"c\"}}");
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            for (int round = 0; round < 500; round++) {
                Lead lead = new Lead(json, ZONE);
                List<Callable<String>> readings = List.of(
                        () -> lead.getData().get("løn") + lead.getUniqueId(),
                        () -> lead.getData().get("Løn") + lead.toMap().get("uniqueId"),
                        () -> ((Map<?, ?>) lead.toMap().get("data")).get("Løn") + lead.text("uniqueId"),
                        () -> new ArrayList<>(lead.getData().values()).get(1) + lead.getUniqueId());
                for (Future<String> reading : threads.invokeAll(readings)) {
                    assertThat(reading.get()).isEqualTo("æ1");
                }
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void aMapIsWrittenAsOneOfThePlatforms() throws Exception {
        byte[] json = bytes("{\"uniqueId\":\"1\",\"data\":{\"Løn\":\"æ\",\"a\":null},\"more\":[1,{\"b\":true}]}");
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(written)) {
            out.writeObject(new Lead(json, ZONE).toMap());
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(written.toByteArray()))) {
            Map<?, ?> read = (Map<?, ?>) in.readObject();
            assertThat(read).isEqualTo(JACKSON.readValue(json)).isExactlyInstanceOf(LinkedHashMap.class);
            assertThat(read.get("data")).isExactlyInstanceOf(LinkedHashMap.class);
        }
    }

    @Test
    void whatIsReadCannotBeChanged() {
        Lead lead = new Lead(bytes("{\"uniqueId\":\"1\",\"data\":{\"a\":\"b\"}}"), ZONE);
        assertThatThrownBy(() -> lead.toMap().put("x", 1)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> lead.toMap().remove("uniqueId")).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> ((Map<?, ?>) lead.toMap().get("data")).remove("a"))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> lead.getData().keySet().remove("a")).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> lead.getData().put("x", "1")).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> lead.getData().entrySet().iterator().next().setValue("x"))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThat(IntStream.range(0, 2).mapToObj(i -> lead.getData().get("a"))).containsExactly("b", "b");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
