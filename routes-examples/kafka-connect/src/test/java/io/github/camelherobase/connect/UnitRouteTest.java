package io.github.camelherobase.connect;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.github.camelherobase.simulator.HerobaseSimulator;

import static io.github.camelherobase.connect.ConnectCluster.soon;
import static org.assertj.core.api.Assertions.assertThat;

class UnitRouteTest {

    private final HerobaseSimulator herobase = HerobaseSimulator.start();
    private final WorkerContext worker = WorkerContext.acquire();
    private final SourceSettings settings = new SourceSettings(Map.of(
            "operation", "simpleLeads",
            "topic", "leads",
            "baseUrl", herobase.baseUrl(),
            "username", HerobaseSimulator.DEFAULT_USERNAME,
            "password", HerobaseSimulator.DEFAULT_PASSWORD,
            "initialFrom", "beginning",
            "delay", "2s"));

    @AfterEach
    void close() {
        worker.release();
        herobase.close();
    }

    private UnitRoute start(Handover handover) throws Exception {
        UnitRoute route =
                new UnitRoute(worker, settings, "leads", settings.units().get(0), null, handover);
        route.start();
        return route;
    }

    private String addLead(String phone) {
        return herobase.world()
                .addLead(HerobaseSimulator.DEFAULT_CAMPAIGN, Map.of("Phone", phone))
                .uniqueId();
    }

    private static void awaitRecord(Handover handover, String lead) {
        Set<Object> keys = new HashSet<>();
        soon().until(() -> {
            List<SourceRecord> records = handover.take(50);
            if (records != null) {
                records.forEach(each -> {
                    keys.add(each.key());
                    handover.committed((CommittedRecord) each);
                });
            }
            return keys.contains(lead);
        });
    }

    @Test
    void aTaskThatEndsLateLeavesItsSuccessorInTheSameWorkerAlone() throws Exception {
        Handover late = new Handover(2_000);
        UnitRoute ending = start(late);
        awaitRecord(late, addLead("70000001"));

        Handover handover = new Handover(2_000);
        UnitRoute successor = start(handover);
        awaitRecord(handover, addLead("70000002"));
        ending.letGo();
        late.close();
        ending.remove();
        awaitRecord(handover, addLead("70000003"));
        assertThat(successor.failure()).isNull();
        successor.letGo();
        successor.remove();
    }
}
