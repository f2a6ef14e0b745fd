package io.github.camelherobase.connect;

import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

import io.github.camelherobase.simulator.world.Lead;

import static io.github.camelherobase.connect.ConnectCluster.soon;
import static org.assertj.core.api.Assertions.assertThat;

class SourceTest extends ConnectTestSupport {

    @Test
    void offsetsAreReadSetAndReset() throws Exception {
        Lead lead = herobase.world().addLead("N", Map.of("Phone", "70000001"));
        Map<String, String> settings = settings(
                HerobaseSourceConnector.class,
                "operation",
                "simpleLeads",
                "projects",
                "North",
                "topic",
                "reset",
                "initialFrom",
                "today",
                "delay",
                "500");
        connect.configure("reset", settings);
        try (KafkaBroker.Reader topic = kafka.reader("reset")) {
            soon().ignoreExceptions().until(() -> topic.read().last().containsKey(lead.uniqueId()));
            soon().ignoreExceptions().until(() -> !connect.get("/connectors/reset/offsets")
                    .path("offsets")
                    .isEmpty());
            JsonNode offset =
                    connect.get("/connectors/reset/offsets").path("offsets").get(0);
            assertThat(offset.path("partition").path("unit").asText()).isEqualTo("simpleLeads/North");
            assertThat(offset.path("offset").path("position").asText())
                    .as(offset.toString())
                    .startsWith("20");
            assertThat(offset.toString()).doesNotContain(settings.get("password"));

            connect.change("PUT", "/connectors/reset/stop", null);
            assertThat(connect.send("PATCH", "/connectors/reset/offsets", position("yesterday"))
                            .body())
                    .contains("position=yesterday is not a valid time");
            connect.change("PATCH", "/connectors/reset/offsets", position("2001-01-01T00:00:00Z"));
            long before = occurrences(topic, lead);
            connect.change("PUT", "/connectors/reset/resume", null);
            soon().until(() -> occurrences(topic, lead) > before);

            connect.change("PUT", "/connectors/reset/stop", null);
            connect.change("DELETE", "/connectors/reset/offsets", null);
            long again = occurrences(topic, lead);
            connect.change("PUT", "/connectors/reset/resume", null);
            soon().until(() -> occurrences(topic, lead) > again);
        }
        connect.change("DELETE", "/connectors/reset", null);
    }

    private static Map<String, Object> position(String time) {
        return Map.of(
                "offsets",
                List.of(Map.of("partition", Map.of("unit", "simpleLeads/North"), "offset", Map.of("position", time))));
    }

    private static long occurrences(KafkaBroker.Reader topic, Lead lead) {
        return topic.read().all().stream()
                .map(ConsumerRecord::key)
                .filter(lead.uniqueId()::equals)
                .count();
    }

    @Test
    void aWrongConfigurationIsRefusedWithTheOptionsName() throws Exception {
        Map<String, String> settings = settings(
                HerobaseSourceConnector.class,
                "name",
                "wrong",
                "operation",
                "simpleLeads",
                "topic",
                "wrong",
                "statuses",
                "Neww");
        JsonNode statuses = value(settings, "statuses");
        assertThat(statuses.path("errors").toString()).contains("Neww");
        assertThat(value(settings, "password").toString()).doesNotContain(settings.get("password"));

        settings.put("statuses", "New");
        settings.put("searchName", "All");
        assertThat(value(settings, "searchName").path("errors").toString())
                .contains("simpleLeads does not take the option searchName");
        settings.remove("searchName");
        settings.put("quotaStore", "jdbc");
        assertThat(value(settings, "quotaStore").path("errors").toString()).contains("set databaseUrl");
        settings.remove("quotaStore");

        settings.put("projcts", "North");
        settings.put("outputType", "raw");
        assertThat(value(settings, "operation").path("errors").toString())
                .contains("projcts is not an option", "outputType is not an option");
        settings.keySet().removeAll(List.of("projcts", "outputType"));
        settings.put("delay", "soon");
        assertThat(value(settings, "delay").path("errors").toString()).contains("delay");
        settings.put("delay", "500");
        settings.put("password", " ");
        assertThat(value(settings, "password").path("errors").toString()).contains("password");
    }

    private JsonNode value(Map<String, String> settings, String option) {
        JsonNode checked = connect.change(
                "PUT", "/connector-plugins/" + HerobaseSourceConnector.class.getName() + "/config/validate", settings);
        for (JsonNode config : checked.path("configs")) {
            if (config.path("value").path("name").asText().equals(option)) {
                return config.path("value");
            }
        }
        throw new AssertionError("No option " + option);
    }

    @Test
    void aWrongPasswordFailsTheTaskAndIsNotTriedAgain() throws Exception {
        Map<String, String> settings =
                settings(HerobaseSourceConnector.class, "operation", "simpleLeads", "topic", "wrong", "delay", "200");
        settings.put("password", "not-the-one");
        connect.configure("login", settings);
        assertThat(connect.trace("login"))
                .contains("HerobaseAuthenticationException")
                .doesNotContain("not-the-one");
        connect.change("DELETE", "/connectors/login", null);
    }

    @Test
    void callsAndRawLeadsHaveKeysAndMaps() throws Exception {
        Lead lead = herobase.world().addLead("N", Map.of("Phone", "70000002"));
        herobase.world()
                .dialer()
                .dial(lead.uniqueId(), "agent1@example.com")
                .answer()
                .hangUp()
                .save("Sale");
        connect.configure(
                "calls",
                settings(
                        HerobaseSourceConnector.class,
                        "operation",
                        "calls",
                        "orgCodes",
                        "*",
                        "topic",
                        "calls",
                        "delay",
                        "500"));
        connect.configure(
                "raw",
                settings(
                        HerobaseSourceConnector.class,
                        "operation",
                        "rawLeads",
                        "topic",
                        "raw",
                        "valueFormat",
                        "map",
                        "value.converter",
                        "org.apache.kafka.connect.json.JsonConverter",
                        "value.converter.schemas.enable",
                        "false",
                        "delay",
                        "500"));
        try (KafkaBroker.Reader calls = kafka.reader("calls");
                KafkaBroker.Reader raw = kafka.reader("raw")) {
            soon().ignoreExceptions().until(() -> !calls.read().last().isEmpty());
            soon().ignoreExceptions().until(() -> raw.read().last().containsKey(lead.uniqueId()));
            calls.last().forEach((key, call) -> assertThat(call).contains("\"" + key + "\""));
            assertThat(calls.last().values().toString()).contains(lead.uniqueId());
            assertThat(ConnectCluster.JSON
                            .readTree(raw.last().get(lead.uniqueId()))
                            .path("Phone")
                            .asText())
                    .isEqualTo("70000002");
        }
        connect.change("DELETE", "/connectors/calls", null);
        connect.change("DELETE", "/connectors/raw", null);
    }
}
