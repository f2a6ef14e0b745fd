package io.github.camelherobase.examples.kubernetes;

import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.apache.activemq.broker.BrokerService;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.github.camelherobase.examples.Database;
import io.github.camelherobase.simulator.HerobaseSimulator;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Which of two pods reads, whatever happens between them and the API server. */
@TestInstance(Lifecycle.PER_CLASS)
class LeaseTest {

    private final BrokerService broker = new BrokerService();
    private final List<Node> nodes = new ArrayList<>();
    private String brokerUrl;
    private EmbeddedPostgres postgres;
    private Database database;
    private ApiServer api;
    private HerobaseSimulator herobase;

    private static ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(20));
    }

    @BeforeAll
    void startServers() throws Exception {
        broker.setPersistent(false);
        broker.setUseJmx(false);
        brokerUrl = broker.addConnector("tcp://localhost:0").getPublishableConnectString();
        broker.start();
        postgres = EmbeddedPostgres.start();
        database = new Database(postgres.getPostgresDatabase());
        database.run("/sql/tables.sql");
        herobase = HerobaseSimulator.start();
    }

    @AfterAll
    void stopServers() throws Exception {
        broker.stop();
        postgres.close();
        herobase.close();
    }

    @BeforeEach
    void begin() {
        api = new ApiServer();
    }

    @AfterEach
    void end() throws Exception {
        for (Node node : nodes) {
            node.close();
        }
        nodes.clear();
        api.close();
    }

    private Node node(String name, String... more) throws Exception {
        api.runs(name, true);
        Node node = new Node(name, api, herobase, postgres.getPort(), brokerUrl, more);
        nodes.add(node);
        return node;
    }

    /** Two nodes, of which the first one reads. */
    private void startTwo() throws Exception {
        Node reader = node("a");
        soon().until(reader::reads);
        node("b");
    }

    private Set<String> readers() {
        Set<String> readers = new HashSet<>();
        nodes.stream().filter(Node::reads).forEach(node -> readers.add(node.name()));
        assertThat(readers.size()).as("pods that read at once").isLessThanOrEqualTo(1);
        return readers;
    }

    private void awaitReader(String name) {
        soon().until(() -> readers().equals(Set.of(name)));
    }

    private void staysReader(String name, Duration time) {
        await().during(time)
                .atMost(time.plusSeconds(5))
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(() -> assertThat(readers()).containsExactly(name));
    }

    /** A lead that came now is in the table, read by that node. */
    private void awaitReadBy(String name) {
        String lead = herobase.world()
                .addLead(HerobaseSimulator.DEFAULT_CAMPAIGN, Map.of("Phone", "70000002"))
                .uniqueId();
        soon().untilAsserted(() -> assertThat(database.rows("SELECT node FROM lead WHERE lead_id = '" + lead + "'"))
                .containsExactly(name));
    }

    @Test
    void whenTheReadersMachineIsGoneAnotherPodGoesOnAtItsPosition() throws Exception {
        startTwo();
        awaitReadBy("a");
        nodes.get(0).die();
        String missed = herobase.world()
                .addLead(HerobaseSimulator.DEFAULT_CAMPAIGN, Map.of("Phone", "70000003"))
                .uniqueId();
        soon().until(() -> readers().isEmpty());
        api.isGone("a");
        awaitReader("b");
        soon().untilAsserted(() -> assertThat(database.rows("SELECT node FROM lead WHERE lead_id = '" + missed + "'"))
                .containsExactly("b"));
        awaitReadBy("b");
    }

    @Test
    void whoCannotReachTheApiServerReadsNoMoreAndIsFollowedWhenItIsNotReady() throws Exception {
        startTwo();
        nodes.get(0).api().cut();
        soon().until(() -> readers().isEmpty());
        await().during(Duration.ofSeconds(2))
                .untilAsserted(() -> assertThat(readers()).isEmpty());
        api.runs("a", false);
        awaitReader("b");
        nodes.get(0).api().mend();
        api.runs("a", true);
        staysReader("b", Duration.ofSeconds(2));
        awaitReadBy("b");
    }

    @Test
    @EnabledIfSystemProperty(named = "proof", matches = "true")
    void aClockThatIsWrongMovesNothing() throws Exception {
        startTwo();
        for (int hours : new int[] {-1, 1}) {
            soon().ignoreExceptions().until(() -> {
                Lease lease = lease();
                ZonedDateTime time = ZonedDateTime.now().plusHours(hours);
                api.client()
                        .resource(new LeaseBuilder(lease)
                                .editSpec()
                                .withRenewTime(time)
                                .withAcquireTime(time)
                                .endSpec()
                                .build())
                        .lockResourceVersion()
                        .update();
                return true;
            });
            staysReader("a", Duration.ofSeconds(2));
        }
        nodes.get(0).die();
        api.isGone("a");
        awaitReader("b");
    }

    private Lease lease() {
        List<Lease> leases =
                api.client().leases().inNamespace(ApiServer.NAMESPACE).list().getItems();
        assertThat(leases).hasSize(1);
        return leases.get(0);
    }

    @Test
    void theProbesAreAnsweredAndTheRoleIsWhatIsAskedOfTheApiServer() throws Exception {
        startTwo();
        for (String path : new String[] {"/observe/health/live", "/observe/health/ready"}) {
            for (Node node : nodes) {
                assertThat(node.probe(path).statusCode()).as(path).isEqualTo(200);
                assertThat(node.probe(path).body()).contains("UP").doesNotContain("consumer");
            }
        }
        nodes.get(0).api().cut();
        api.isGone("a");
        awaitReader("b");
        assertThat(api.rightsUsed())
                .containsExactlyInAnyOrderElementsOf(
                        ManifestsTest.allowed(ManifestsTest.role()).toList());
    }

    @Test
    void theFenceStopsTheFirstOfTwoThatReadOnePosition() throws Exception {
        Node first = node("a");
        soon().until(first::reads);
        awaitReadBy("a");
        Node second = node("b", "--lease.name=another");
        soon().until(second::reads);
        awaitReadBy("b");
        // The first one has failed at its next write since; else it would be the last one to write about half of these.
        for (int lead = 0; lead < 10; lead++) {
            awaitReadBy("b");
        }
        assertThat(first.reads()).as("it holds its lease").isTrue();
        assertThat(database.rows(
                        "SELECT DISTINCT node FROM (SELECT node FROM lead ORDER BY read_at DESC LIMIT 10) AS latest"))
                .containsExactly("b");
    }

    @Test
    @EnabledIfSystemProperty(named = "proof", matches = "true")
    void aChangeOfTheLeaseThatFailsOnceIsSurvived() throws Exception {
        startTwo();
        api.failNextChange(500);
        soon().until(api::hasFailed);
        staysReader("a", Duration.ofSeconds(4));
    }
}
