package io.github.camelherobase.connect;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.camelherobase.simulator.HerobaseSimulator;

import static io.github.camelherobase.connect.ConnectCluster.soon;

/**
 * A Kafka, a worker with both connectors, and a simulator of HeroBase: records become leads, and leads become records; with
 * the argument {@code benchmark}, how fast a source is.
 */
final class Demonstration {

    private static final int LEADS = 20;

    private Demonstration() {}

    public static void main(String[] arguments) throws Exception {
        Path directory = Files.createTempDirectory("kafka-connect");
        try {
            if (List.of(arguments).contains("benchmark")) {
                new Throughput(directory).run();
            } else {
                run(directory);
            }
        } finally {
            delete(directory);
        }
        // Threads of the broker would go on.
        System.exit(0);
    }

    private static void run(Path directory) throws Exception {
        try (HerobaseSimulator herobase = HerobaseSimulator.start();
                KafkaBroker kafka = KafkaBroker.start(directory);
                ConnectCluster connect = new ConnectCluster(kafka, directory, null, Map.of())) {
            System.out.println("HeroBase on this machine; watch it in a browser: " + herobase.pageUrl());
            kafka.createTopic("new-leads", 1);
            connect.start("worker");
            Map<String, String> account = Map.of(
                    "baseUrl", herobase.baseUrl(),
                    "username", HerobaseSimulator.DEFAULT_USERNAME,
                    "password", HerobaseSimulator.DEFAULT_PASSWORD);
            connect.configure(
                    "import",
                    with(
                            account,
                            Map.of(
                                    "connector.class",
                                    HerobaseSinkConnector.class.getName(),
                                    "topics",
                                    "new-leads",
                                    "campaignCode",
                                    HerobaseSimulator.DEFAULT_CAMPAIGN,
                                    "importJournal",
                                    "file",
                                    "journalFile",
                                    directory.resolve("journal").toString())));
            connect.configure(
                    "leads",
                    with(
                            account,
                            Map.of(
                                    "connector.class", HerobaseSourceConnector.class.getName(),
                                    "operation", "simpleLeads",
                                    "topic", "leads",
                                    "delay", "1s")));
            System.out.println(
                    "A Kafka and a worker of Kafka Connect run the sink \"import\" and the source \"leads\".");
            kafka.send(
                    "new-leads",
                    IntStream.range(0, LEADS)
                            .mapToObj(i -> "{\"Phone\":\"" + (70_000_000 + i) + "\"}")
                            .toList());
            soon().until(() -> herobase.world().leadCount() == LEADS);
            System.out.println(LEADS + " records of the topic new-leads are leads in HeroBase. Agents call them.");
            herobase.world().agents().work(LEADS);
            try (KafkaBroker.Reader topic = kafka.reader("leads", ConnectTestSupport::state)) {
                soon().ignoreExceptions().until(() -> topic.read().last().equals(ConnectTestSupport.states(herobase)));
                System.out.println(
                        "The topic leads has " + topic.count() + " records, of which the last of each of the "
                                + topic.last().size() + " leads is as HeroBase has it.");
            }
            System.out.println("Connect's offset: " + connect.get("/connectors/leads/offsets"));
        }
    }

    private static Map<String, String> with(Map<String, String> account, Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(account);
        settings.putAll(more);
        return settings;
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
            deepestFirst.forEach(path -> {
                try {
                    Files.deleteIfExists(path);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
