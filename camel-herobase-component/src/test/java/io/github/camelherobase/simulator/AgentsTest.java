package io.github.camelherobase.simulator;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.github.camelherobase.simulator.world.Lead;
import io.github.camelherobase.simulator.world.LeadClosure;
import io.github.camelherobase.simulator.world.LeadStatus;

import static org.assertj.core.api.Assertions.assertThat;

class AgentsTest extends ApiTest {

    private List<Lead> worked(long seed) {
        try (HerobaseSimulator site = builder().start()) {
            addLeads(site, 300);
            site.world().agents(seed).workAll();
            return site.world().leads().toList();
        }
    }

    private static void addLeads(HerobaseSimulator site, int count) {
        for (int i = 0; i < count; i++) {
            site.world().addLead("SPRING25", Map.of("Phone", String.valueOf(i)));
        }
    }

    @Test
    void theSeedDeterminesTheWork() {
        assertThat(worked(7)).isEqualTo(worked(7)).isNotEqualTo(worked(8));
    }

    @Test
    void workedLeadsAreModifiedNowAndExported() {
        start();
        addLeads(simulator, 200);
        clock.advance(Duration.ofHours(1));
        assertThat(simulator.world().agents().work(50)).isEqualTo(50);
        assertThat(array(get("/simpleleads?ModifiedFrom=2026-05-06T11:00:00"))).hasSize(50);
        List<Map<String, Object>> sales = array(get("/simpleleads?Statuses=UserProcessed&LeadClosures=Success"));
        assertThat(sales).isNotEmpty().allSatisfy(lead -> {
            assertThat(lead).containsEntry("firstProcessedTime", "2026-05-06T11:00:00.0000000");
            assertThat(lead.get("data")).isInstanceOfSatisfying(Map.class, data -> assertThat(data.get("Result"))
                    .isEqualTo("Sale"));
            assertThat(lead.get("firstProcessedByUser")).isEqualTo(lead.get("lastModifiedByUser"));
        });
    }

    @Test
    void everyLeadIsClosedInTheEnd() {
        start();
        addLeads(simulator, 500);
        assertThat(simulator.world().agents(3).closeAll()).isGreaterThan(500);
        assertThat(simulator.world().leads())
                .allMatch(lead -> lead.status().isClosed())
                .anyMatch(lead -> lead.status() == LeadStatus.Depleted)
                .anyMatch(lead -> lead.closure() == LeadClosure.InvalidLead)
                .anyMatch(lead -> lead.closure() == LeadClosure.Unqualified)
                .anyMatch(lead -> lead.closure() == LeadClosure.NotInterested)
                .allMatch(
                        lead -> (lead.status() == LeadStatus.UserProcessed) == (lead.closure() != LeadClosure.NotSet));
    }

    @Test
    void automaticRedialsOnlyFollowNewOrAutomaticRedials() {
        start();
        addLeads(simulator, 300);
        simulator.world().leads().forEach(lead -> simulator
                .world()
                .change(lead.uniqueId(), draft -> draft.status(LeadStatus.RedialManualPrivate)));
        simulator.world().agents().workAll();
        assertThat(simulator.world().leads()).noneMatch(lead -> lead.status() == LeadStatus.RedialAutomatic);
    }
}
