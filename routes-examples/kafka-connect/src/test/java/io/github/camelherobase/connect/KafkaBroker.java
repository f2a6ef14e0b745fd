package io.github.camelherobase.connect;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.UnaryOperator;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Time;

import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;

/** One broker in this process. */
final class KafkaBroker implements AutoCloseable {

    private final String address;
    private final KafkaRaftServer server;

    private KafkaBroker(String address, KafkaRaftServer server) {
        this.address = address;
        this.server = server;
    }

    static KafkaBroker start(Path directory) throws IOException {
        String address = "localhost:" + freePort();
        String controller = "localhost:" + freePort();
        Properties properties = new Properties();
        properties.putAll(Map.of(
                "process.roles", "broker,controller",
                "node.id", "1",
                "controller.quorum.voters", "1@" + controller,
                "controller.listener.names", "CONTROLLER",
                "listeners", "PLAINTEXT://" + address + ",CONTROLLER://" + controller,
                "listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
                "log.dirs", directory.resolve("kafka").toString(),
                "offsets.topic.num.partitions", "1"));
        properties.putAll(Map.of(
                "offsets.topic.replication.factor", "1",
                "transaction.state.log.replication.factor", "1",
                "transaction.state.log.min.isr", "1",
                "transaction.state.log.num.partitions", "1",
                "group.min.session.timeout.ms", "1000",
                "group.initial.rebalance.delay.ms", "0"));
        Path file = Files.createDirectories(directory).resolve("server.properties");
        try (OutputStream out = Files.newOutputStream(file)) {
            properties.store(out, null);
        }
        PrintStream quiet = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        StorageTool.execute(new String[] {"format", "-t", Uuid.randomUuid().toString(), "-c", file.toString()}, quiet);
        KafkaRaftServer server = new KafkaRaftServer(KafkaConfig.fromProps(properties), Time.SYSTEM);
        server.startup();
        return new KafkaBroker(address, server);
    }

    String address() {
        return address;
    }

    void createTopic(String name, int partitions) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", address))) {
            admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1)))
                    .all()
                    .get();
        }
    }

    /** What a group has committed, by partition. */
    Map<TopicPartition, OffsetAndMetadata> committed(String group) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", address))) {
            return admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get();
        }
    }

    /** How many consumers a group has. */
    int members(String group) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", address))) {
            return admin.describeConsumerGroups(List.of(group))
                    .all()
                    .get()
                    .get(group)
                    .members()
                    .size();
        }
    }

    void send(String topic, List<String> values) {
        Map<String, Object> settings = Map.of("bootstrap.servers", address, "linger.ms", "5");
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            values.forEach(value -> producer.send(new ProducerRecord<>(topic, null, value)));
        }
    }

    /** One record. */
    void send(String topic, int partition, String value) {
        send(new ProducerRecord<>(topic, partition, null, value));
    }

    /** One record. */
    void send(String topic, String key, String value) {
        send(new ProducerRecord<>(topic, key, value));
    }

    private void send(ProducerRecord<String, String> next) {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", address), new StringSerializer(), new StringSerializer())) {
            producer.send(next);
        }
    }

    Reader reader(String topic) {
        return reader(topic, UnaryOperator.identity());
    }

    /** @param kept what is kept of each value */
    Reader reader(String topic, UnaryOperator<String> kept) {
        return new Reader(address, topic, kept);
    }

    /** Reads a topic from its beginning, and on. */
    static final class Reader implements AutoCloseable {

        private final KafkaConsumer<String, String> consumer;
        private final Map<String, String> last = new HashMap<>();
        private final List<ConsumerRecord<String, String>> all = new ArrayList<>();
        private final String topic;
        private final UnaryOperator<String> kept;
        private long count;

        private Reader(String address, String topic, UnaryOperator<String> kept) {
            this.topic = topic;
            this.kept = kept;
            consumer = new KafkaConsumer<>(
                    Map.of("bootstrap.servers", address, "auto.offset.reset", "earliest"),
                    new StringDeserializer(),
                    new StringDeserializer());
        }

        /** Reads what is there now. */
        Reader read() {
            if (consumer.assignment().isEmpty()) {
                consumer.assign(consumer.partitionsFor(topic).stream()
                        .map(part -> new TopicPartition(part.topic(), part.partition()))
                        .toList());
            }
            Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<String, String> next : consumer.poll(Duration.ofMillis(100))) {
                    count++;
                    last.put(next.key(), kept.apply(next.value()));
                    if (count <= 10_000) {
                        all.add(next);
                    }
                }
            }
            return this;
        }

        /** The last value of each key: what an upsert sink has. */
        Map<String, String> last() {
            return last;
        }

        /** The first 10,000. */
        List<ConsumerRecord<String, String>> all() {
            return all;
        }

        long count() {
            return count;
        }

        @Override
        public void close() {
            consumer.close();
        }
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
