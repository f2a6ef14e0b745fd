package io.github.camelherobase.examples.kubernetes;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;

import org.apache.camel.component.master.MasterConsumer;

import io.github.camelherobase.examples.ExampleMain;
import io.github.camelherobase.simulator.HerobaseSimulator;

/** A pod's process, here in this one, with lines to API server and database that can be cut. */
final class Node implements AutoCloseable {

    private final String name;
    private final Line api;
    private final Line database;
    private final int healthPort;
    private final ExampleMain main;

    Node(String name, ApiServer apiServer, HerobaseSimulator herobase, int databasePort, String broker, String... more)
            throws IOException {
        this.name = name;
        this.api = new Line(apiServer.port());
        this.database = new Line(databasePort);
        try (ServerSocket free = new ServerSocket(0)) {
            this.healthPort = free.getLocalPort();
        }
        List<String> arguments = new ArrayList<>(List.of(
                "--kubernetes.url=http://localhost:" + api.port(),
                "--pod.name=" + name,
                "--pod.namespace=" + ApiServer.NAMESPACE,
                "--lease.duration=2000",
                "--lease.deadline=1500",
                "--lease.period=250",
                "--camel.management.port=" + healthPort,
                "--camel.component.herobase.base-url=" + herobase.baseUrl(),
                "--camel.component.herobase.username=" + HerobaseSimulator.DEFAULT_USERNAME,
                "--camel.component.herobase.password=" + HerobaseSimulator.DEFAULT_PASSWORD,
                "--database.url=jdbc:postgresql://localhost:" + database.port()
                        + "/postgres?user=postgres&socketTimeout=5",
                "--broker.url=" + broker,
                "--poll.delay=200"));
        arguments.addAll(List.of(more));
        main = KubernetesNode.node(arguments.toArray(String[]::new));
        main.start();
    }

    String name() {
        return name;
    }

    /** Whether it runs the consumer. */
    boolean reads() {
        return ((MasterConsumer) main.getCamelContext().getRoute("changes").getConsumer()).isMaster();
    }

    /** What a probe gets. */
    HttpResponse<String> probe(String path) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://localhost:" + healthPort + path))
                                .build(),
                        BodyHandlers.ofString());
    }

    Line api() {
        return api;
    }

    /** As when its machine is gone: it says nothing to the API server, and nothing of it is stored. */
    void die() {
        api.cut();
        database.cut();
    }

    @Override
    public void close() throws IOException {
        // It stops in order, or it would wait for its database.
        api.mend();
        database.mend();
        main.close();
        api.close();
        database.close();
    }
}
