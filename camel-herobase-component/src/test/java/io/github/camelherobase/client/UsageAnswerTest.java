package io.github.camelherobase.client;

import java.nio.charset.StandardCharsets;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.camelherobase.api.HerobaseProtocolException;
import io.github.camelherobase.quota.UsageCount;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Limits and counts are understood in any likely shape, as theirs is not public. */
class UsageAnswerTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{\"service\":\"POST /leads\",\"limit\":20000}]",
                "[{\"Name\":\"POST /leads\",\"DailyLimit\":20000,\"Id\":7}]",
                "[{\"path\":\"/leads\",\"method\":\"POST\",\"max\":20000}]",
                "{\"POST /leads\":20000}",
                "{\"limits\":{\"POST /leads\":20000}}",
                "{\"requestLimits\":[{\"service\":\"POST /leads\",\"requestsPerDay\":20000}]}",
                "{\"POST /leads\":{\"limit\":20000}}",
                "{\"POST /leads\":{\"limit\":20000},\"note\":\"x\"}"
            })
    void limits(String json) {
        assertThat(answer(json).limits()).isEqualTo(Map.of("POST /leads", 20_000L));
    }

    @Test
    void counts() {
        assertThat(answer("[{\"service\":\"POST /leads\",\"count\":17,\"secondsLeft\":300}]")
                        .counts())
                .isEqualTo(Map.of("POST /leads", new UsageCount(17, 300L)));
        assertThat(answer("{\"POST /leads\":17,\"GET /calls\":0}").counts())
                .isEqualTo(Map.of("POST /leads", new UsageCount(17, null), "GET /calls", new UsageCount(0, null)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html/>", "[]", "{}", "[1,2]", "{\"a\":\"b\"}", "[{\"service\":\"x\"}]", "null"})
    void nothingToBeUnderstoodIsAnError(String text) {
        assertThatThrownBy(() -> answer(text).limits())
                .isInstanceOf(HerobaseProtocolException.class)
                .hasMessageStartingWith("GET /limits: expected ");
    }

    private static UsageAnswer answer(String json) {
        return UsageAnswer.of(json.getBytes(StandardCharsets.UTF_8), "GET /limits", seen -> "something else");
    }
}
