package io.github.camelherobase.api;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Period;
import java.time.ZoneId;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CallTest {

    private static Call call(String members) {
        return new Call(
                ("{\"uniqueId\":\"1\",\"startTime\":\"2026-05-06T10:00:00.0000000\"," + members.replace('\'', '"')
                                + "}")
                        .getBytes(StandardCharsets.UTF_8),
                ZoneId.of("Europe/Copenhagen"));
    }

    @Test
    void theEndIsDerivedWhenItIsAbsent() {
        String durations =
                "'dialingDuration':'PT6S','conversationDuration':'PT12M42S','wrapUpDuration':'PT15S','endCause':'Busy'";
        assertThat(call(durations).getEndTime()).isEqualTo("2026-05-06T10:13:03+02:00");
        assertThat(call(durations + ",'endTime':'2026-05-06T10:12:48.0000000'").getEndTime())
                .isEqualTo("2026-05-06T10:12:48+02:00");
        assertThat(call("'dialingDuration':'PT6S','endCause':'NotApplicable'").getEndTime())
                .isNull();
        assertThat(call("'endCause':''").getEndTime()).isNull();
    }

    @Test
    void aDurationWithMonthsIsAPeriodAndItsTextStays() {
        Call call = call("'dialingDuration':'PT1M','conversationDuration':'P1M2DT3H','endCause':'NormalDisconnect'");
        assertThat(call.getDialingDuration()).isEqualTo(Duration.ofMinutes(1));
        assertThat(call.getPeriod("dialingDuration")).isNull();
        assertThat(call.getConversationDuration()).isNull();
        assertThat(call.getPeriod("conversationDuration")).isEqualTo(Period.of(0, 1, 2));
        assertThat(call.text("conversationDuration")).isEqualTo("P1M2DT3H");
        assertThat(call.getPeriod("wrapUpDuration")).isNull();
        assertThat(call.getEndTime()).isEqualTo("2026-06-08T13:01:00+02:00");
    }

    @Test
    void whatIsNoDurationThrowsWithoutItsValue() {
        Call call = call("'wrapUpDuration':'12:42'");
        assertThatThrownBy(call::getWrapUpDuration)
                .isInstanceOf(HerobaseProtocolException.class)
                .hasMessage("A record has a wrapUpDuration that is not an ISO 8601 duration");
    }
}
