package io.github.camelherobase.guide;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.processor.state.MemoryStateRepository;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.camelherobase.HerobaseComponent;
import io.github.camelherobase.HerobaseConsumerMetrics;
import io.github.camelherobase.HerobaseQuotaMetrics;
import io.github.camelherobase.simulator.HerobaseSimulator;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import static org.assertj.core.api.Assertions.assertThat;

/** The dashboard and the alert rules ask for meters, and tags of them, that there are. */
class ObservabilityTest {

    private static final Pattern SERIES = Pattern.compile("herobase_(?:consumer|quota)_[a-z_]+");
    private static final Pattern METER = Pattern.compile("`(herobase\\.(?:consumer|quota)[a-z.]*|\\.[a-z]+)`");

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    private void use() throws Exception {
        try (HerobaseSimulator simulator = HerobaseSimulator.start();
                DefaultCamelContext context = new DefaultCamelContext()) {
            String account = "?baseUrl=" + simulator.baseUrl() + "&username=api@example.com&password=secret";
            new HerobaseConsumerMetrics(context).bindTo(registry);
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("herobase:simpleLeads" + account + "&cursorRepository=#store&initialDelay=60000")
                            .to("mock:leads");
                    from("direct:projects").to("herobase:projects" + account);
                }
            });
            context.getRegistry().bind("store", new MemoryStateRepository());
            context.start();
            new HerobaseQuotaMetrics(context.getComponent("herobase", HerobaseComponent.class)).bindTo(registry);
            context.createProducerTemplate().requestBody("direct:projects", "");
        }
    }

    /** As Micrometer's registry for Prometheus names them. */
    private Set<String> series() {
        Set<String> names = new TreeSet<>();
        for (Meter meter : registry.getMeters()) {
            String name = meter.getId().getName().replace('.', '_');
            String unit = meter.getId().getBaseUnit();
            switch (meter.getId().getType()) {
                case COUNTER -> names.add(name + "_total");
                case TIMER -> names.addAll(Set.of(name + "_seconds_count", name + "_seconds_sum"));
                default -> names.add(unit == null ? name : name + "_" + unit);
            }
        }
        return names;
    }

    private static String text(String file) {
        return GuideFile.read(GuideFile.repository().resolve("docs/" + file)).text();
    }

    @ParameterizedTest
    @ValueSource(strings = {"observability/alerts.yaml", "observability/grafana-dashboard.json"})
    void everySeriesExists(String file) throws Exception {
        use();
        Set<String> asked = SERIES.matcher(text(file))
                .results()
                .map(found -> found.group())
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(asked).hasSizeGreaterThan(3);
        assertThat(series()).containsAll(asked);
    }

    @Test
    void everyMeterIsInTheGuide() throws Exception {
        use();
        Set<String> described = new TreeSet<>();
        METER.matcher(text("observability.md"))
                .results()
                .map(found -> found.group(1))
                .forEach(name -> {
                    described.add(name.startsWith(".") ? "herobase.quota" + name : name);
                });
        assertThat(registry.getMeters().stream().map(meter -> meter.getId().getName()))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(described).contains(name));
    }
}
