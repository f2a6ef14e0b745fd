package io.github.camelherobase.simulator;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.github.camelherobase.simulator.world.Lead;
import io.github.camelherobase.simulator.world.LeadPool;

import static org.assertj.core.api.Assertions.assertThat;

/** "Creating lead pools" on the vendor's page; the two ways through the import service are in {@link ImportLeadTest}. */
class PoolsTest extends ApiTest {

    private static final List<Map<String, String>> TWO = List.of(Map.of("Phone", "1"), Map.of("Phone", "2"));

    private static List<String> poolNames(List<Lead> leads) {
        return leads.stream().map(lead -> lead.pool().name()).toList();
    }

    @Test
    void eachUploadInTheUiMakesANewPool() {
        start();
        var ui = simulator.world().ui();
        assertThat(poolNames(ui.upload("SPRING25", "boss@example.com", TWO)))
                .containsExactly("Upload 2026-05-06 10:00:00", "Upload 2026-05-06 10:00:00");
        assertThat(poolNames(ui.upload("SPRING25", "boss@example.com", "Messe", TWO)))
                .containsExactly("Messe", "Messe");
        assertThat(poolNames(ui.upload("SPRING25", "boss@example.com", "Messe", TWO)))
                .containsExactly("Messe (2)", "Messe (2)");
        assertThat(simulator.world().pools()).hasSize(3);
        assertThat(array(get("/simpleleads"))).allSatisfy(lead -> assertThat(lead)
                .containsEntry("uploadedByUser", Map.of("orgCode", "boss@example.com")));
    }

    @Test
    void leadsMadeByHandComeIntoTheMonthsPoolInTheUsersLanguage() {
        start();
        var ui = simulator.world().ui();
        ui.create("SPRING25", "boss@example.com", "Manually created leads", Map.of("Phone", "1"));
        ui.create("SPRING25", "boss@example.com", "Manually created leads", Map.of("Phone", "2"));
        clock.set(Instant.parse("2026-05-31T22:00:00Z"));
        ui.create("SPRING25", "boss@example.com", "Manually created leads", Map.of("Phone", "3"));
        ui.create("SPRING25", "boss@example.com", "Manuelt oprettede leads", Map.of("Phone", "4"));
        assertThat(poolNames(simulator.world().leads().toList()))
                .containsExactly(
                        "Manually created leads 2026-05",
                        "Manually created leads 2026-05",
                        "Manually created leads 2026-06",
                        "Manuelt oprettede leads 2026-06");
    }

    @Test
    void leadsInInactivePoolsAreNotDialled() {
        start();
        var world = simulator.world();
        world.ui().upload("SPRING25", "boss@example.com", "Messe", TWO);
        LeadPool pool = new LeadPool("SPRING25", "Messe");
        world.leadPools().deactivate(pool);
        assertThat(world.agents().workAll()).isZero();
        world.leadPools().activate(pool);
        assertThat(world.agents().workAll()).isEqualTo(2);
    }
}
