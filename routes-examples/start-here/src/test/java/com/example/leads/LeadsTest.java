package com.example.leads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelherobase.simulator.HerobaseSimulator;
import io.github.camelherobase.simulator.SimulatorExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The routes as they are, against a HeroBase on this machine. */
// The routes stop with this class, before their HeroBase does.
@DirtiesContext
@SpringBootTest(properties = {"every=200ms", "camel.main.run-controller=false"})
class LeadsTest {

    @RegisterExtension
    static final SimulatorExtension HEROBASE = SimulatorExtension.create();

    @DynamicPropertySource
    static void account(DynamicPropertyRegistry properties) {
        properties.add("camel.component.herobase.base-url", () -> HEROBASE.simulator().baseUrl());
        properties.add("camel.component.herobase.username", () -> HerobaseSimulator.DEFAULT_USERNAME);
        properties.add("camel.component.herobase.password", () -> HerobaseSimulator.DEFAULT_PASSWORD);
    }

    @Test
    void aLeadGoesInAndComesOut() throws Exception {
        Files.createDirectories(Path.of("leads"));
        Files.writeString(Path.of("leads", "one.json"), "{\"Phone\": \"70000001\", \"FirstName\": \"Ærø\"}");

        await().ignoreExceptions().untilAsserted(() -> {
            try (var changed = Files.list(Path.of("changed"))) {
                assertThat(Files.readString(changed.findFirst().orElseThrow())).contains("70000001", "Ærø");
            }
        });
    }
}
