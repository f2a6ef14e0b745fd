package io.github.camelherobase.connect;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

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

/** A HeroBase, a Kafka and a Connect cluster of two workers, for all tests of a class. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class ConnectTestSupport {

    /** Full sizes, and workers in processes that are killed. */
    static final boolean PROOF = Boolean.getBoolean("proof");

    static final String USER = HerobaseSimulator.DEFAULT_USERNAME;
    static final long PLENTY = 1_000_000_000;

    Path directory;
    HerobaseSimulator herobase;
    KafkaBroker kafka;
    ConnectCluster connect;

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
        connect = new ConnectCluster(kafka, directory, PROOF ? System.getProperty("java.class.path") : null, Map.of());
        connect.start("a");
        connect.start("b");
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

    ServiceBook book(String service) {
        return herobase.books().service(USER, service);
    }

    /** Each lead's status and data by its id, as HeroBase has them. */
    Map<String, String> states() {
        Map<String, String> states = new TreeMap<>();
        herobase.world()
                .leads()
                .forEach(lead -> states.put(lead.uniqueId(), lead.status() + " " + new TreeMap<>(lead.data())));
        return states;
    }

    /** The same of a topic's last values. */
    static Map<String, String> states(Map<String, String> values) throws Exception {
        Map<String, String> states = new TreeMap<>();
        for (Map.Entry<String, String> lead : values.entrySet()) {
            JsonNode tree = ConnectCluster.JSON.readTree(lead.getValue());
            Map<String, String> data = new TreeMap<>();
            tree.path("data")
                    .properties()
                    .forEach(field -> data.put(field.getKey(), field.getValue().asText()));
            states.put(lead.getKey(), tree.path("status").asText() + " " + data);
        }
        return states;
    }
}
