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
    void leadsThatNeverArrivedWaitForALaterOneThatShowsIt() throws Exception {
        int lost = 12;
        kafka.createTopic("later", 1);
        // The first one's account of who else came in is empty: nothing is known to be there.
        for (int i = 0; i < lost; i++) {
            herobase.faults().next("POST /leads", Fault.resetBeforeProcessing());
        }
        connect.configure(
                "later", sink("later", "tasks.max", "1", "readBackFields", "CrmId", "readBackDelay", "100ms"));
        kafka.send("later", leads("LATER", 0, lost));
        // A restart knows of none either.
        for (int part = 0; part < 2; part++) {
            long asked = book("GET /simpleleads").received();
            soon().until(() -> book("GET /simpleleads").received() >= asked + lost);
            soon().during(Duration.ofSeconds(2)).untilAsserted(() -> {
                assertThat(connect.tasks("later").values()).containsExactly("RUNNING");
                assertThat(committed("later")).isZero();
            });
            connect.change("POST", "/connectors/later/restart?includeTasks=true", null);
        }
        kafka.send("later", leads("LATER", lost, 1));
        soon().untilAsserted(() -> assertThat(committed("later")).isEqualTo(lost + 1));
        assertThat(imported("LATER")).isEqualTo(lost + 1);
        assertThat(herobase.world().duplicates("N", "CrmId")).isEmpty();
        connect.change("DELETE", "/connectors/later", null);
    }

    @Test
    void aLeadThatTakesLongHoldsUpNoOther() throws Exception {
        int others = 150;
        kafka.createTopic("slow", 1);
        connect.configure("slow", sink("slow", "tasks.max", "1", "responseTimeout", "1m"));
        long before = book("POST /leads").received();
        herobase.faults().next("POST /leads", Fault.delay(Duration.ofSeconds(12)));
        kafka.send("slow", leads("SLOW", 0, 1));
        soon().until(() -> book("POST /leads").received() > before);
        kafka.send("slow", leads("SLOW", 1, others));
        int accepted = others - others / REJECTED;
        soon().until(() -> imported("SLOW") >= accepted);
        assertThat(imported("SLOW")).as("all but the slow one").isEqualTo(accepted);
        assertThat(committed("slow")).isZero();
        soon().untilAsserted(() -> assertThat(committed("slow")).isEqualTo(others + 1));
        connect.change("DELETE", "/connectors/slow", null);
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

    @Test
    void withoutToleranceARejectedLeadStopsTheTaskWithItsReasonAndNothingDoubles() throws Exception {
        for (boolean isLogged : List.of(false, true)) {
            String name = "strict" + isLogged;
            kafka.createTopic(name, 1);
            Map<String, String> settings = sink(name, "tasks.max", "1", "errors.tolerance", "none");
            settings.keySet().removeIf(setting -> setting.startsWith("errors.deadletterqueue"));
            settings.put("errors.log.enable", String.valueOf(isLogged));
            connect.configure(name, settings);
            kafka.send(name, leads(name, REJECTED - 5, 10));
            assertThat(connect.trace(name))
                    .contains(name + "-0 offset 4", "Phone")
                    .doesNotContain("7000001");
            assertThat(committed(name)).isLessThanOrEqualTo(4);
            connect.change("POST", "/connectors/" + name + "/restart?includeTasks=true&onlyFailed=true", null);
            assertThat(connect.trace(name)).contains(name + "-0 offset 4");
            connect.change("PUT", "/connectors/" + name + "/config", sink(name, "tasks.max", "1"));
            soon().untilAsserted(() -> assertThat(committed(name)).isEqualTo(10));
            assertThat(imported(name)).isEqualTo(9);
            connect.change("DELETE", "/connectors/" + name, null);
        }
        assertThat(herobase.world().duplicates("N", "CrmId")).isEmpty();
    }

    @Test
    void whatIsNoLeadGoesToTheDeadLettersEachWithItsReason() throws Exception {
        kafka.createTopic("no-leads", 1);
        connect.configure("no-leads", sink("no-leads", "tasks.max", "1", "importKey", "CrmId"));
        List<String> values = new ArrayList<>(List.of(
                "[{\"Phone\":\"70000001\"}]",
                "7",
                "\"text\"",
                "null",
                "",
                "{\"Phone\":",
                "{\"Phone\":\"1\",\"Phone\":\"2\"}",
                "{\"Phone\":\"70000001\"}{\"Phone\":\"70000002\"}",
                "{\"Phone\":\"70000001\",\"CrmId\":\"\"}",
                "{\"Phone\":\"70000001\",\"CrmId\":{\"a\":1}}"));
        values.add(null);
        kafka.send("no-leads", values);
        // The second one has the first one's key, and is another lead.
        kafka.send(
                "no-leads",
                List.of(
                        "{\"CrmId\":\"NL1\",\"Phone\":\"70000001\"}",
                        "{\"CrmId\":\"NL1\",\"Phone\":\"70000002\"}",
                        "{\"CrmId\":\"NL2\",\"Phone\":\"70000003\"}"));
        soon().untilAsserted(() -> {
            assertThat(connect.tasks("no-leads")).doesNotContainValue("FAILED");
            assertThat(committed("no-leads")).isEqualTo(values.size() + 3);
        });
        assertThat(imported("NL")).isEqualTo(2);
        try (KafkaBroker.Reader dead = kafka.reader("no-leads-rejected")) {
            assertThat(dead.read().all()).hasSize(values.size() + 1).allSatisfy(letter -> assertThat(rejection(letter))
                    .isNotBlank()
                    .doesNotContain("7000000"));
        }
        connect.change("DELETE", "/connectors/no-leads", null);
    }

    @Test
    void structsMapsAndBytesAreLeads() throws Exception {
        String struct = "{\"schema\":{\"type\":\"struct\",\"fields\":[{\"field\":\"CrmId\",\"type\":\"string\"},"
                + "{\"field\":\"Phone\",\"type\":\"int64\"},{\"field\":\"Note\",\"type\":\"string\",\"optional\":true}]},"
                + "\"payload\":{\"CrmId\":\"V1\",\"Phone\":70000011,\"Note\":null}}";
        String json = "org.apache.kafka.connect.json.JsonConverter";
        Map<String, String> settings = sink("structs", "tasks.max", "1", "value.converter", json);
        kafka.createTopic("structs", 1);
        connect.configure("structs", settings);
        kafka.send("structs", List.of(struct));
        settings = sink("maps", "tasks.max", "1", "value.converter", json, "value.converter.schemas.enable", "false");
        kafka.createTopic("maps", 1);
        connect.configure("maps", settings);
        kafka.send("maps", List.of("{\"CrmId\":\"V2\",\"Phone\":70000012}"));
        settings = sink(
                "bytes", "tasks.max", "1", "value.converter", "org.apache.kafka.connect.converters.ByteArrayConverter");
        kafka.createTopic("bytes", 1);
        connect.configure("bytes", settings);
        kafka.send("bytes", List.of("{\"CrmId\":\"V3\",\"Phone\":70000013}"));
        soon().untilAsserted(() -> assertThat(herobase.world()
                        .leads()
                        .filter(lead -> lead.data().getOrDefault("CrmId", "").startsWith("V"))
                        .map(lead -> lead.data().get("Phone")))
                .containsExactlyInAnyOrder("70000011", "70000012", "70000013"));
        for (String name : List.of("structs", "maps", "bytes")) {
            soon().untilAsserted(() -> assertThat(committed(name)).isEqualTo(1));
            connect.change("DELETE", "/connectors/" + name, null);
        }
    }

    @Test
    void aStopWithALeadUnderWayAndOffsetsSetBackDoubleNothing() throws Exception {
        int records = 19;
        kafka.createTopic("stopped", 1);
        herobase.faults().next("POST /leads", Fault.delayAnswer(Duration.ofSeconds(8)));
        connect.configure(
                "stopped",
                sink(
                        "stopped",
                        "tasks.max",
                        "1",
                        "readBackFields",
                        "CrmId",
                        "readBackDelay",
                        "1s",
                        "responseTimeout",
                        "3s"));
        kafka.send("stopped", leads("W", 0, records));
        soon().until(() -> book("POST /leads").received() > 0 && imported("W") > 3);
        connect.change("PUT", "/connectors/stopped/stop", null);
        soon().until(() -> connect.tasks("stopped").isEmpty());
        connect.change("PUT", "/connectors/stopped/resume", null);
        soon().atMost(Duration.ofMinutes(2)).untilAsserted(() -> {
            assertThat(connect.tasks("stopped")).doesNotContainValue("FAILED");
            assertThat(committed("stopped")).isEqualTo(records);
        });
        assertThat(imported("W")).isEqualTo(records);

        connect.change("PUT", "/connectors/stopped/stop", null);
        soon().until(() -> connect.tasks("stopped").isEmpty());
        connect.change("DELETE", "/connectors/stopped/offsets", null);
        // Another connector of the same journal takes the topic too.
        connect.configure("beside", sink("stopped", "tasks.max", "1"));
        connect.change("PUT", "/connectors/stopped/resume", null);
        soon().untilAsserted(() -> {
            assertThat(committed("stopped")).isEqualTo(records);
            assertThat(committed("beside")).isEqualTo(records);
        });
        assertThat(imported("W")).isEqualTo(records);
        assertThat(herobase.world().duplicates("N", "CrmId")).isEmpty();
        connect.change("DELETE", "/connectors/stopped", null);
        connect.change("DELETE", "/connectors/beside", null);
    }

    private static List<String> phones(int first, int count) {
        return Stream.iterate(first, phone -> phone + 1)
                .limit(count)
                .map(phone -> "{\"Phone\":\"" + phone + "\"}")
                .toList();
    }
}
