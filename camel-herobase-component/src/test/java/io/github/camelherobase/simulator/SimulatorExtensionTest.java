package io.github.camelherobase.simulator;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

class SimulatorExtensionTest {

    @RegisterExtension
    static final SimulatorExtension SIMULATOR = SimulatorExtension.create();

    @Test
    void runsAndIsHandedToTests(HerobaseSimulator simulator) throws Exception {
        assertThat(simulator).isSameAs(SIMULATOR.simulator());
        HttpRequest request = HttpRequest.newBuilder(URI.create(simulator.baseUrl() + "/myaccount"))
                .header("Authorization", ApiTest.basic("api@example.com", "secret"))
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(request, BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(200);
    }

    /** Each of the two leaves a lead, which the other must not find. */
    @RepeatedTest(2)
    void eachTestBeginsAnew(HerobaseSimulator simulator) {
        assertThat(simulator.world().leadCount()).isZero();
        simulator.world().addLead("SPRING25", Map.of("Phone", "1"));
    }
}
