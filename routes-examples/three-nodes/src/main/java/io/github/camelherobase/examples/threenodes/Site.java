package io.github.camelherobase.examples.threenodes;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.apache.activemq.ActiveMQConnectionFactory;
import org.apache.activemq.broker.BrokerService;
import org.apache.activemq.broker.region.DestinationStatistics;
import org.apache.activemq.command.ActiveMQQueue;

import io.github.camelherobase.examples.Database;
import io.github.camelherobase.simulator.HerobaseSimulator;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.jms.JMSContext;

/** Broker, database and nodes, each node a process of its own, on one HeroBase. */
final class Site implements AutoCloseable {

    private final HerobaseSimulator herobase;
    private final Path directory;
    private final EmbeddedPostgres postgres;
    private final Database database;
    private final BrokerService broker = new BrokerService();
    private final String brokerUrl;
    private final Map<String, Process> nodes = new TreeMap<>();

    Site(HerobaseSimulator herobase, Path directory) throws Exception {
        this.herobase = herobase;
        this.directory = directory;
        broker.setPersistent(false);
        broker.setUseJmx(false);
        brokerUrl = broker.addConnector("tcp://localhost:0").getPublishableConnectString();
        broker.start();
        postgres = EmbeddedPostgres.start();
        database = new Database(postgres.getPostgresDatabase());
        database.run("/sql/tables.sql");
    }

    void startNodes(String... names) throws IOException {
        for (String name : names) {
            ProcessBuilder node = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx128m",
                            "-XX:TieredStopAtLevel=1",
                            "-classpath",
                            System.getProperty("java.class.path"),
                            ThreeNodes.class.getName(),
                            "--node=" + name,
                            "--database.url=" + postgres.getJdbcUrl("postgres", "postgres"),
                            "--broker.url=" + brokerUrl,
                            "--cluster.folder=" + directory.resolve("cluster"),
                            "--cluster.interval=1",
                            "--poll.delay=1s",
                            "--readBack.delay=2s")
                    .redirectErrorStream(true)
                    .redirectOutput(log(name).toFile());
            node.environment()
                    .putAll(Map.of(
                            "HEROBASE_URL", herobase.baseUrl(),
                            "HEROBASE_USER", HerobaseSimulator.DEFAULT_USERNAME,
                            "HEROBASE_PASSWORD", HerobaseSimulator.DEFAULT_PASSWORD));
            nodes.put(name, node.start());
        }
    }

    /** As a machine that loses its power would. */
    void kill(String name) throws InterruptedException {
        nodes.remove(name).destroyForcibly().waitFor();
    }

    /** Leads of these numbers into the queue. */
    void send(int first, int last) {
        try (JMSContext jms = new ActiveMQConnectionFactory(brokerUrl).createContext()) {
            for (int lead = first; lead <= last; lead++) {
                jms.createProducer()
                        .send(
                                jms.createQueue("leads"),
                                "{\"CrmId\":\"C-" + lead + "\",\"Phone\":\"" + (70_000_000 + lead) + "\"}");
            }
        }
    }

    /** How many messages wait in a queue, or are under way in a node. */
    long waiting(String queue) throws Exception {
        return statistics(queue).getMessages().getCount();
    }

    /** Whether every node takes from the queue. */
    boolean isTakenFromByAll(String queue) throws Exception {
        return statistics(queue).getConsumers().getCount() == nodes.size();
    }

    private DestinationStatistics statistics(String queue) throws Exception {
        return broker.getDestination(new ActiveMQQueue(queue)).getDestinationStatistics();
    }

    int imported() {
        return herobase.world().leadCount();
    }

    /**
     * How many leads each node imported, by its name.
     *
     * @throws IllegalStateException when a node has ended by itself
     */
    Map<String, Integer> importedByNode() throws SQLException {
        nodes.forEach((name, node) -> {
            if (!node.isAlive()) {
                throw new IllegalStateException("Node " + name + " has ended; why, tells " + log(name));
            }
        });
        Map<String, Integer> counts = new TreeMap<>();
        for (String node : database.rows("SELECT node FROM imported")) {
            counts.merge(node, 1, Integer::sum);
        }
        return counts;
    }

    /** The node that read last; null before the first. */
    String reader() throws SQLException {
        List<String> rows = database.rows("SELECT node FROM lead ORDER BY read_at DESC LIMIT 1");
        return rows.isEmpty() ? null : rows.get(0);
    }

    /** The nodes that read a lead last. */
    List<String> readers() throws SQLException {
        return database.rows("SELECT DISTINCT node FROM lead ORDER BY node");
    }

    /** The copy of HeroBase's leads. */
    List<String> table() throws SQLException {
        return database.rows("SELECT lead_id, crm_id, status FROM lead ORDER BY lead_id");
    }

    /** What the table should hold. */
    List<String> leads() {
        return herobase.world()
                .leads()
                .map(lead -> lead.uniqueId() + " " + lead.data().get("CrmId") + " " + lead.status())
                .toList();
    }

    boolean isQuiet() throws Exception {
        return waiting("leads") == 0 && table().equals(leads());
    }

    private Path log(String name) {
        return directory.resolve("node-" + name + ".log");
    }

    @Override
    public void close() throws Exception {
        for (Process node : nodes.values()) {
            node.destroyForcibly().waitFor();
        }
        broker.stop();
        postgres.close();
    }
}
