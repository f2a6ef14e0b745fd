package io.github.camelherobase.guide;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.github.camelherobase.HerobaseConstants;
import io.github.camelherobase.api.LeadImportResult;
import io.github.camelherobase.cursor.FileCursorStore;
import io.github.camelherobase.simulator.HerobaseSimulator;
import io.github.camelherobase.simulator.account.AccountSpec;
import io.github.camelherobase.simulator.world.SavedSearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Each Kamelet of the jar runs against the simulator. */
class KameletsTest {

    /** What would be lost in a URI that is not written raw. */
    private static final String PASSWORD = "s+e&c%r=t";

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    private final HerobaseSimulator simulator = HerobaseSimulator.builder()
            .account(AccountSpec.named("api@example.com", PASSWORD).savedSearch(SavedSearch.named("Everything")))
            .start();
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final Queue<Exchange> sink = new ConcurrentLinkedQueue<>();

    @BeforeEach
    void account() {
        context.getRegistry().bind("store", new FileCursorStore(folder));
        context.getPropertiesComponent().addInitialProperty("url", simulator.baseUrl());
        context.getPropertiesComponent().addInitialProperty("secret", PASSWORD);
    }

    @AfterEach
    void stop() {
        context.stop();
        simulator.close();
    }

    private static String kamelet(String name, String more) {
        return "kamelet:" + name + "?baseUrl={{url}}&username=api@example.com&password=RAW({{secret}})" + more;
    }

    private void source(String name, String more) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(kamelet(name, "&cursorRepository=#store&initialFrom=1d" + more))
                        .process(exchange -> sink.add(exchange.copy()));
            }
        });
        context.start();
        await().atMost(Duration.ofSeconds(20)).until(() -> !sink.isEmpty());
    }

    private JsonNode emitted() throws Exception {
        Exchange exchange = sink.remove();
        assertThat(exchange.getMessage().getBody()).isInstanceOf(String.class);
        assertThat(exchange.getMessage().getHeader("Content-Type")).isEqualTo("application/json");
        return JSON.readTree(exchange.getMessage().getBody(String.class));
    }

    @Test
    void leadsComeAsJson() throws Exception {
        String id = simulator
                .world()
                .addLead("SPRING25", Map.of("Phone", "70000001"))
                .uniqueId();
        source("herobase-leads-source", "");
        JsonNode lead = emitted();
        assertThat(lead.get("uniqueId").asText()).isEqualTo(id);
        assertThat(lead.get("data").get("Phone").asText()).isEqualTo("70000001");
    }

    @Test
    void aSavedSearchComesAsJson() throws Exception {
        String id = simulator
                .world()
                .addLead("SPRING25", Map.of("Phone", "70000001"))
                .uniqueId();
        source("herobase-saved-search-source", "&searchName=Everything");
        assertThat(emitted().get("uniqueId").asText()).isEqualTo(id);
    }

    @Test
    void callsComeAsJson() throws Exception {
        String id = simulator
                .world()
                .addLead("SPRING25", Map.of("Phone", "70000001"))
                .uniqueId();
        simulator.world().agents(1).work(1);
        source("herobase-calls-source", "&orgCodes=all");
        JsonNode call = emitted();
        assertThat(call.get("uniqueLeadId").asText()).isEqualTo(id);
    }

    @Test
    void aLeadIsImported() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:leads").to(kamelet("herobase-leads-sink", "&campaignCode=SPRING25&leadPool=Web"));
            }
        });
        context.start();
        Exchange done = context.createProducerTemplate().request("direct:leads", exchange -> {
            exchange.getMessage().setBody("{\"Phone\":\"70000001\"}");
            exchange.getMessage().setHeader(HerobaseConstants.CAMPAIGN_CODE, "NOT_MINE");
        });
        assertThat(done.getException()).isNull();
        assertThat(done.getMessage().getBody(LeadImportResult.class).isSuccess())
                .isTrue();
        assertThat(simulator.world().leads()).hasSize(1);
        assertThat(simulator.world().leads().iterator().next().data()).containsEntry("Phone", "70000001");
    }

    /** Tools show these; a user's build resolves the version that is written there. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "herobase-leads-source",
                "herobase-saved-search-source",
                "herobase-calls-source",
                "herobase-leads-sink"
            })
    void toolsFindWhatTheyShow(String name) throws Exception {
        Map<?, ?> kamelet = (Map<?, ?>) HerobaseTexts.documents(GuideFile.read(GuideFile.repository()
                                .resolve("camel-herobase-component/src/main/resources/kamelets/" + name
                                        + ".kamelet.yaml"))
                        .text())
                .get(0);
        String version = JSON.readTree(HerobaseCatalog.metadata())
                .get("component")
                .get("version")
                .asText();
        Map<?, ?> spec = (Map<?, ?>) kamelet.get("spec");
        assertThat(((Map<?, ?>) kamelet.get("metadata")).get("name")).isEqualTo(name);
        assertThat(spec.get("dependencies"))
                .isEqualTo(List.of("camel:kamelet", "mvn:io.github.camelherobase:camel-herobase:" + version));
        Map<?, ?> definition = (Map<?, ?>) spec.get("definition");
        assertThat(((Map<?, ?>) definition.get("properties")).keySet().containsAll((List<?>)
                        definition.get("required")))
                .isTrue();
    }
}
