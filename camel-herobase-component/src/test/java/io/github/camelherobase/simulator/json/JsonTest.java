package io.github.camelherobase.simulator.json;

import java.nio.charset.StandardCharsets;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class JsonTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "null",
                "[true,false,null]",
                "{\"a\":[1,-2.50,{\"b\":\"\"}]}",
                "\"\\\"\\\\\\n\\r\\t\\u0001æøå😀\""
            })
    void whatIsReadIsWrittenAgain(String json) {
        assertThat(JsonWriter.text(JsonReader.read(json))).isEqualTo(json);
    }

    @Test
    void escapesAndBlanksAreUnderstood() {
        assertThat(JsonReader.read(" { \"a\\u00e6\\/\" :\t\"\\ud83d\\ude00\\b\\f\" }\r\n"))
                .isEqualTo(Map.of("aæ/", "😀\b\f"));
        assertThat(JsonReader.read("1E+2")).hasToString("1E+2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "[1,]",
                "{\"a\":1,}",
                "{a:1}",
                "[1 2]",
                "01",
                "1.",
                "-",
                ".5",
                "1e",
                "tru",
                "nul",
                "\"a",
                "\"\\x\"",
                "\"\\u12g4\"",
                "\"\u0001\"",
                "[] []",
                "'a'",
                "{\"a\"}",
                "NaN"
            })
    void otherTextIsRefused(String text) {
        assertThatThrownBy(() -> JsonReader.read(text)).isInstanceOf(JsonException.class);
    }

    @Test
    void hostileTextIsRefused() {
        assertThatThrownBy(() -> JsonReader.read("[".repeat(100_000))).isInstanceOf(JsonException.class);
        assertThatThrownBy(() -> JsonReader.read("\"æ\"".getBytes(StandardCharsets.ISO_8859_1)))
                .isInstanceOf(JsonException.class);
    }
}
