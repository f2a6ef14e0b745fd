package io.github.camelherobase.connect;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

import io.github.camelherobase.quota.JdbcQuotaStore;
import io.github.camelherobase.simulator.HerobaseSimulator;
import io.github.camelherobase.simulator.account.AccountSpec;
import io.github.camelherobase.simulator.fault.Fault;
import io.github.camelherobase.simulator.service.ImportResultDetail;
import io.github.camelherobase.simulator.world.CampaignSpec;

import static io.github.camelherobase.connect.ConnectCluster.soon;
import static org.assertj.core.api.Assertions.assertThat;

/** Workers that are processes of their own, and are killed as a machine that loses its power. */
class KilledWorkersTest extends ConnectTestSupport {

    private static final int LEADS = PROOF ? 200_000 : 600;
    private static final int RECORDS = PROOF ? 20_000 : 200;
    private static final int PARTITIONS = 4;
    private static final int KILLS = PROOF ? 10 : 1;
    private static final Duration LONGEST = Duration.ofMinutes(PROOF ? 12 : 5);
    /** Each such record has no phone. */
    private static final int REJECTED = 20;

    private static final List<String> CAMPAIGNS = List.of("N", "S", "E");

    private final long seed = Long.getLong("seed", 28);

    @Override
    boolean areWorkersProcesses() {
        return true;
    }

    @Test
    void everyLastStateIsInTheTopicAndEachRecordIsOneLeadThoughWorkersAreKilled() throws Exception {
        Random random = new Random(seed);
        IntStream.range(0, LEADS).forEach(i -> herobase.world()
                .addLead(CAMPAIGNS.get(i % 3), Map.of("Phone", String.valueOf(70_000_000 + i))));
        try (HerobaseSimulator importing = importing();
                KafkaBroker.Reader topic = kafka.reader("leads", ConnectTestSupport::state)) {
            kafka.createTopic("leads", 1);
            kafka.createTopic("in", PARTITIONS);
            connect.configure("leads", source());
            connect.configure("import", importOf(importing));
            long start = System.nanoTime();
            long before = 0;
            for (int kill = 0; kill < KILLS; kill++) {
                kafka.send("in", records(kill * RECORDS / KILLS, RECORDS / KILLS));
                long read = before + 1 + random.nextInt(LEADS / 20);
                int imported = importing.world().leadCount() + 1 + random.nextInt(RECORDS / KILLS / 4);
                soon().atMost(LONGEST)
                        .until(() -> topic.read().count() >= read
                                && importing.world().leadCount() >= imported);
                String worker = kill % 2 == 0 ? "a" : "b";
                connect.kill(worker);
                // What the agents change now is still to come, however quick the source is.
                before = topic.read().count();
                herobase.world().agents(seed + kill).work(LEADS / 10);
                connect.start(worker);
                System.out.printf(
                        "Kill %d of %s after %d s: %d records of leads, %d leads imported%n",
                        kill + 1,
                        worker,
                        (System.nanoTime() - start) / 1_000_000_000,
                        topic.count(),
                        importing.world().leadCount());
            }
            // What a killed worker's lead needs that never arrived: a later one that did, for each task.
            for (int partition = 0; partition < PARTITIONS; partition++) {
                kafka.send("in", partition, records(RECORDS + partition, 1).get(0));
            }
            awaitEveryLastState(topic);
            awaitEachRecordOnce(importing);
            System.out.printf(
                    "Seed %d: %d workers killed in %d s. Source: %d records for %d leads. Sink: %d records, %d leads, %d"
                            + " requests%n",
                    seed,
                    KILLS,
                    (System.nanoTime() - start) / 1_000_000_000,
                    topic.count(),
                    LEADS,
                    RECORDS + PARTITIONS,
                    importing.world().leadCount(),
                    importing.books().service(USER, "POST /leads").received());
        }
        connect.change("DELETE", "/connectors/leads", null);
        connect.change("DELETE", "/connectors/import", null);
    }

    private HerobaseSimulator importing() {
        HerobaseSimulator importing = HerobaseSimulator.builder()
                .account(account())
                .openPoints(points -> points.importResultDetail(ImportResultDetail.DETAILED))
                .campaign(CampaignSpec.code("N")
                        .project("North")
                        .required("Phone")
                        .optional("CrmId"))
                .start();
        importing.faults().always("POST /leads", Fault.delayAnswer(Duration.ofMillis(20)));
        return importing;
    }

    private Map<String, String> source() {
        return settings(
                HerobaseSourceConnector.class,
                "operation",
                "simpleLeads",
                "projects",
                "North;South;East",
                "tasks.max",
                "3",
                "topic",
                "leads",
                "initialFrom",
                "beginning",
                "delay",
                "500");
    }

    private Map<String, String> importOf(HerobaseSimulator importing) {
        return sink(
                "in",
                "baseUrl",
                importing.baseUrl(),
                "importConcurrency",
                "8",
                "responseTimeout",
                "5s",
                // A lead that a killed worker had claimed and not sent is waited for two minutes longer.
                "maxQuotaWait",
                "5s",
                "readBackFields",
                "CrmId",
                "readBackDelay",
                "1s");
    }

    private static List<String> records(int first, int count) {
        return IntStream.range(first, first + count)
                .mapToObj(i -> "{\"CrmId\":\"K" + i + "\",\"Phone\":\"" + (isRejected(i) ? "" : 70_000_000 + i) + "\"}")
                .toList();
    }

    private static boolean isRejected(int record) {
        return record % REJECTED == REJECTED - 1;
    }

    private void awaitEveryLastState(KafkaBroker.Reader topic) throws Exception {
        Map<String, String> wanted = states();
        soon().atMost(LONGEST).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> assertThat(
                        topic.read().last().equals(wanted))
                .as("the topic's last states are HeroBase's")
                .isTrue());
        assertThat(book("GET /simpleleads").refused()).isZero();
        JsonNode offsets = connect.get("/connectors/leads/offsets").path("offsets");
        assertThat(offsets.findValuesAsText("unit"))
                .containsExactlyInAnyOrder("simpleLeads/North", "simpleLeads/South", "simpleLeads/East");
    }

    private void awaitEachRecordOnce(HerobaseSimulator importing) throws Exception {
        soon().atMost(LONGEST).untilAsserted(() -> {
            assertThat(connect.tasks("import").values()).containsOnly("RUNNING");
            assertThat(committed("import")).isEqualTo(RECORDS + PARTITIONS);
        });
        assertThat(importing.world().duplicates("N", "CrmId")).isEmpty();
        assertThat(importing.world().leadCount()).isEqualTo(RECORDS - RECORDS / REJECTED + PARTITIONS);
        try (KafkaBroker.Reader dead = kafka.reader("in-rejected")) {
            List<ConsumerRecord<String, String>> letters = dead.read().all();
            assertThat(letters.stream().map(ConsumerRecord::value).distinct())
                    .containsExactlyInAnyOrderElementsOf(IntStream.range(0, RECORDS)
                            .filter(KilledWorkersTest::isRejected)
                            .mapToObj(i -> records(i, 1).get(0))
                            .toList());
            assertThat(letters)
                    .allSatisfy(letter -> assertThat(rejection(letter)).contains("Phone"));
            System.out.println("Dead letters: " + letters.size() + " for " + RECORDS / REJECTED + " rejected records");
        }
    }

    @Test
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
