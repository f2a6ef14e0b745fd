package io.github.camelherobase.guide;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.github.camelherobase.HerobaseComponent;
import io.github.camelherobase.HerobaseConfiguration;
import io.github.camelherobase.cursor.FileCursorStore;
import io.github.camelherobase.guide.GuideFile.Snippet;
import io.github.camelherobase.simulator.HerobaseSimulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The first routes of the guide do what the page says. */
class GettingStartedTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    private final HerobaseSimulator simulator = HerobaseSimulator.start();
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final List<Snippet> snippets = GuideFile.read(GuideFile.repository().resolve("docs/getting-started.md"))
            .snippets("yaml");

    @BeforeEach
    void account() {
        HerobaseConfiguration account =
                context.getComponent("herobase", HerobaseComponent.class).getConfiguration();
        account.setBaseUrl(simulator.baseUrl());
        account.setUsername(HerobaseSimulator.DEFAULT_USERNAME);
        account.setPassword(HerobaseSimulator.DEFAULT_PASSWORD);
        account.setCursorRepository(new FileCursorStore(folder.resolve("positions")));
    }

    @AfterEach
    void stop() {
        context.stop();
        simulator.close();
    }

    /** The page's route, with its folder below the test's. */
    private void run(int snippet) throws Exception {
        String route = snippets.get(snippet).code().replaceAll("(?<!\\{)file:", "file:" + folder + "/");
        PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString("route.yaml", route));
        context.start();
    }

    @Test
    void aFileBecomesALead() throws Exception {
        Path inbox = Files.createDirectories(folder.resolve("inbox"));
        Files.writeString(inbox.resolve("ida.json"), "{\"Phone\": \"70000001\", \"FirstName\": \"Ida\"}");
        run(0);
        await().atMost(PATIENCE).until(() -> simulator.world().leads().count() == 1);
        assertThat(simulator.world().leads().findFirst().orElseThrow().data()).containsEntry("FirstName", "Ida");
    }

    @Test
    void aChangedLeadBecomesAFile() throws Exception {
        String id = simulator
                .world()
                .addLead("SPRING25", Map.of("Phone", "70000001"))
                .uniqueId();
        run(1);
        Path file = folder.resolve("leads").resolve(id + ".json");
        await().atMost(PATIENCE).until(() -> Files.exists(file) && Files.size(file) > 0);
        assertThat(Files.readString(file)).contains("\"70000001\"").contains(id);
    }
}
