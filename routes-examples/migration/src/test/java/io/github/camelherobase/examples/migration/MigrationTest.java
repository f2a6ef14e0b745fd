package io.github.camelherobase.examples.migration;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import io.github.camelherobase.examples.ExampleMain;
import io.github.camelherobase.journal.FileImportJournal;
import io.github.camelherobase.simulator.HerobaseSimulator;
import io.github.camelherobase.simulator.world.Lead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

class MigrationTest {

    @TempDir
    Path positions;

    private final TwoSites sites = new TwoSites();

    @AfterEach
    void close() {
        sites.close();
    }

    private void migrate() throws Exception {
        try (ExampleMain main = sites.main(positions)) {
            main.start();
            await().until(() -> TwoSites.isThrough(main));
            // As the end of the process would.
            main.lookup("journal", FileImportJournal.class).close();
        }
    }

    private List<Map<String, String>> migrated() {
        return sites.newSite().world().leads().map(Lead::data).toList();
    }

    @Test
    void openLeadsHaveTheirNewFieldsOnceAndRejectsHoldNothingUp() throws Exception {
        String ada = sites.lead("70000001", "Ada", "Lovelace");
        sites.lead("", "No", "Phone");
        sites.oldSite().world().ui().remove(sites.lead("70000003", "Grace", "Hopper"));
        String soren = sites.lead("70000002", "Søren", "Ærø");

        migrate();

        assertThat(migrated()).hasSize(2);
        assertThat(migrated().get(0))
                .containsEntry("OldId", ada)
                .containsEntry("PhoneNumber", "70000001")
                .containsEntry("Name", "Ada Lovelace");
        assertThat(migrated().get(1)).containsEntry("OldId", soren).containsEntry("Name", "Søren Ærø");

        migrate();

        assertThat(migrated()).hasSize(2);
        assertThat(sites.newSite()
                        .books()
                        .service(HerobaseSimulator.DEFAULT_USERNAME, "POST /leads")
                        .received())
                .isEqualTo(3);
    }

    @Test
    @Timeout(60)
    void aNewHeroBaseElsewhereNeedsLive() {
        assertThatThrownBy(() -> Migration.main(new String[] {
                    "--old.url=" + sites.oldSite().baseUrl(),
                    "--old.user=api@example.com",
                    "--old.password=secret",
                    "--new.url=https://herobase.example.com/api",
                    "--new.user=api@example.com",
                    "--new.password=secret",
                    "--end=2026-05-06",
                    "--directory=" + positions
                }))
                .hasStackTraceContaining("https://herobase.example.com/api is not on this machine")
                .hasStackTraceContaining("--live");
    }
}
