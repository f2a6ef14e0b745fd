package io.github.camelherobase.connect;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.github.camelherobase.simulator.world.Lead;

import static io.github.camelherobase.connect.ConnectCluster.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** What else may lie in Connect's offset topic: from another version, by another tool, by hand. */
class UnusualOffsetsTest extends ConnectTestSupport {

    private static int number;

    private Map<String, String> leads(String topic) {
        return source("simpleLeads", topic, "projects", "North", "initialFrom", "beginning");
    }

    static Stream<Arguments> nothingToBeginAt() {
        return Stream.of(
                arguments("{}", "position"),
                arguments("{\"lsn\":4711}", "position"),
                arguments("{\"position\":null}", "position"),
                arguments("{\"position\":1777000000000}", "position=1777000000000 is not a valid time"),
                arguments("{\"position\":\"yesterday\"}", "position=yesterday is not a valid time"),
                arguments("{\"position\":\"2026-05-06\"}", "position=2026-05-06 is not a valid time"),
                arguments("{\"position\":\"2999-01-01T00:00:00Z\"}", "position=2999-01-01T00:00:00Z is in the future"),
                arguments("{\"entry\":\"{}\"}", "position"),
                arguments("{\"position\":\"2026-05-06T00:00:00Z\",\"entry\":7}", "entry"),
                arguments("{\"position\":\"2026-05-06T00:00:00Z\",\"entry\":\"{\"}", "entry"),
                arguments("{\"position\":\"2026-05-06T00:00:00Z\",\"entry\":\"[]\"}", "entry"),
                arguments("{\"position\":\"2026-05-06T00:00:00Z\",\"entry\":\"{}\"}", "simpleLeads/North"));
    }

    @ParameterizedTest
    @MethodSource("nothingToBeginAt")
    void anOffsetThatIsNotAPositionFailsTheTaskAndSaysWhatToDo(String offset, String wrong) throws Exception {
        String name = "foreign" + number++;
        herobase.world().addLead("N", Map.of("Phone", "70000001"));
        kafka.send("connect-offset", "[\"" + name + "\",{\"unit\":\"simpleLeads/North\"}]", offset);
        kafka.createTopic(name, 1);
        connect.configure(name, leads(name));
        assertThat(connect.trace(name))
                .contains(wrong, "simpleLeads/North", "/connectors/" + name + "/offsets", "initialFrom");
        try (KafkaBroker.Reader topic = kafka.reader(name)) {
            assertThat(topic.read().count()).as("records").isZero();
        }
        connect.change("PUT", "/connectors/" + name + "/stop", null);
        connect.change("DELETE", "/connectors/" + name + "/offsets", null);
        connect.change("PUT", "/connectors/" + name + "/resume", null);
        try (KafkaBroker.Reader topic = kafka.reader(name)) {
            soon().until(() -> topic.read().count() > 0);
        }
        connect.change("DELETE", "/connectors/" + name, null);
    }

    @Test
    void theApiRefusesTheSame() throws Exception {
        connect.configure("altered", leads("altered"));
        connect.awaitRunning("altered", 1);
        connect.change("PUT", "/connectors/altered/stop", null);
        // What is missing in an entry the component says at the start.
        for (Arguments each : nothingToBeginAt().limit(11).toList()) {
            String offset = each.get()[0].toString();
            Map<String, Object> altered = Map.of(
                    "partition", Map.of("unit", "simpleLeads/North"), "offset", ConnectCluster.JSON.readTree(offset));
            assertThat(connect.send("PATCH", "/connectors/altered/offsets", Map.of("offsets", List.of(altered)))
                            .body())
                    .as(offset)
                    .contains("error_code")
                    .containsPattern("position|entry");
        }
        connect.change("DELETE", "/connectors/altered", null);
    }

    @Test
    void twoConnectorsOfOneAccountReadTheSameLeadsEachWithItsOwnPosition() throws Exception {
        Lead lead = herobase.world().addLead("N", Map.of("Phone", "70000003"));
        kafka.createTopic("same", 1);
        connect.configure("one", leads("same"));
        connect.configure("other", leads("same"));
        try (KafkaBroker.Reader topic = kafka.reader("same")) {
            soon().until(() -> topic.read().all().stream()
                            .filter(each -> each.key().equals(lead.uniqueId()))
                            .count()
                    >= 2);
        }
        for (String name : List.of("one", "other")) {
            soon().ignoreExceptions().until(() -> connect.get("/connectors/" + name + "/offsets")
                    .findValuesAsText("unit")
                    .contains("simpleLeads/North"));
            assertThat(connect.tasks(name).values()).containsExactly("RUNNING");
            connect.change("DELETE", "/connectors/" + name, null);
        }
    }
}
