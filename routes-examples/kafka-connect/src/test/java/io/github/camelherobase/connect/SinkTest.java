package io.github.camelherobase.connect;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import io.github.camelherobase.simulator.HerobaseSimulator;
import io.github.camelherobase.simulator.account.AccountSpec;
import io.github.camelherobase.simulator.fault.Fault;

import static io.github.camelherobase.connect.ConnectCluster.soon;
import static org.assertj.core.api.Assertions.assertThat;

class SinkTest extends ConnectTestSupport {

    /** Each such record has no phone. */
    private static final int REJECTED = 20;

    private static List<String> leads(String prefix, int first, int count) {
        List<String> leads = new ArrayList<>();
        for (int i = first; i < first + count; i++) {
            String phone = i % REJECTED == REJECTED - 1 ? "" : String.valueOf(70_000_000 + i);
            leads.add("{\"CrmId\":\"" + prefix + i + "\",\"Phone\":\"" + phone + "\"}");
        }
        return leads;
    }

    private long imported(String prefix) {
        return herobase.world()
                .leads()
                .filter(lead -> lead.data().getOrDefault("CrmId", "").startsWith(prefix))
                .count();
    }

    @Test
    void aLeadInDoubtStopsTheTaskAndNothingBehindItIsCommitted() throws Exception {
        kafka.createTopic("doubt", 1);
        herobase.faults().next("POST /leads", Fault.resetBeforeAnswer());
        connect.configure("doubt", sink("doubt", "tasks.max", "1", "importConcurrency", "1"));
        kafka.send("doubt", leads("D", 0, 3));
        assertThat(connect.trace("doubt")).contains("The lead of doubt-0 offset 0", "may or may not be in HeroBase");
        connect.change("POST", "/connectors/doubt/restart?includeTasks=true&onlyFailed=true", null);
        assertThat(connect.trace("doubt")).contains("The lead of doubt-0 offset 0");
        assertThat(imported("D")).as("sent once").isEqualTo(1);
        assertThat(committed("doubt")).isZero();
        connect.change("DELETE", "/connectors/doubt", null);
    }

    @Test
    void theReadBackSettlesADoubt() throws Exception {
        kafka.createTopic("readback", 1);
        herobase.faults().next("POST /leads", Fault.resetBeforeAnswer());
        connect.configure(
                "readback", sink("readback", "tasks.max", "1", "readBackFields", "CrmId", "readBackDelay", "1s"));
        kafka.send("readback", leads("R", 0, 10));
        soon().untilAsserted(() -> assertThat(committed("readback")).isEqualTo(10));
        assertThat(imported("R")).isEqualTo(10);
        connect.change("DELETE", "/connectors/readback", null);
    }

    @Test
    void aPauseAndOrderlyRestartsDoubleNothingWithoutAJournalToo() throws Exception {
        int records = 240;
        kafka.createTopic("restart", 12);
        herobase.faults().always("POST /leads", Fault.delayAnswer(Duration.ofMillis(200)));
        Map<String, String> settings = sink("restart", "tasks.max", "3", "importJournal", "none");
        settings.put("transforms", "drop");
        settings.put("transforms.drop.type", "org.apache.kafka.connect.transforms.Filter");
        settings.put("transforms.drop.predicate", "tombstone");
        settings.put("predicates", "tombstone");
        settings.put("predicates.tombstone.type", "org.apache.kafka.connect.transforms.predicates.RecordIsTombstone");
        connect.configure("restart", settings);
        connect.awaitRunning("restart", 3);
        kafka.send("restart", leads("P", 0, records));
        int accepted = records - records / REJECTED;
        for (int part = 1; part < 4; part++) {
            int some = accepted * part / 5;
            soon().until(() -> imported("P") >= some);
            connect.change("POST", "/connectors/restart/restart?includeTasks=true", null);
        }
        connect.change("PUT", "/connectors/restart/pause", null);
        soon().until(() -> connect.tasks("restart").values().stream().allMatch("PAUSED"::equals));
        kafka.send("restart", Collections.nCopies(5, null));
        connect.change("PUT", "/connectors/restart/resume", null);
        soon().untilAsserted(() -> assertThat(committed("restart")).isEqualTo(records + 5));
        herobase.faults().clear();
        assertThat(imported("P")).isEqualTo(accepted);
        assertThat(herobase.world().duplicates("N", "CrmId")).isEmpty();
        connect.change("DELETE", "/connectors/restart", null);
    }

    @Test
    void aUsedUpQuotaPausesTheTaskWhichStaysInItsGroup() throws Exception {
        int limit = 20;
        try (HerobaseSimulator little = HerobaseSimulator.builder()
                .account(AccountSpec.named("little", "secret").dailyLimit("POST /leads", limit))
                .start()) {
            kafka.createTopic("quota", 1);
            Map<String, String> settings = new HashMap<>(sink("quota", "tasks.max", "1"));
            settings.put("baseUrl", little.baseUrl());
            settings.put("username", "little");
            settings.put("campaignCode", HerobaseSimulator.DEFAULT_CAMPAIGN);
            settings.put("consumer.override.max.poll.interval.ms", "3000");
            settings.put("maxQuotaWait", "1s");
            connect.configure("quota", settings);
            kafka.send("quota", phones(71_000_000, 2 * limit));
            soon().untilAsserted(() -> assertThat(committed("quota")).isPositive());
            soon().during(Duration.ofSeconds(6)).untilAsserted(() -> {
                assertThat(connect.tasks("quota").values()).containsExactly("RUNNING");
                assertThat(kafka.members("connect-quota")).isEqualTo(1);
                assertThat(little.world().leadCount()).isLessThanOrEqualTo(limit);
            });
            assertThat(little.books().service("little", "POST /leads").refused())
                    .isZero();
            // One of those that wait may have been overtaken by the last one that was sent.
            soon().untilAsserted(() -> assertThat(committed("quota"))
                    .isBetween(little.world().leadCount() - 4L, (long)
                            little.world().leadCount()));
            connect.change("DELETE", "/connectors/quota", null);
        }
    }

    private static List<String> phones(int first, int count) {
        return Stream.iterate(first, phone -> phone + 1)
                .limit(count)
                .map(phone -> "{\"Phone\":\"" + phone + "\"}")
                .toList();
    }
}
