package io.github.camelherobase.examples.webform;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import io.github.camelherobase.examples.ExampleMain;
import io.github.camelherobase.simulator.HerobaseSimulator;
import io.github.camelherobase.simulator.fault.Fault;
import io.github.camelherobase.simulator.world.Lead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

class WebFormTest {

    @TempDir
    Path folder;

    private final HerobaseSimulator herobase = HerobaseSimulator.start();
    private ExampleMain main;
    private int port;

    @BeforeEach
    void start() throws Exception {
        port = WebForm.freePort();
        main = WebForm.main(herobase, folder, port);
        main.start();
    }

    @AfterEach
    void stop() {
        main.stop();
        herobase.close();
    }

    private int post(String form) throws Exception {
        return WebForm.send(port, form).statusCode();
    }

    private List<Path> files(String name) throws Exception {
        Path directory = folder.resolve(name);
        if (!Files.exists(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    @Test
    void aFormBecomesALead() throws Exception {
        assertThat(post("{\"Phone\": \"+45 70 00 00 01\", \"FirstName\": \"Søren\"}"))
                .isEqualTo(202);

        await().until(() -> herobase.world().leadCount() == 1 && files("spool").isEmpty());
        Lead lead = herobase.world().leads().findFirst().orElseThrow();
        assertThat(lead.data()).containsEntry("Phone", "+45 70 00 00 01").containsEntry("FirstName", "Søren");
        assertThat(lead.campaign().code()).isEqualTo("SPRING25");
    }

    @Test
    void aFormThatCannotBeCalledIsRefused() throws Exception {
        assertThat(post("{\"FirstName\": \"Søren\"}")).isEqualTo(400);
        assertThat(post("{\"Phone\": \"none of your business\"}")).isEqualTo(400);
        assertThat(post("not JSON")).isEqualTo(400);
        assertThat(files("spool")).isEmpty();
    }

    @Test
    void aLeadWaitsForAHeroBaseThatCannotBeReached() throws Exception {
        int herobasePort = herobase.port();
        herobase.close();
        assertThat(post("{\"Phone\": \"70000001\"}")).isEqualTo(202);
        assertThat(files("spool")).hasSize(1);

        try (HerobaseSimulator back =
                HerobaseSimulator.builder().port(herobasePort).start()) {
            await().until(() -> back.world().leadCount() == 1 && files("spool").isEmpty());
        }
    }

    @Test
    void aLeadThatMayOrMayNotHaveArrivedIsKeptAndNotSentAgain() throws Exception {
        herobase.faults().next("POST /leads", Fault.status(500));
        assertThat(post("{\"Phone\": \"70000001\"}")).isEqualTo(202);

        await().until(() -> files("dead").size() == 1);
        assertThat(Files.readString(files("dead").get(0))).contains("70000001");
        assertThat(herobase.books().requests("POST /leads")).hasSize(1);
    }

    @Test
    @Timeout(60)
    void aHeroBaseElsewhereNeedsLive() {
        assertThatThrownBy(() -> WebForm.main(new String[] {
                    "--camel.component.herobase.base-url=https://herobase.example.com/api",
                    "--camel.component.herobase.username=api@example.com",
                    "--camel.component.herobase.password=secret",
                    "--folder=" + folder.resolve("elsewhere"),
                    "--camel.server.port=" + WebForm.freePort()
                }))
                .hasStackTraceContaining("https://herobase.example.com/api is not on this machine")
                .hasStackTraceContaining("--live");
    }
}
