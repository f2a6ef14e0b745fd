package io.github.camelherobase.simulator;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

class SimulatorExtensionTest {

    /** As a Camel context that Spring closes: registered before the simulator, asked after all tests. */
    @Order(1)
    @RegisterExtension
    static final AfterAllCallback CLOSED_WITH_THE_CLASS = context ->
            assertThat(statusOf(SimulatorExtensionTest.SIMULATOR.simulator())).isEqualTo(200);

    @Order(2)
    @RegisterExtension
    static final SimulatorExtension SIMULATOR = SimulatorExtension.create();

    @Test
    void runsAndIsHandedToTests(HerobaseSimulator simulator) throws Exception {
        assertThat(simulator).isSameAs(SIMULATOR.simulator());
        assertThat(statusOf(simulator)).isEqualTo(200);
    }

    private static int statusOf(HerobaseSimulator simulator) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(simulator.baseUrl() + "/myaccount"))
                .header("Authorization", ApiTest.basic("api@example.com", "secret"))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).statusCode();
    }

    /** Each of the two leaves a lead, which the other must not find. */
    @RepeatedTest(2)
    void eachTestBeginsAnew(HerobaseSimulator simulator) {
        assertThat(simulator.world().leadCount()).isZero();
        simulator.world().addLead("SPRING25", Map.of("Phone", "1"));
    }
}
