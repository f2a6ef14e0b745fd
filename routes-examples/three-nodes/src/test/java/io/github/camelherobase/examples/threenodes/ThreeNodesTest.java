package io.github.camelherobase.examples.threenodes;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import io.github.camelherobase.simulator.HerobaseSimulator;
import io.github.camelherobase.simulator.account.AccountSpec;
import io.github.camelherobase.simulator.books.ServiceBook;
import io.github.camelherobase.simulator.fault.Fault;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

class ThreeNodesTest {

    private static final int LEADS = 90;
    /** Of a day; fewer than the leads, so that the end of the quota is seen. */
    private static final int LIMIT = 60;
    /** Units that a node takes from the shared quota at once, and that die with it. */
    private static final int BATCH = 20;

    @TempDir
    Path directory;

    private final HerobaseSimulator herobase = HerobaseSimulator.builder()
            .account(AccountSpec.named(HerobaseSimulator.DEFAULT_USERNAME, HerobaseSimulator.DEFAULT_PASSWORD)
                    .dailyLimit("POST /leads", LIMIT))
            .start();

    /** Three processes start, on a machine that may be busy. */
    private static ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(90)).pollInterval(Duration.ofMillis(50));
    }

    @Test
    void theOthersGoOnWhenTheNodeThatReadsIsKilledAndNothingIsLost() throws Exception {
        herobase.faults().always("POST /leads", Fault.delayAnswer(Duration.ofSeconds(1)));
        try (herobase;
                Site site = new Site(herobase, directory)) {
            site.startNodes("1", "2", "3");
            soon().until(() -> site.isTakenFromByAll("leads"));
            site.send(1, LEADS);
            soon().until(() -> site.importedByNode().size() == 3 && site.reader() != null);
            String reader = site.reader();
            assertThat(site.readers()).as("nodes that read").containsExactly(reader);

            // HeroBase has a lead of each node, and none knows it yet.
            soon().until(() -> site.imported()
                    == site.importedByNode().values().stream()
                                    .mapToInt(count -> count)
                                    .sum()
                            + 3);
            site.kill(reader);
            herobase.faults().clear();
            Map<String, Integer> before = site.importedByNode();
            assertThat(site.imported()).as("imported at the kill").isLessThan(LIMIT - BATCH);
            herobase.world().agents().work(5);

            soon().until(() -> site.imported() >= LIMIT - BATCH);
            soon().untilAsserted(() -> assertThat(site.table()).isEqualTo(site.leads()));
            assertThat(site.reader()).isNotEqualTo(reader);
            Map<String, Integer> after = site.importedByNode();
            before.remove(reader);
            before.forEach((node, count) ->
                    assertThat(after.get(node)).as("imported by node " + node).isGreaterThan(count));

            ServiceBook imports = herobase.books().service(HerobaseSimulator.DEFAULT_USERNAME, "POST /leads");
            assertThat(imports.refused())
                    .as("refused, as nodes did not share the quota")
                    .isZero();
            assertThat(herobase.world().duplicates("SPRING25", "CrmId")).isEmpty();
            soon().untilAsserted(() -> assertThat(site.waiting("leads")).isEqualTo(LEADS - site.imported()));
            assertThat(site.waiting("leads.failed")).isZero();
        }
    }

    @Test
    @Timeout(60)
    void aHeroBaseElsewhereNeedsLive() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
            assertThatThrownBy(() -> ThreeNodes.main(new String[] {
                        "--camel.component.herobase.base-url=https://herobase.example.com/api",
                        "--camel.component.herobase.username=api@example.com",
                        "--camel.component.herobase.password=secret",
                        "--database.url=" + postgres.getJdbcUrl("postgres", "postgres"),
                        "--cluster.folder=" + directory
                    }))
                    .hasStackTraceContaining("https://herobase.example.com/api is not on this machine")
                    .hasStackTraceContaining("--live");
        }
    }
}
