package io.github.camelherobase.connect;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

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
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

import com.sun.management.OperatingSystemMXBean;

import io.github.camelherobase.HerobaseConstants;
import io.github.camelherobase.cursor.FileCursorStore;
import io.github.camelherobase.simulator.HerobaseSimulator;

import static io.github.camelherobase.connect.ConnectCluster.soon;

/**
 * Leads into a topic by a worker of Connect, and by Camel routes of the component that write into the same broker; all in
 * one process, so that processor time counts everything. Each way is taken in each round, the first one being the warm-up.
 *
 * <p>The component alone is a route whose step is nothing but Kafka's own producer: the least that brings a lead into a topic.
 * Producers have Kafka's defaults, or those that Connect gives them.
 */
final class Throughput {

    private static final int LEADS = Integer.getInteger("leads", 200_000);
    private static final int ROUNDS = Integer.getInteger("rounds", 9);
    private static final String ALONE = "the component alone";

    private final Path directory;
    private final Map<String, Way> ways = new LinkedHashMap<>();
    private final Map<String, List<Cost>> costs = new LinkedHashMap<>();
    private HerobaseSimulator herobase;
    private KafkaBroker kafka;
    private ConnectCluster connect;

    @FunctionalInterface
    private interface Way {
        Cost bring(String topic) throws Exception;
    }

    @FunctionalInterface
    private interface Begin {
        void now() throws Exception;
    }

    /** @param flowing seconds between the first records and the last one */
    private record Cost(double seconds, double flowing, double processor) {}

    Throughput(Path directory) {
        this.directory = directory;
        ways.put(ALONE, this::byRoute);
        ways.put("Connect, string", topic -> byConnect(topic, "string", "storage.StringConverter"));
        ways.put("the component alone, bytes", this::byRouteOfBytes);
        ways.put("Connect, bytes", topic -> byConnect(topic, "bytes", "converters.ByteArrayConverter"));
    }

    void run() throws Exception {
        try (HerobaseSimulator simulator =
                        HerobaseSimulator.builder().generatedLeads(LEADS).start();
                KafkaBroker broker = KafkaBroker.start(directory);
                ConnectCluster cluster =
                        new ConnectCluster(broker, directory, null, Map.of("offset.flush.interval.ms", "60000"))) {
            herobase = simulator;
            kafka = broker;
            connect = cluster;
            connect.start("a");
            for (int round = 0; round < ROUNDS; round++) {
                System.out.println(round == 0 ? "Warm-up" : "Round " + round);
                for (Map.Entry<String, Way> way : ways.entrySet()) {
                    round(round, way.getKey(), way.getValue());
                }
            }
            median("Connect, string", ALONE);
            median("Connect, bytes", "the component alone, bytes");
            median("Connect, bytes", ALONE);
        }
    }

    private void round(int number, String name, Way way) throws Exception {
        Cost cost = way.bring(name.replaceAll("\\W", "") + number);
        System.out.printf(
                "  %-28s %5.1f s, of it %5.1f s flowing; %5.1f us of processor a lead%n",
                name, cost.seconds(), cost.flowing(), cost.processor() / LEADS * 1e6);
        if (number > 0) {
            costs.computeIfAbsent(name, key -> new ArrayList<>()).add(cost);
        }
    }

    private void median(String way, String beside) {
        System.out.printf(
                "%s against %s: %s by processor time, %s by the clock, %s by the clock while they flow%n",
                way,
                beside,
                ratio(way, beside, Cost::processor),
                ratio(way, beside, Cost::seconds),
                ratio(way, beside, Cost::flowing));
    }

    /** The median of the pairs' ratios, with the least and the greatest. */
    private String ratio(String way, String beside, ToDoubleFunction<Cost> figure) {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < costs.get(way).size(); i++) {
            ratios.add(figure.applyAsDouble(costs.get(beside).get(i))
                    / figure.applyAsDouble(costs.get(way).get(i)));
        }
        ratios.sort(null);
        return String.format(
                "%.2f (%.2f to %.2f)", ratios.get(ratios.size() / 2), ratios.get(0), ratios.get(ratios.size() - 1));
    }

    private Cost byRoute(String topic) throws Exception {
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(settings(), new StringSerializer(), new StringSerializer())) {
            return byRoute(topic, "json", new ToKafka<>(producer, topic, String.class));
        }
    }

    private Cost byRouteOfBytes(String topic) throws Exception {
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(settings(), new StringSerializer(), new ByteArraySerializer())) {
            return byRoute(topic, "record", new ToKafka<>(producer, topic, byte[].class));
        }
    }

    private Map<String, Object> settings() {
        return Map.of("bootstrap.servers", kafka.address());
    }

    private Cost byRoute(String topic, String outputType, ToKafka<?> toKafka) throws Exception {
        kafka.createTopic(topic, 1);
        try (CamelContext camel = new DefaultCamelContext()) {
            camel.getRegistry().bind("cursors", new FileCursorStore(directory.resolve(topic)));
            camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("herobase:simpleLeads?outputType=" + outputType
                                    + "&maxInFlight=5000&initialDelay=0&delay=1h&initialFrom=1h"
                                    + "&cursorRepository=#cursors&username=" + HerobaseSimulator.DEFAULT_USERNAME
                                    + "&password=" + HerobaseSimulator.DEFAULT_PASSWORD + "&baseUrl="
                                    + herobase.baseUrl())
                            .process(toKafka);
                }
            });
            return measured(topic, camel::start);
        }
    }

    private Cost byConnect(String topic, String format, String converter) throws Exception {
        kafka.createTopic(topic, 1);
        Map<String, String> settings = new HashMap<>(Map.of(
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
                "1h"));
        settings.put("valueFormat", format);
        settings.put("value.converter", "org.apache.kafka.connect." + converter);
        Cost cost = measured(topic, () -> connect.configure(topic, settings));
        connect.change("DELETE", "/connectors/" + topic, null);
        return cost;
    }

    private Cost measured(String topic, Begin begin) throws Exception {
        OperatingSystemMXBean process = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        TopicPartition partition = new TopicPartition(topic, 0);
        try (Admin admin = Admin.create(settings())) {
            long before = process.getProcessCpuTime();
            long start = System.nanoTime();
            begin.now();
            awaitRecords(admin, partition, 1);
            long first = System.nanoTime();
            awaitRecords(admin, partition, LEADS);
            long end = System.nanoTime();
            return new Cost((end - start) / 1e9, (end - first) / 1e9, (process.getProcessCpuTime() - before) / 1e9);
        }
    }

    private static void awaitRecords(Admin admin, TopicPartition partition, long count) {
        soon().atMost(Duration.ofMinutes(5))
                .until(() -> admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                                .partitionResult(partition)
                                .get()
                                .offset()
                        >= count);
    }

    /** An exchange is done when Kafka has its record. */
    private static final class ToKafka<T> extends AsyncProcessorSupport {

        private final KafkaProducer<String, T> producer;
        private final String topic;
        private final Class<T> type;

        private ToKafka(KafkaProducer<String, T> producer, String topic, Class<T> type) {
            this.producer = producer;
            this.topic = topic;
            this.type = type;
        }

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            producer.send(
                    new ProducerRecord<>(
                            topic,
                            exchange.getMessage().getHeader(HerobaseConstants.UNIQUE_ID, String.class),
                            exchange.getMessage().getBody(type)),
                    (metadata, failure) -> {
                        exchange.setException(failure);
                        callback.done(false);
                    });
            return false;
        }
    }
}
