package com.example.leads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The routes as they are, against a HeroBase on this machine. */
@QuarkusTest
@QuarkusTestResource(Herobase.class)
class LeadsTest {

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
