package io.github.camelherobase.examples.salestopostgres;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.github.camelherobase.examples.Database;
import io.github.camelherobase.examples.ExampleMain;
import io.github.camelherobase.simulator.HerobaseSimulator;
import io.github.camelherobase.simulator.world.LeadClosure;
import io.github.camelherobase.simulator.world.LeadStatus;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class SalesToPostgresTest {

    private final HerobaseSimulator herobase = HerobaseSimulator.start();
    private EmbeddedPostgres postgres;
    private Database database;
    private ExampleMain main;

    @BeforeEach
    void start() throws Exception {
        postgres = EmbeddedPostgres.start();
        database = new Database(postgres.getPostgresDatabase());
        database.run("/sql/sale.sql");
        startMain();
    }

    private void startMain() {
        main = new ExampleMain(herobase);
        main.addOverrideProperty("database.url", postgres.getJdbcUrl("postgres", "postgres"));
        main.addOverrideProperty("poll.delay", "500");
        main.start();
    }

    @AfterEach
    void stop() throws Exception {
        main.stop();
        postgres.close();
        herobase.close();
    }

    private String lead(String phone, String name) {
        return herobase.world()
                .addLead("SPRING25", Map.of("Phone", phone, "FirstName", name))
                .uniqueId();
    }

    private void sell(String lead) {
        herobase.world()
                .dialer()
                .dial(lead, "agent1@example.com")
                .answer()
                .hangUp()
                .save("Sale");
    }

    private void awaitRows(String... rows) {
        await().untilAsserted(
                        () -> assertThat(database.rows(SalesToPostgres.SALES)).isEqualTo(List.of(rows)));
    }

    @Test
    void theTableFollowsWhatBecomesOfSales() {
        String ada = lead("70000001", "Ada");
        String soren = lead("70000002", "Søren");
        lead("70000003", "Alan");
        sell(ada);
        sell(soren);
        awaitRows("70000001 Ada", "70000002 Søren");

        herobase.world().change(ada, lead -> lead.data("FirstName", "Ada Lovelace"));
        awaitRows("70000001 Ada Lovelace", "70000002 Søren");

        herobase.world().ui().anonymize(soren);
        awaitRows("70000001 Ada Lovelace");

        main.stop();
        herobase.world()
                .change(ada, lead -> lead.status(LeadStatus.RedialAutomatic).closure(LeadClosure.NotSet));
        String grace = lead("70000004", "Grace");
        sell(grace);
        startMain();
        awaitRows("70000004 Grace");
    }
}
