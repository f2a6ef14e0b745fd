package io.github.camelherobase.examples.kubernetes;

import java.util.HashMap;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.logging.Level;
import java.util.logging.Logger;

import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;

/** The API server's mock, and what a kubelet writes there. */
final class ApiServer implements AutoCloseable {

    static final String NAMESPACE = "leads";

    private final Set<String> rights = new ConcurrentSkipListSet<>();
    private final Recording dispatcher = new Recording();
    private final KubernetesMockServer server =
            new KubernetesMockServer(new Context(), new MockWebServer(), new HashMap<>(), dispatcher, false);
    private final KubernetesClient client;

    ApiServer() {
        // It writes a line for each request.
        Logger.getLogger(MockWebServer.class.getName()).setLevel(Level.OFF);
        server.init();
        client = server.createClient();
    }

    int port() {
        return server.getPort();
    }

    KubernetesClient client() {
        return client;
    }

    /** Of each request to a lease and of each look for pods, the rights that it needs, such as {@code get leases}. */
    Set<String> rightsUsed() {
        return rights;
    }

    /** The next change of a lease is answered so. */
    void failNextChange(int status) {
        dispatcher.failing = status;
    }

    boolean hasFailed() {
        return dispatcher.failing == 0;
    }

    void runs(String pod, boolean isReady) {
        client.pods()
                .inNamespace(NAMESPACE)
                .resource(new PodBuilder()
                        .withNewMetadata()
                        .withName(pod)
                        .addToLabels("app", "herobase-node")
                        .endMetadata()
                        .withNewSpec()
                        .endSpec()
                        .withNewStatus()
                        .withPhase("Running")
                        .addNewCondition()
                        .withType("Ready")
                        .withStatus(isReady ? "True" : "False")
                        .endCondition()
                        .endStatus()
                        .build())
                .createOr(pods -> pods.update());
    }

    void isGone(String pod) {
        client.pods().inNamespace(NAMESPACE).withName(pod).delete();
    }

    private final class Recording extends KubernetesCrudDispatcher {

        private volatile int failing;

        @Override
        public MockResponse dispatch(RecordedRequest request) {
            String path = request.getPath().replaceAll("\\?.*", "");
            if (path.contains("/leases")) {
                rights.add(verb(request.getMethod(), path.endsWith("/leases")) + " leases");
                int status = failing;
                if (status != 0 && request.getMethod().equals("PUT")) {
                    failing = 0;
                    return new MockResponse().setResponseCode(status).setBody("{}");
                }
            } else if (request.getMethod().equals("GET")) {
                rights.add(verb(request.getMethod(), path.endsWith("/pods")) + " pods");
            }
            return super.dispatch(request);
        }

        private static String verb(String method, boolean all) {
            return switch (method) {
                case "GET" -> all ? "list" : "get";
                case "POST" -> "create";
                case "PUT" -> "update";
                case "PATCH" -> "patch";
                default -> "delete";
            };
        }
    }

    @Override
    public void close() {
        client.close();
        server.destroy();
    }
}
