package io.github.camelherobase.poll;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.management.MBeanServer;
import javax.management.ObjectName;

import org.apache.camel.ServiceStatus;
import org.apache.camel.component.file.cluster.FileLockClusterService;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.junit.jupiter.api.Test;

import io.github.camelherobase.HerobaseConsumerMetrics;
import io.github.camelherobase.support.ConsumerTestSupport;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A consumer that {@code master:} runs is found where every other is found, and ends its route as every other does (F3). */
class MasterTest extends ConsumerTestSupport {

    private final MBeanServer mbeans = ManagementFactory.getPlatformMBeanServer();

    private void start(String options) throws Exception {
        FileLockClusterService cluster = new FileLockClusterService();
        cluster.setRoot(folder.resolve("cluster").toString());
        cluster.setAcquireLockDelay(100, TimeUnit.MILLISECONDS);
        cluster.setAcquireLockInterval(200, TimeUnit.MILLISECONDS);
        context.addService(cluster);
        addRouteFrom("master:feed:" + uri(options), exchange -> {});
        context.start();
    }

    private Set<ObjectName> beans() throws Exception {
        return mbeans
                .queryNames(
                        new ObjectName("org.apache.camel:context=" + context.getManagementName() + ",type=consumers,*"),
                        null)
                .stream()
                .filter(name -> name.getKeyProperty("name").contains("HerobaseConsumer"))
                .collect(Collectors.toSet());
    }

    private HealthCheck.Result health() {
        return HealthCheckHelper.invoke(context).stream()
                .filter(result -> result.getCheck().getId().equals("consumer:feed"))
                .findFirst()
                .orElse(null);
    }

    @Test
    void itIsInHealthAndJmxWhileItReads() throws Exception {
        addLeads(1);
        MeterRegistry meters = new SimpleMeterRegistry();
        new HerobaseConsumerMetrics(context).bindTo(meters);
        start("");
        await().until(() -> !sink.isEmpty());
        await().until(() -> meters.get("herobase.consumer.state")
                        .tag("route", "feed")
                        .tag("state", "ready")
                        .gauge()
                        .value()
                == 1);
        assertThat(meters.get("herobase.consumer.lag").gauge().value()).isPositive();
        await().until(() -> health() != null && health().getState() == HealthCheck.State.UP);
        assertThat(health().getDetails()).containsKey("herobase.position");
        assertThat(beans()).hasSize(1);
        ObjectName bean = beans().iterator().next();
        assertThat(mbeans.getAttribute(bean, "PollState")).isEqualTo("ready");
        assertThat(mbeans.getAttribute(bean, "StateCause")).isEqualTo("none");
        assertThat(mbeans.getAttribute(bean, "Position")).isNotNull();
        assertThat(mbeans.getAttribute(bean, "RouteId")).isEqualTo("feed");
        context.getRouteController().stopRoute("feed");
        assertThat(meters.get("herobase.consumer.lag").gauge().value()).isNaN();
        assertThat(beans()).isEmpty();
        assertThat(health()).isNull();
    }

    @Test
    void untilStopsTheRoute() throws Exception {
        addLeads(1);
        time.advance(Duration.ofHours(1));
        // Shows that the times of records agree with the server's clock.
        addLeads(1);
        start("&until=2026-05-06T08:30:00Z");
        await().until(() -> !sink.isEmpty());
        await().until(() -> context.getRouteController().getRouteStatus("feed") == ServiceStatus.Stopped);
    }
}
