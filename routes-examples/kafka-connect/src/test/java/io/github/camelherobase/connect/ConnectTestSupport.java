package io.github.camelherobase.connect;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.h2.tools.Server;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;

import io.github.camelherobase.simulator.HerobaseSimulator;
import io.github.camelherobase.simulator.account.AccountSpec;
import io.github.camelherobase.simulator.books.ServiceBook;
import io.github.camelherobase.simulator.service.ImportResultDetail;
import io.github.camelherobase.simulator.world.CampaignSpec;

import static java.nio.charset.StandardCharsets.UTF_8;

/** A HeroBase, a Kafka and a Connect cluster of two workers, for all tests of a class. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class ConnectTestSupport {

    /** Full sizes. */
    static final boolean PROOF = Boolean.getBoolean("proof");

    static final String USER = HerobaseSimulator.DEFAULT_USERNAME;
    static final long PLENTY = 1_000_000_000;

    Path directory;
    HerobaseSimulator herobase;
    KafkaBroker kafka;
    ConnectCluster connect;
    private Server database;

    @BeforeAll
    void begin(@TempDir Path temporary) throws Exception {
        directory = temporary;
        herobase = HerobaseSimulator.builder()
                .account(account())
                .openPoints(points -> points.importResultDetail(ImportResultDetail.DETAILED))
                .campaign(CampaignSpec.code("N")
                        .project("North")
                        .required("Phone")
                        .optional("CrmId"))
                .campaign(CampaignSpec.code("S").project("South").required("Phone"))
                .campaign(CampaignSpec.code("E").project("East").required("Phone"))
                .start();
        kafka = KafkaBroker.start(directory);
        database = Server.createTcpServer("-tcpPort", "0", "-ifNotExists", "-baseDir", directory.toString())
                .start();
        connect = new ConnectCluster(
                kafka, directory, areWorkersProcesses() ? System.getProperty("java.class.path") : null, Map.of());
        connect.start("a");
        connect.start("b");
    }

    /** Else they all run in this one, and share what tasks of one worker share. */
    boolean areWorkersProcesses() {
        return false;
    }

    AccountSpec account() {
        return AccountSpec.named(USER, HerobaseSimulator.DEFAULT_PASSWORD).defaultDailyLimit(PLENTY);
    }

    @AfterAll
    void end() throws Exception {
        if (connect != null) {
            connect.close();
        }
        if (kafka != null) {
            kafka.close();
        }
        if (database != null) {
            database.stop();
        }
        if (herobase != null) {
            herobase.close();
        }
    }

    /** Settings of a connector of ours: where HeroBase is, and {@code more}, name by name. */
    Map<String, String> settings(Class<?> connector, String... more) {
        Map<String, String> settings = new HashMap<>();
        settings.put("connector.class", connector.getName());
        settings.put("baseUrl", herobase.baseUrl());
        settings.put("username", USER);
        settings.put("password", HerobaseSimulator.DEFAULT_PASSWORD);
        for (int i = 0; i < more.length; i += 2) {
            settings.put(more[i], more[i + 1]);
        }
        return settings;
    }

    /** Settings of a source that asks twice a second. */
    Map<String, String> source(String operation, String topic, String... more) {
        Map<String, String> settings =
                settings(HerobaseSourceConnector.class, "operation", operation, "topic", topic, "delay", "500");
        for (int i = 0; i < more.length; i += 2) {
            settings.put(more[i], more[i + 1]);
        }
        return settings;
    }

    String databaseUrl() {
        return "jdbc:h2:tcp://localhost:" + database.getPort() + "/./shared";
    }

    /** Settings of a sink that gives the records it cannot import to {@code <topic>-rejected}. */
    Map<String, String> sink(String topic, String... more) {
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
                databaseUrl(),
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

    /** The records that a sink has dealt with. */
    long committed(String connector) throws Exception {
        return kafka.committed("connect-" + connector).values().stream()
                .mapToLong(OffsetAndMetadata::offset)
                .sum();
    }

    ServiceBook book(String service) {
        return herobase.books().service(USER, service);
    }

    static String rejection(ConsumerRecord<String, String> deadLetter) {
        return new String(
                deadLetter
                        .headers()
                        .lastHeader("__connect.errors.exception.message")
                        .value(),
                UTF_8);
    }

    /** Each lead's status and data by its id, as HeroBase has them. */
    Map<String, String> states() {
        return states(herobase);
    }

    static Map<String, String> states(HerobaseSimulator herobase) {
        Map<String, String> states = new HashMap<>();
        herobase.world()
                .leads()
                .forEach(lead -> states.put(lead.uniqueId(), lead.status() + " " + new TreeMap<>(lead.data())));
        return states;
    }

    /** The same of a lead's record. */
    static String state(String lead) {
        try {
            JsonNode tree = ConnectCluster.JSON.readTree(lead);
            Map<String, String> data = new TreeMap<>();
            tree.path("data")
                    .properties()
                    .forEach(field -> data.put(field.getKey(), field.getValue().asText()));
            return tree.path("status").asText() + " " + data;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
