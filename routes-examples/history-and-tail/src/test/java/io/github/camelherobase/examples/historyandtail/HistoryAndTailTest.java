package io.github.camelherobase.examples.historyandtail;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;

import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

import io.github.camelherobase.api.Lead;
import io.github.camelherobase.examples.Database;
import io.github.camelherobase.simulator.HerobaseSimulator;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class HistoryAndTailTest {

    private static final int LEADS = 1_000;
    private static final Duration LONG = Duration.ofSeconds(60);

    private final HerobaseSimulator herobase = HerobaseSimulator.start();
    private final Random random = new Random(20_261_125);
    private EmbeddedPostgres postgres;
    private LeadCopy copy;
    private ConfigurableApplicationContext application;

    @BeforeEach
    void start() throws Exception {
        postgres = EmbeddedPostgres.start();
        copy = new LeadCopy(herobase.world(), new Database(postgres.getPostgresDatabase()));
    }

    @AfterEach
    void stop() throws Exception {
        application.close();
        postgres.close();
        herobase.close();
    }

    /** Agents call some leads, others are changed by hand, and somebody wants to be forgotten. */
    private void changeSome() {
        List<String> ids = herobase.world().leads().map(lead -> lead.uniqueId()).toList();
        herobase.world().agents(random.nextLong()).work(5);
        for (int i = 0; i < 5; i++) {
            String id = ids.get(random.nextInt(ids.size()));
            herobase.world().change(id, lead -> lead.data("FirstName", "changed" + random.nextInt(1_000)));
        }
        herobase.world().ui().anonymize(ids.get(random.nextInt(ids.size())));
    }

    @Test
    void theDatabaseIsHeroBasesStateAfterAgentsChangedLeadsMeanwhile() throws Exception {
        copy.addLeads(LEADS);
        application = HistoryAndTail.start(herobase, postgres);
        await().atMost(LONG).until(() -> {
            changeSome();
            return copy.rows().size() > LEADS / 3;
        });
        assertThat(HistoryAndTail.isHistoryDone(application)).isFalse();

        // Stopped in the middle; both go on where they were.
        application.close();
        changeSome();
        application = HistoryAndTail.start(herobase, postgres);
        await().atMost(LONG).until(() -> {
            changeSome();
            return HistoryAndTail.isHistoryDone(application);
        });

        await().atMost(LONG).untilAsserted(() -> assertThat(copy.rows()).isEqualTo(copy.leads()));
        assertThat(copy.rows()).hasSize(LEADS).anyMatch(row -> row.contains("Anonymized"));

        changeSome();
        await().atMost(LONG).untilAsserted(() -> assertThat(copy.rows()).isEqualTo(copy.leads()));
    }

    @Test
    void anOlderStateNeverReplacesANewerOne() throws Exception {
        application = HistoryAndTail.start(herobase, postgres);
        ProducerTemplate upsert = application.getBean(CamelContext.class).createProducerTemplate();

        upsert.sendBody("direct:upsert", lead("New", "2026-05-06T10:00:00"));
        upsert.sendBody("direct:upsert", lead("UserProcessed", "2026-05-06T11:00:00"));
        upsert.sendBody("direct:upsert", lead("New", "2026-05-06T10:00:00"));

        assertThat(copy.rows()).containsExactly("1S1 UserProcessed NotSet 70000001 Ada");
    }

    private static Lead lead(String status, String changed) {
        String json =
                "{\"uniqueId\":\"1S1\",\"status\":\"" + status + "\",\"closure\":\"NotSet\",\"lastModifiedTime\":\""
                        + changed + "\",\"data\":{\"Phone\":\"70000001\",\"FirstName\":\"Ada\"}}";
        return new Lead(json.getBytes(StandardCharsets.UTF_8), ZoneOffset.UTC);
    }
}
