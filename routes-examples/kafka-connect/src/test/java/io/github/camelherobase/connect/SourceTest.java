package io.github.camelherobase.connect;

import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.transforms.predicates.Predicate;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

import io.github.camelherobase.simulator.world.Lead;

import static io.github.camelherobase.connect.ConnectCluster.soon;
import static org.assertj.core.api.Assertions.assertThat;

class SourceTest extends ConnectTestSupport {

    @Test
    void offsetsAreReadSetAndReset() throws Exception {
        Lead lead = herobase.world().addLead("N", Map.of("Phone", "70000001"));
        Map<String, String> settings = source("simpleLeads", "reset", "projects", "North", "initialFrom", "today");
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

    /** A source whose records are maps, as JSON. */
    private Map<String, String> maps(String operation, String topic, String... more) {
        Map<String, String> settings = source(operation, topic, more);
        settings.put("valueFormat", "map");
        settings.put("value.converter", "org.apache.kafka.connect.json.JsonConverter");
        settings.put("value.converter.schemas.enable", "false");
        return settings;
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
        connect.configure("calls", source("calls", "calls", "orgCodes", "*"));
        connect.configure("raw", maps("rawLeads", "raw"));
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

    @Test
    void bytesAreTheTextAndAConverterThatCannotWriteTheValueIsRefused() throws Exception {
        Lead lead = herobase.world().addLead("N", Map.of("Phone", "70000005", "Name", "Søren Ærø"));
        Map<String, String> settings = source("simpleLeads", "text", "positionTopic", "positions-of-both");
        connect.configure("text", settings);
        settings.put("topic", "bytes");
        settings.put("valueFormat", "bytes");
        assertThat(value(settings, "valueFormat").path("errors").toString()).contains("needs value.converter=");
        settings.put("value.converter", "org.apache.kafka.connect.converters.ByteArrayConverter");
        connect.configure("bytes", settings);
        try (KafkaBroker.Reader text = kafka.reader("text");
                KafkaBroker.Reader bytes = kafka.reader("bytes")) {
            soon().ignoreExceptions().until(() -> text.read().last().containsKey(lead.uniqueId()));
            soon().ignoreExceptions().until(() -> bytes.read().last().containsKey(lead.uniqueId()));
            assertThat(bytes.last().get(lead.uniqueId()))
                    .contains("Søren Ærø")
                    .isEqualTo(text.last().get(lead.uniqueId()));
        }
        try (KafkaBroker.Reader positions = kafka.reader("positions-of-both")) {
            soon().ignoreExceptions()
                    .until(() -> positions.read().last().keySet().size() == 2);
            assertThat(positions.last().values())
                    .allSatisfy(position -> assertThat(position).matches("\\{\"position\":\"20[^\"]+Z\"}"));
        }
        connect.change("DELETE", "/connectors/text", null);
        connect.change("DELETE", "/connectors/bytes", null);

        settings.put("valueFormat", "string");
        assertThat(value(settings, "valueFormat").path("errors").toString()).contains("cannot be written by");
        settings.put("valueFormat", "map");
        settings.put("value.converter", "org.apache.kafka.connect.storage.StringConverter");
        assertThat(value(settings, "valueFormat").path("errors").toString()).contains("cannot be written by");
    }

    @Test
    void transformationsMayChangeKeysAndDropRecords() throws Exception {
        Lead kept = herobase.world().addLead("N", Map.of("Phone", "70000006"));
        Lead dropped = herobase.world().addLead("S", Map.of("Phone", "70000007"));
        Map<String, String> settings =
                maps("simpleLeads", "transformed", "projects", "North;South", "initialFrom", "beginning");
        settings.put("transforms", "key,extract,drop");
        settings.put("transforms.key.type", "org.apache.kafka.connect.transforms.ValueToKey");
        settings.put("transforms.key.fields", "status,uniqueId");
        settings.put("transforms.key.predicate", "leads");
        settings.put("transforms.extract.type", "org.apache.kafka.connect.transforms.ExtractField$Key");
        settings.put("transforms.extract.field", "status");
        settings.put("transforms.extract.predicate", "leads");
        settings.put("transforms.drop.type", "org.apache.kafka.connect.transforms.Filter");
        settings.put("transforms.drop.predicate", "closed");
        settings.put("predicates", "leads,closed");
        settings.put("predicates.leads.type", "org.apache.kafka.connect.transforms.predicates.TopicNameMatches");
        settings.put("predicates.leads.pattern", "transformed");
        settings.put("predicates.closed.type", DroppedLead.class.getName());
        DroppedLead.id = dropped.uniqueId();
        connect.configure("transformed", settings);
        try (KafkaBroker.Reader topic = kafka.reader("transformed")) {
            soon().ignoreExceptions().until(() -> topic.read().last().values().stream()
                    .anyMatch(each -> each.contains(kept.uniqueId())));
            soon().ignoreExceptions().untilAsserted(() -> assertThat(
                            connect.get("/connectors/transformed/offsets").findValuesAsText("unit"))
                    .containsExactlyInAnyOrder("simpleLeads/North", "simpleLeads/South"));
            assertThat(topic.read().all()).allSatisfy(each -> {
                assertThat(each.key()).isEqualTo("New");
                assertThat(each.value()).doesNotContain(dropped.uniqueId());
            });
        }
        connect.change("DELETE", "/connectors/transformed", null);
    }

    /** Finds the records of one lead. */
    public static final class DroppedLead implements Predicate<SourceRecord> {

        private static volatile String id;

        @Override
        public boolean test(SourceRecord each) {
            return String.valueOf(each.value()).contains(id);
        }

        @Override
        public ConfigDef config() {
            return new ConfigDef();
        }

        @Override
        public void configure(Map<String, ?> settings) {
            // There is nothing to be set.
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }
}
