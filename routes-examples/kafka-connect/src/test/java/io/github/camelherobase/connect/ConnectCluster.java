package io.github.camelherobase.connect;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

import org.apache.kafka.connect.cli.ConnectDistributed;
import org.apache.kafka.connect.runtime.Connect;
import org.awaitility.core.ConditionFactory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Workers of a distributed Connect: in this process, or each in one of its own that can be killed. */
final class ConnectCluster implements AutoCloseable {

    static final JsonMapper JSON = JsonMapper.builder().build();

    private final KafkaBroker kafka;
    private final Path directory;
    private final Map<String, String> extra;
    private final String classpath;
    private final Map<String, Worker> workers = new TreeMap<>();
    private final HttpClient http = HttpClient.newHttpClient();

    private interface Worker {
        /** Stops it in order; a process is killed, as when a machine loses its power. */
        void kill() throws Exception;

        /** @throws WorkerEndedException when it will never be */
        boolean isUp();

        String url();
    }

    private static final class WorkerEndedException extends IllegalStateException {

        private WorkerEndedException(String message) {
            super(message);
        }
    }

    /**
     * @param classpath of each worker, which is a process then; null: they run here
     * @param extra settings of each worker
     */
    ConnectCluster(KafkaBroker kafka, Path directory, String classpath, Map<String, String> extra) {
        this.kafka = kafka;
        this.directory = directory;
        this.classpath = classpath;
        this.extra = extra;
    }

