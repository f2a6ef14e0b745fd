package io.github.camelherobase.examples.callstokafka;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.github.camelherobase.cursor.FileCursorStore;
import io.github.camelherobase.examples.ExampleMain;
import io.github.camelherobase.simulator.HerobaseSimulator;
import io.github.camelherobase.simulator.world.OpenCall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class CallsToKafkaTest {

    private static final String AGENT = "agent1@example.com";

    @TempDir
    Path directory;

    private final HerobaseSimulator herobase = HerobaseSimulator.start();
    private final ExampleMain main = new ExampleMain(herobase);
    private EmbeddedKafka kafka;

    @BeforeEach
    void start() throws Exception {
        kafka = EmbeddedKafka.start(directory);
        main.addOverrideProperty("kafka.brokers", kafka.brokers());
        main.addOverrideProperty("poll.delay", "1000");
        main.bind("cursors", new FileCursorStore(directory));
        main.addOverrideProperty("camel.component.herobase.cursor-repository", "#cursors");
        main.configure().addRoutesBuilder(new CallsToKafkaRoutes());
    }

    @AfterEach
    void stop() {
        main.stop();
        kafka.close();
        herobase.close();
    }

    private OpenCall dial(String phone) {
        String lead =
                herobase.world().addLead("SPRING25", Map.of("Phone", phone)).uniqueId();
        return herobase.world().dialer().dial(lead, AGENT);
    }

    private long requests(String service) {
        return herobase.books()
                .service(HerobaseSimulator.DEFAULT_USERNAME, service)
                .received();
    }

    @Test
    void everyFinishedCallIsOneMessageWithTheNameOfItsAgent() throws Exception {
        dial("70000001").answer().hangUp().save("Sale");
        OpenCall inProgress = dial("70000002").answer();
        main.start();
        assertThat(kafka.read("calls", 1)).hasSize(1);

        inProgress.hangUp().save("Sale");
        List<ConsumerRecord<String, String>> messages = kafka.read("calls", 2);

        String name = herobase.world().organisation().user(AGENT).orElseThrow().name();
        assertThat(messages).hasSize(2);
        for (ConsumerRecord<String, String> message : messages) {
            JsonNode call = new ObjectMapper().readTree(message.value());
            assertThat(message.key()).isEqualTo(call.path("uniqueId").asText());
            assertThat(call.path("userName").asText()).isEqualTo(name);
            assertThat(call.path("user").path("orgCode").asText()).isEqualTo(AGENT);
        }
        assertThat(messages).extracting(ConsumerRecord::key).doesNotHaveDuplicates();
        assertThat(messages.get(0).value()).contains("70000001");
        assertThat(messages.get(1).value()).contains("70000002");
        long polls = requests("GET /calls");
        await().until(() -> requests("GET /calls") > polls);
        assertThat(requests("GET /users")).isEqualTo(1);
    }
}
