package io.github.camelherobase.examples.kubernetes;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;

import static org.assertj.core.api.Assertions.assertThat;

/** The manifests, created in the API server's mock and read back, against what the example's code uses. */
class ManifestsTest {

    private static final Path FILE = Path.of("manifests.yaml");
    private static final String NAME = "herobase-node";

    private final ApiServer api = new ApiServer();

    @BeforeEach
    void create() throws IOException {
        try (InputStream in = Files.newInputStream(FILE)) {
            List<HasMetadata> all = api.client().load(in).items();
            assertThat(all)
                    .map(HasMetadata::getKind)
                    .containsExactly("ServiceAccount", "Role", "RoleBinding", "Secret", "Deployment");
            all.forEach(each ->
                    api.client().resource(each).inNamespace(ApiServer.NAMESPACE).create());
        }
    }

    @AfterEach
    void close() {
        api.close();
    }

    private PodSpec pod() {
        return deployment().getSpec().getTemplate().getSpec();
    }

    private Deployment deployment() {
        return api.client()
                .apps()
                .deployments()
                .inNamespace(ApiServer.NAMESPACE)
                .withName(NAME)
                .get();
    }

    private static Properties properties(String resource) {
        Properties properties = new Properties();
        try (InputStream in = ManifestsTest.class.getResourceAsStream(resource)) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }

    /** What the role allows, such as {@code get leases}. */
    static Stream<String> allowed(Role role) {
        return role.getRules().stream().flatMap(rule -> rule.getResources().stream()
                .flatMap(resource -> rule.getVerbs().stream().map(verb -> verb + " " + resource)));
    }

    static Role role() throws IOException {
        try (ApiServer other = new ApiServer();
                InputStream in = Files.newInputStream(FILE)) {
            return other.client().load(in).items().stream()
                    .filter(Role.class::isInstance)
                    .map(Role.class::cast)
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void thePodRunsAsTheAccountThatHasTheRole() {
        RoleBinding binding = api.client()
                .rbac()
                .roleBindings()
                .inNamespace(ApiServer.NAMESPACE)
                .withName(NAME)
                .get();
        assertThat(binding.getRoleRef().getName()).isEqualTo(NAME);
        assertThat(binding.getSubjects()).singleElement().satisfies(subject -> assertThat(subject.getName())
                .isEqualTo(pod().getServiceAccountName())
                .isEqualTo(NAME));
        assertThat(api.client()
                        .serviceAccounts()
                        .inNamespace(ApiServer.NAMESPACE)
                        .withName(NAME)
                        .get())
                .isNotNull();
        assertThat(api.client()
                        .rbac()
                        .roles()
                        .inNamespace(ApiServer.NAMESPACE)
                        .withName(NAME)
                        .get())
                .isNotNull();
    }

    @Test
    void everyVariableThatTheNodeReadsIsSetAndNoOther() {
        Container container = pod().getContainers().get(0);
        Secret secret = api.client()
                .secrets()
                .inNamespace(ApiServer.NAMESPACE)
                .withName(container.getEnvFrom().get(0).getSecretRef().getName())
                .get();
        Properties properties = properties("/application.properties");
        properties.putAll(properties("/kubernetes/pod.properties"));
        String values = String.join(
                "\n", properties.values().stream().map(String::valueOf).toList());
        Stream<String> set = Stream.concat(
                container.getEnv().stream().map(EnvVar::getName), secret.getStringData().keySet().stream());
        assertThat(set).allSatisfy(name -> assertThat(values.contains("{{env:" + name + "}}")
                        || properties.containsKey(
                                name.toLowerCase(java.util.Locale.ROOT).replace('_', '.')))
                .as(name)
                .isTrue());
        assertThat(values.lines()
                        .filter(line -> line.startsWith("{{env:"))
                        .map(line -> line.substring("{{env:".length(), line.indexOf('}')))
                        .collect(Collectors.toSet()))
                .isSubsetOf(Stream.concat(
                                container.getEnv().stream().map(EnvVar::getName),
                                secret.getStringData().keySet().stream())
                        .toList());
    }

    @Test
    void theProbesAskCamelsHealthWhereItAnswers() {
        Container container = pod().getContainers().get(0);
        Properties properties = properties("/kubernetes/pod.properties");
        ContainerPort port = container.getPorts().get(0);
        assertThat(port.getContainerPort()).isEqualTo(Integer.valueOf(properties.getProperty("camel.management.port")));
        Map<String, Probe> probes = Map.of(
                "/observe/health/live", container.getLivenessProbe(),
                "/observe/health/ready", container.getReadinessProbe());
        probes.forEach((path, probe) -> {
            assertThat(probe.getHttpGet().getPath()).isEqualTo(path);
            assertThat(probe.getHttpGet().getPort().getStrVal()).isEqualTo(port.getName());
        });
    }

    @Test
    void thePodHasTheLabelsOfTheLeaseAndNoVolume() {
        Deployment deployment = deployment();
        Map<String, String> labels =
                deployment.getSpec().getTemplate().getMetadata().getLabels();
        assertThat(labels).isEqualTo(Map.of("app", NAME));
        assertThat(deployment.getSpec().getSelector().getMatchLabels()).isEqualTo(labels);
        assertThat(pod().getVolumes()).isNullOrEmpty();
        assertThat(pod().getContainers().get(0).getVolumeMounts()).isNullOrEmpty();
        assertThat(pod().getContainers().get(0).getArgs()).containsExactly("--live");
    }
}