    static ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(100));
    }

    /** Comes back when it answers. */
    void start(String name) throws Exception {
        for (int tries = 1; ; tries++) {
            try {
                startOnce(name);
                return;
            } catch (WorkerEndedException e) {
                // Its port may have been taken meanwhile.
                if (tries == 3) {
                    throw e;
                }
            }
        }
    }

    private void startOnce(String name) throws Exception {
        String url = "http://localhost:" + KafkaBroker.freePort();
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("bootstrap.servers", kafka.address());
        settings.put("group.id", "connect");
        settings.put("listeners", url);
        settings.put("key.converter", "org.apache.kafka.connect.storage.StringConverter");
        settings.put("value.converter", "org.apache.kafka.connect.storage.StringConverter");
        settings.put("plugin.discovery", "service_load");
        for (String topic : new String[] {"config", "offset", "status"}) {
            settings.put(topic + ".storage.topic", "connect-" + topic);
            settings.put(topic + ".storage.replication.factor", "1");
            if (!topic.equals("config")) {
                settings.put(topic + ".storage.partitions", "1");
            }
        }
        settings.put("offset.flush.interval.ms", "500");
        settings.put("scheduled.rebalance.max.delay.ms", "0");
        settings.put("heartbeat.interval.ms", "300");
        settings.put("session.timeout.ms", "3000");
        settings.put("consumer.session.timeout.ms", "3000");
        settings.put("consumer.heartbeat.interval.ms", "300");
        settings.put("connector.client.config.override.policy", "All");
        settings.putAll(extra);
        Worker worker = classpath != null ? new ForkedWorker(name, url, settings) : new WorkerHere(url, settings);
        try {
            await().atMost(Duration.ofMinutes(3))
                    .pollInterval(Duration.ofMillis(100))
                    .ignoreExceptionsMatching(failure -> !(failure instanceof WorkerEndedException))
                    .until(() -> worker.isUp()
                            && JSON.readTree(send(worker, "GET", "/connectors", null)
                                            .body())
                                    .isArray());
        } catch (RuntimeException e) {
            worker.kill();
            throw e;
        }
        workers.put(name, worker);
    }

    void kill(String name) throws Exception {
        workers.remove(name).kill();
    }

    JsonNode get(String path) throws Exception {
        return JSON.readTree(send("GET", path, null).body());
    }

    /** Sends until a worker takes it: during a rebalance none does. */
    JsonNode change(String method, String path, Object body) {
        JsonNode[] answer = new JsonNode[1];
        soon().untilAsserted(() -> {
            HttpResponse<String> got = send(method, path, body);
            if (got.statusCode() == 400) {
                throw new IllegalArgumentException(got.body());
            }
            assertThat(got.statusCode())
                    .as(method + " " + path + ": " + got.body())
                    .isBetween(200, 299);
            answer[0] = got.body().isEmpty() ? JSON.nullNode() : JSON.readTree(got.body());
        });
        return answer[0];
    }

    HttpResponse<String> send(String method, String path, Object body) throws Exception {
        return send(workers.values().iterator().next(), method, path, body);
    }

    private HttpResponse<String> send(Worker worker, String method, String path, Object body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(worker.url() + path))
                .header("Content-Type", "application/json")
                .timeout(Duration.ofSeconds(20))
                .method(
                        method,
                        body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(JSON.writeValueAsString(body)))
                .build();
        return http.send(request, BodyHandlers.ofString());
    }

    void configure(String connector, Map<String, String> settings) {
        change("PUT", "/connectors/" + connector + "/config", settings);
    }

    /** The states of its tasks, such as RUNNING, with the worker of each. */
    Map<String, String> tasks(String connector) throws Exception {
        Map<String, String> states = new TreeMap<>();
        for (JsonNode task : get("/connectors/" + connector + "/status").path("tasks")) {
            states.put(
                    task.path("id").asText() + "@" + task.path("worker_id").asText(),
                    task.path("state").asText());
        }
        return states;
    }

    void awaitRunning(String connector, int tasks) {
        soon().ignoreExceptions().until(() -> {
            List<String> states = List.copyOf(tasks(connector).values());
            return states.contains("FAILED") || states.equals(Collections.nCopies(tasks, "RUNNING"));
        });
        assertThat(failed(connector)).as("a task that has failed").isNull();
    }

    /** Why its first task failed. */
    String trace(String connector) {
        soon().ignoreExceptions().until(() -> tasks(connector).containsValue("FAILED"));
        return failed(connector);
    }

    /** Null when none has. */
    private String failed(String connector) {
        try {
            for (JsonNode task : get("/connectors/" + connector + "/status").path("tasks")) {
                if (task.path("state").asText().equals("FAILED")) {
                    return task.path("trace").asText();
                }
            }
            return null;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static final class WorkerHere implements Worker {

        private final String url;
        private final Connect<?> connect;

        private WorkerHere(String url, Map<String, String> settings) {
            this.url = url;
            this.connect = new ConnectDistributed().startConnect(settings);
        }

        @Override
        public void kill() {
            connect.stop();
            connect.awaitStop();
        }

        @Override
        public boolean isUp() {
            return true;
        }

        @Override
        public String url() {
            return url;
        }
    }

    private final class ForkedWorker implements Worker {

        private final String url;
        private final Path log;
        private final Process process;

        private ForkedWorker(String name, String url, Map<String, String> settings) throws IOException {
            this.url = url;
            this.log = directory.resolve("worker-" + name + ".log");
            Path file = directory.resolve("worker-" + name + ".properties");
            Properties properties = new Properties();
            properties.putAll(settings);
            try (OutputStream out = Files.newOutputStream(file)) {
                properties.store(out, null);
            }
            process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx384m",
                            // It lives for seconds.
                            "-XX:TieredStopAtLevel=1",
                            "-XX:+UseSerialGC",
                            "-Dlog.own=warn",
                            "-classpath",
                            classpath,
                            ConnectDistributed.class.getName(),
                            file.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
        }

        @Override
        public boolean isUp() {
            if (process.isAlive()) {
                return true;
            }
            throw new WorkerEndedException("The worker has ended with " + process.exitValue() + ", its log: " + log());
        }

        private String log() {
            try {
                return Files.readString(log);
            } catch (IOException e) {
                return e.toString();
            }
        }

        @Override
        public void kill() throws InterruptedException {
            process.destroyForcibly().waitFor();
        }

        @Override
        public String url() {
            return url;
        }
    }

    @Override
    public void close() throws Exception {
        for (Worker worker : workers.values()) {
            worker.kill();
        }
        workers.clear();
    }
}
