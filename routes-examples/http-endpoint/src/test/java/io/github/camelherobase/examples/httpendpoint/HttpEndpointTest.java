package io.github.camelherobase.examples.httpendpoint;

import java.net.http.HttpResponse;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.camelherobase.examples.ExampleMain;
import io.github.camelherobase.simulator.HerobaseSimulator;
import io.github.camelherobase.simulator.fault.Fault;

import static org.assertj.core.api.Assertions.assertThat;

class HttpEndpointTest {

    private static final String LEAD = "{\"Phone\": \"70000001\"}";

    private final HerobaseSimulator herobase = HttpEndpoint.herobase(2);
    private ExampleMain main;
    private int port;

    @BeforeEach
    void start() throws Exception {
        port = HttpEndpoint.freePort();
        main = HttpEndpoint.main(herobase, port);
        main.start();
    }

    @AfterEach
    void stop() {
        main.stop();
        herobase.close();
    }

    @Test
    void aLeadIsAnsweredWithItsId() throws Exception {
        HttpResponse<String> answer =
                HttpEndpoint.send(port, "{\n  \"Phone\": \"70000001\",\n  \"FirstName\": \"Søren\"\n}");

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(herobase.world().leads().map(lead -> lead.uniqueId()))
                .containsExactly(answer.body().strip());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "not JSON",
                "[" + LEAD + "]",
                "{\"Phone\": ",
                LEAD + LEAD,
                "{\"Phone\": \"1\", \"Phone\": \"2\"}"
            })
    void whatIsNotOneObjectIsABadRequest(String body) throws Exception {
        assertThat(HttpEndpoint.send(port, body).statusCode()).isIn(400, 422);
        assertThat(herobase.world().leadCount()).isZero();
    }

    @Test
    void aRefusedLeadIsAnsweredWithTheReasonAndNoValue() throws Exception {
        HttpResponse<String> answer = HttpEndpoint.send(port, "{\"FirstName\": \"Søren\"}");

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("Phone").doesNotContain("Søren");
    }

    @Test
    void aUsedUpQuotaSaysWhenToComeBack() throws Exception {
        HttpEndpoint.send(port, LEAD);
        HttpEndpoint.send(port, LEAD);
        HttpResponse<String> answer = HttpEndpoint.send(port, LEAD);

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(Long.parseLong(answer.headers().firstValue("Retry-After").orElseThrow()))
                .isBetween(1L, 86_401L);
        assertThat(herobase.world().leadCount()).isEqualTo(2);
    }

    @Test
    void aLeadInDoubtAndAWrongPasswordAreNoInvitationToSendAgain() throws Exception {
        herobase.faults().next("POST /leads", Fault.status(500));
        HttpResponse<String> doubt = HttpEndpoint.send(port, LEAD);
        assertThat(doubt.statusCode()).isEqualTo(502);
        assertThat(doubt.headers().firstValue("Retry-After")).isEmpty();

        herobase.faults().next("POST /leads", Fault.status(401));
        assertThat(HttpEndpoint.send(port, LEAD).statusCode()).isEqualTo(502);
    }
}
