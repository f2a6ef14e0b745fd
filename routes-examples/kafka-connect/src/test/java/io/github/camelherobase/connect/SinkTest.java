package io.github.camelherobase.connect;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.h2.jdbcx.JdbcDataSource;
import org.h2.tools.Server;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import io.github.camelherobase.quota.JdbcQuotaStore;
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
            kafka.send("quota", phones(71_000_000, 2 * limit));
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

    @Test
    @Tag("own-workers")
    void aClusterAndACamelNodeKeepOneQuotaTogether() throws Exception {
        int aDay = 72;
        int few = 10;
        // Taken from the store by one of the three at once, and not used when the others have the rest.
        int unused = 40;
        try (HerobaseSimulator little = HerobaseSimulator.builder()
                        .account(AccountSpec.named("little", "secret").dailyLimit("POST /leads", aDay))
                        .start();
                CamelContext node = new DefaultCamelContext()) {
            kafka.createTopic("shared", 2);
            Map<String, String> settings = sink("shared", "quotaStore", "jdbc", "importJournal", "none");
            settings.put("baseUrl", little.baseUrl());
            settings.put("username", "little");
            settings.put("campaignCode", HerobaseSimulator.DEFAULT_CAMPAIGN);
            connect.configure("shared", settings);
            connect.awaitRunning("shared", 2);
            kafka.send("shared", phones(71_000_000, few));
            soon().until(() -> little.world().leadCount() == few);

            JdbcDataSource dataSource = new JdbcDataSource();
            dataSource.setURL(settings.get("databaseUrl"));
            dataSource.setUser("sa");
            node.getRegistry().bind("quota", new JdbcQuotaStore(dataSource));
            node.start();
            String url = "herobase:importLeads?quotaStore=#quota&username=little&password=secret&campaignCode="
                    + settings.get("campaignCode") + "&baseUrl=" + little.baseUrl();
            ProducerTemplate template = node.createProducerTemplate();
            phones(72_000_000, few).forEach(lead -> template.sendBody(url, lead));

            kafka.send("shared", phones(71_000_000 + few, aDay));
            phones(72_000_000 + few, aDay).forEach(lead -> template.asyncSendBody(url, lead));
            soon().until(() -> little.world().leadCount() >= aDay - unused);
            soon().during(Duration.ofSeconds(3)).untilAsserted(() -> {
                assertThat(little.world().leadCount()).isLessThanOrEqualTo(aDay);
                assertThat(little.books().service("little", "POST /leads").refused())
                        .isZero();
            });
            System.out.println("One quota: " + phones(little, "71") + " leads by Connect, " + phones(little, "72")
                    + " by Camel, of " + aDay + " a day, refused 0");
            connect.change("DELETE", "/connectors/shared", null);
        }
    }

    private static List<String> phones(int first, int count) {
        return Stream.iterate(first, phone -> phone + 1)
                .limit(count)
                .map(phone -> "{\"Phone\":\"" + phone + "\"}")
                .toList();
    }

    private static long phones(HerobaseSimulator herobase, String prefix) {
        return herobase.world()
                .leads()
                .filter(lead -> lead.data().get("Phone").startsWith(prefix))
                .count();
    }
}
