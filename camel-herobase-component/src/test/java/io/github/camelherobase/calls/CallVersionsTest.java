package io.github.camelherobase.calls;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.github.camelherobase.api.Call;
import io.github.camelherobase.support.PlainServer;
import io.github.camelherobase.support.PlainServer.Answer;
import io.github.camelherobase.support.Routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Calls that change while the units are asked one after the other, and calls that cannot be told from others. */
class CallVersionsTest {

    private static final String RINGING =
            "{\"uniqueId\":\"7C1\",\"startTime\":\"2026-05-06T10:00:00\"," + "\"endCause\":\"NotApplicable\"}";
    private static final String ENDED = "{\"uniqueId\":\"7C1\",\"startTime\":\"2026-05-06T10:00:00\","
            + "\"endTime\":\"2026-05-06T10:05:00\",\"endCause\":\"UserHangup\",\"status\":\"NotSet\"}";
    private static final String WRAPPED_UP =
            ENDED.replace("NotSet", "UserProcessed").replace("10:05:00", "10:07:00");

    private List<?> calls(String first, String second) throws Exception {
        try (PlainServer server = new PlainServer(
                        request -> Answer.json("[" + (request.get("OrgCode").equals("A") ? first : second) + "]"));
                Routes routes = new Routes(server.baseUrl(), context -> {})) {
            return routes.context
                    .createProducerTemplate()
                    .requestBodyAndHeader(
                            "direct:many",
                            null,
                            "operation",
                            "calls?fairUse=false&orgCodes=A,B&startTime=2026-05-06&timeSpan=P1D",
                            List.class);
        }
    }

    @Test
    void theLastStateOfACallComesLastWhateverTheOrderOfTheAnswers() throws Exception {
        for (String earlier : List.of(RINGING, ENDED)) {
            assertThat(calls(earlier, WRAPPED_UP)).hasSize(2).last().satisfies(CallVersionsTest::isWrappedUp);
            assertThat(calls(WRAPPED_UP, earlier)).singleElement().satisfies(CallVersionsTest::isWrappedUp);
        }
        assertThat(calls(WRAPPED_UP, WRAPPED_UP)).hasSize(1);
    }

    private static void isWrappedUp(Object call) {
        assertThat(((Call) call).getStatus()).isEqualTo("UserProcessed");
    }

    @Test
    void aCallWithoutAnIdIsANamedError() {
        assertThatThrownBy(() -> calls(ENDED, "{\"startTime\":\"2026-05-06T10:00:00\"}"))
                .hasStackTraceContaining("HerobaseProtocolException")
                .hasStackTraceContaining("GET /calls")
                .hasStackTraceContaining("has no uniqueId");
    }
}
