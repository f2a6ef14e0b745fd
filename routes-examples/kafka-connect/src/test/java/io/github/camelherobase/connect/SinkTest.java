package io.github.camelherobase.connect;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.h2.tools.Server;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import io.github.camelherobase.simulator.HerobaseSimulator;
import io.github.camelherobase.simulator.account.AccountSpec;
import io.github.camelherobase.simulator.fault.Fault;

import static io.github.camelherobase.connect.ConnectCluster.soon;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class SinkTest extends ConnectTestSupport {

    private static final int RECORDS = PROOF ? 20_000 : 400;
    private static final int KILLS = PROOF ? 10 : 1;
    /** Each such record has no phone. */
    private static final int REJECTED = 20;

    private Server database;

    @BeforeAll
    void startDatabase() throws Exception {
        database = Server.createTcpServer("-tcpPort", "0", "-ifNotExists", "-baseDir", directory.toString())
                .start();
    }

    @AfterAll
    void stopDatabase() {
        if (database != null) {
            database.stop();
        }
    }

    private Map<String, String> sink(String topic, String... more) {
        Map<String, String> settings = settings(
                HerobaseSinkConnector.class,
                "topics",
                topic,
                "campaignCode",
                "N",
                "tasks.max",
                "2",
                "importJournal",
                "jdbc",
                "databaseUrl",
                "jdbc:h2:tcp://localhost:" + database.getPort() + "/./shared",
                "databaseUser",
                "sa",
                "errors.tolerance",
                "all",
                "errors.deadletterqueue.topic.name",
                topic + "-rejected",
                "errors.deadletterqueue.topic.replication.factor",
                "1",
                "errors.deadletterqueue.context.headers.enable",
                "true");
        for (int i = 0; i < more.length; i += 2) {
            settings.put(more[i], more[i + 1]);
        }
        return settings;
    }

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

    private long committed(String connector) throws Exception {
        return kafka.committed("connect-" + connector).values().stream()
                .mapToLong(OffsetAndMetadata::offset)
                .sum();
    }

    @Test
    void eachRecordIsOneLeadThoughWorkersAreKilledAndTheRejectedOnesAreInTheDeadLetterTopic() throws Exception {
        kafka.createTopic("in", 4);
        herobase.faults().always("POST /leads", Fault.delayAnswer(Duration.ofMillis(PROOF ? 20 : 50)));
        connect.configure(
                "import",
                sink(
                        "in",
                        "importConcurrency",
                        "8",
                        "responseTimeout",
                        "2s",
                        "readBackFields",
                        "CrmId",
                        "readBackDelay",
                        "1s"));
        connect.awaitRunning("import", 2);
        for (int kill = 0; kill < KILLS; kill++) {
            kafka.send("in", leads("K", kill * RECORDS / KILLS, RECORDS / KILLS));
            long wanted = (long) kill * RECORDS / KILLS * (REJECTED - 1) / REJECTED + 50;
            soon().atMost(Duration.ofMinutes(5)).until(() -> imported("K") >= wanted);
            String worker = kill % 2 == 0 ? "a" : "b";
            connect.kill(worker);
            connect.start(worker);
        }
        long accepted = RECORDS - RECORDS / REJECTED;
        soon().atMost(Duration.ofMinutes(PROOF ? 20 : 2)).untilAsserted(() -> {
            assertThat(imported("K")).isGreaterThanOrEqualTo(accepted);
            assertThat(committed("import")).isEqualTo(RECORDS);
        });
        herobase.faults().clear();
        assertThat(herobase.world().duplicates("N", "CrmId")).isEmpty();
        assertThat(imported("K")).isEqualTo(accepted);
        try (KafkaBroker.Reader dead = kafka.reader("in-rejected")) {
            assertThat(dead.read().all().stream()
                            .map(rejected -> id(rejected.value()))
                            .distinct())
                    .containsExactlyInAnyOrderElementsOf(leads("K", 0, RECORDS).stream()
                            .filter(lead -> lead.endsWith("\"\"}"))
                            .map(SinkTest::id)
                            .toList());
            dead.all().forEach(rejected -> assertThat(new String(
                            rejected.headers()
                                    .lastHeader("__connect.errors.exception.message")
                                    .value(),
                            UTF_8))
                    .contains("Phone"));
            System.out.println("Sink: " + RECORDS + " records, " + KILLS + " workers killed: " + imported("K")
                    + " leads, dead letters " + dead.count() + " of " + RECORDS / REJECTED + ", requests "
                    + book("POST /leads").received());
        }
        connect.change("DELETE", "/connectors/import", null);
    }

    private static String id(String lead) {
        return lead.substring(0, lead.indexOf(','));
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
            List<String> leads = Stream.iterate(0, i -> i + 1)
                    .limit(2 * limit)
                    .map(i -> "{\"Phone\":\"" + (71_000_000 + i) + "\"}")
                    .toList();
            kafka.send("quota", leads);
            soon().untilAsserted(() -> assertThat(committed("quota")).isPositive());
            soon().during(Duration.ofSeconds(6)).untilAsserted(() -> {
                assertThat(connect.tasks("quota").values()).containsExactly("RUNNING");
                assertThat(kafka.members("connect-quota")).isEqualTo(1);
                assertThat(little.world().leadCount()).isLessThanOrEqualTo(limit);
            });
            assertThat(little.books().service("little", "POST /leads").refused())
                    .isZero();
            soon().untilAsserted(() ->
                    assertThat(committed("quota")).isEqualTo(little.world().leadCount()));
            connect.change("DELETE", "/connectors/quota", null);
        }
    }
}
