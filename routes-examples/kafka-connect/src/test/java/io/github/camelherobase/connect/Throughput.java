package io.github.camelherobase.connect;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.AsyncProcessorSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;

import com.sun.management.OperatingSystemMXBean;

import io.github.camelherobase.HerobaseConstants;
import io.github.camelherobase.cursor.FileCursorStore;
import io.github.camelherobase.simulator.HerobaseSimulator;

import static io.github.camelherobase.connect.ConnectCluster.soon;

/**
 * Leads into a topic by a worker of Connect, and by a Camel route of the component that writes into the same broker; all in
 * one process, so that processor time counts everything.
 */
final class Throughput {

    private static final int LEADS = 200_000;
    private static final int ROUNDS = 9;

    private final Path directory;

    private record Cost(double seconds, double processorSeconds) {}

    Throughput(Path directory) {
        this.directory = directory;
    }

    void run() throws Exception {
        try (HerobaseSimulator herobase =
                        HerobaseSimulator.builder().generatedLeads(LEADS).start();
                KafkaBroker kafka = KafkaBroker.start(directory);
                ConnectCluster connect =
                        new ConnectCluster(kafka, directory, null, Map.of("offset.flush.interval.ms", "60000"))) {
            connect.start("a");
            for (int round = 0; round < ROUNDS; round++) {
                Cost route = byRoute(herobase, kafka, "route" + round);
                Cost worker = byConnect(herobase, kafka, connect, "connect" + round);
                System.out.printf(
                        "%s %,d leads: route %.1f s, %.1f s of processor; Connect %.1f s, %.1f s; ratio %.2f by the clock, %.2f by"
                                + " processor time%n",
                        round == 0 ? "Warm-up:" : "Round " + round + ":",
                        LEADS,
                        route.seconds(),
                        route.processorSeconds(),
                        worker.seconds(),
                        worker.processorSeconds(),
                        route.seconds() / worker.seconds(),
                        route.processorSeconds() / worker.processorSeconds());
            }
        }
    }

    private Cost byRoute(HerobaseSimulator herobase, KafkaBroker kafka, String topic) throws Exception {
        kafka.createTopic(topic, 1);
        Map<String, Object> settings = Map.of("bootstrap.servers", kafka.address());
        try (CamelContext camel = new DefaultCamelContext();
                KafkaProducer<String, String> producer =
                        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            camel.getRegistry().bind("cursors", new FileCursorStore(directory.resolve(topic)));
            camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("herobase:simpleLeads?outputType=json&maxInFlight=5000&initialDelay=0&delay=1h&initialFrom=1h"
                                    + "&cursorRepository=#cursors&username=" + HerobaseSimulator.DEFAULT_USERNAME
                                    + "&password=" + HerobaseSimulator.DEFAULT_PASSWORD + "&baseUrl="
                                    + herobase.baseUrl())
                            .process(new ToKafka(producer, topic));
                }
            });
            return measured(kafka, topic, camel::start);
        }
    }

    private Cost byConnect(HerobaseSimulator herobase, KafkaBroker kafka, ConnectCluster connect, String topic)
            throws Exception {
        kafka.createTopic(topic, 1);
        Map<String, String> settings = Map.of(
                "connector.class",
                HerobaseSourceConnector.class.getName(),
                "baseUrl",
                herobase.baseUrl(),
                "username",
                HerobaseSimulator.DEFAULT_USERNAME,
                "password",
                HerobaseSimulator.DEFAULT_PASSWORD,
                "operation",
                "simpleLeads",
                "topic",
                topic,
                "initialFrom",
                "1h",
                "delay",
                "1h");
        Cost cost = measured(kafka, topic, () -> connect.configure(topic, settings));
        connect.change("DELETE", "/connectors/" + topic, null);
        return cost;
    }

    @FunctionalInterface
    private interface Begin {
        void now() throws Exception;
    }

    private static Cost measured(KafkaBroker kafka, String topic, Begin begin) throws Exception {
        OperatingSystemMXBean process = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        TopicPartition partition = new TopicPartition(topic, 0);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.address()))) {
            long before = process.getProcessCpuTime();
            long start = System.nanoTime();
            begin.now();
            soon().atMost(Duration.ofMinutes(5))
                    .until(() -> admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                                    .partitionResult(partition)
                                    .get()
                                    .offset()
                            >= LEADS);
            return new Cost((System.nanoTime() - start) / 1e9, (process.getProcessCpuTime() - before) / 1e9);
        }
    }

    /** An exchange is done when Kafka has its record. */
    private static final class ToKafka extends AsyncProcessorSupport {

        private final KafkaProducer<String, String> producer;
        private final String topic;

        private ToKafka(KafkaProducer<String, String> producer, String topic) {
            this.producer = producer;
            this.topic = topic;
        }

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            producer.send(
                    new ProducerRecord<>(
                            topic,
                            exchange.getMessage().getHeader(HerobaseConstants.UNIQUE_ID, String.class),
                            exchange.getMessage().getBody(String.class)),
                    (metadata, failure) -> {
                        exchange.setException(failure);
                        callback.done(false);
                    });
            return false;
        }
    }
}
