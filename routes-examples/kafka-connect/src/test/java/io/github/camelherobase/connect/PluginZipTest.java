package io.github.camelherobase.connect;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.github.camelherobase.simulator.HerobaseSimulator;

import static io.github.camelherobase.connect.ConnectCluster.soon;
import static org.assertj.core.api.Assertions.assertThat;

/** The zip as it is, in the plugin path of a worker that has nothing of ours besides. */
class PluginZipTest {

    @TempDir
    Path directory;

    @Test
    void aWorkerRunsBothConnectorsOutOfTheZipAlone() throws Exception {
        Path zip = Path.of(System.getProperty("plugin.zip"));
        List<String> jars = unpack(zip, directory.resolve("plugins"));
        assertThat(jars)
                .as("what the worker has itself")
                .noneMatch(jar -> jar.contains("kafka-clients") || jar.contains("connect-api") || jar.contains("slf4j"))
                .noneMatch(jar -> jar.contains("simulator"))
                .anyMatch(jar -> jar.contains("camel-herobase-kafka-connect"))
                .anyMatch(jar -> jar.contains("postgresql"));
        try (HerobaseSimulator herobase = HerobaseSimulator.start();
                KafkaBroker kafka = KafkaBroker.start(directory);
                ConnectCluster connect = new ConnectCluster(
                        kafka,
                        directory,
                        kafkasOwn(jars),
                        Map.of("plugin.path", directory.resolve("plugins").toString()))) {
            connect.start("zip");
            assertThat(connect.get("/connector-plugins").findValuesAsText("class"))
                    .contains(HerobaseSourceConnector.class.getName(), HerobaseSinkConnector.class.getName());
            kafka.createTopic("in", 1);
            kafka.send("in", List.of("{\"Phone\":\"70000001\"}"));
            Map<String, String> account = Map.of(
                    "baseUrl", herobase.baseUrl(),
                    "username", HerobaseSimulator.DEFAULT_USERNAME,
                    "password", HerobaseSimulator.DEFAULT_PASSWORD);
            connect.configure(
                    "in",
                    with(
                            account,
                            "connector.class",
                            HerobaseSinkConnector.class.getName(),
                            "topics",
                            "in",
                            "campaignCode",
                            HerobaseSimulator.DEFAULT_CAMPAIGN,
                            "importJournal",
                            "file",
                            "journalFile",
                            directory.resolve("journal").toString()));
            connect.configure(
                    "out",
                    with(
                            account,
                            "connector.class",
                            HerobaseSourceConnector.class.getName(),
                            "operation",
                            "simpleLeads",
                            "topic",
                            "out",
                            "delay",
                            "1s"));
            try (KafkaBroker.Reader out = kafka.reader("out")) {
                soon().ignoreExceptions()
                        .until(() -> out.read().last().values().stream().anyMatch(lead -> lead.contains("70000001")));
            }
            assertThat(herobase.world().leadCount()).isEqualTo(1);
        }
    }

    private static Map<String, String> with(Map<String, String> account, String... more) {
        Map<String, String> settings = new HashMap<>(account);
        for (int i = 0; i < more.length; i += 2) {
            settings.put(more[i], more[i + 1]);
        }
        return settings;
    }

    /** The tests' class path without what the zip brings. */
    private static String kafkasOwn(List<String> jars) {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> entry.endsWith(".jar"))
                .filter(entry -> !jars.contains(Path.of(entry).getFileName().toString()) || entry.contains("jackson"))
                .filter(entry -> !entry.contains("herobase") && !entry.contains("/camel-"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static List<String> unpack(Path zip, Path into) throws IOException {
        List<String> jars = new ArrayList<>();
        try (ZipFile file = new ZipFile(zip.toFile())) {
            for (ZipEntry entry : Collections.list(file.entries())) {
                Path target = into.resolve(entry.getName());
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                } else {
                    Files.createDirectories(target.getParent());
                    try (InputStream in = file.getInputStream(entry)) {
                        Files.copy(in, target);
                    }
                    jars.add(target.getFileName().toString());
                }
            }
        }
        return jars;
    }
}
