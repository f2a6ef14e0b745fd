package io.github.camelherobase.imports;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.management.ObjectName;

import org.apache.camel.PooledExchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.impl.engine.PooledExchangeFactory;
import org.apache.camel.impl.engine.PooledProcessorExchangeFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.camelherobase.simulator.HerobaseSimulator;
import io.github.camelherobase.simulator.fault.Fault;
import io.github.camelherobase.support.ImportSites;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What an import leaves in the heap when its exchanges have ended and the context goes on: counted by the virtual machine,
 * so that it does not matter who would hold it.
 */
class MemoryLeftTest {

    private static final int DELIVERIES = Boolean.getBoolean("proof") ? 2_000 : 60;
    private static final int LEADS = 5;
    private static final String IMPORTS = "io.github.camelherobase.imports.";

    /** Of these there is one for each delivery, import or lead; of the others a few for each endpoint. */
    private static final List<String> KINDS = List.of(
            "delivery.Delivery",
            "delivery.Delivery$Living",
            "delivery.Place",
            "delivery.LeadMemory",
            "delivery.LeadMemory$Visit",
            "delivery.LeadMemory$Lead",
            "delivery.LeadMemory$UnderWay",
            "delivery.FingerprintSet",
            "OnceOnlyBody",
            "ImportRun",
            "LeadSource",
            "LeadSource$TakenLead",
            "LeadRequest",
            "Doubt",
            "RememberedLeads");

    private final AtomicInteger numbers = new AtomicInteger();
    private final AtomicInteger pooled = new AtomicInteger();

    private List<Map<String, Object>> leads() {
        return IntStream.range(0, LEADS)
                .mapToObj(i -> Map.<String, Object>of("Phone", "p" + numbers.incrementAndGet()))
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "plain, false", "plain, true",
        "iterator, false", "iterator, true",
        "multicast, false", "multicast, true",
        "split, false", "split, true",
        "enrich and loop, false", "enrich and loop, true",
        "seda and wire tap, false", "seda and wire tap, true",
        "redelivered, false", "redelivered, true",
        "circuit breaker, false"
    })
    void nothingIsLeft(String way, boolean pool) throws Exception {
        Map<String, Long> before = instances();
        try (HerobaseSimulator simulator = HerobaseSimulator.builder()
                        .account(ImportSites.unlimited())
                        .start();
                DefaultCamelContext context = ImportSites.context(simulator.baseUrl())) {
            if (pool) {
                context.getCamelContextExtension().setExchangeFactory(new PooledExchangeFactory());
                context.getCamelContextExtension().setProcessorExchangeFactory(new PooledProcessorExchangeFactory());
            }
            if (way.equals("redelivered")) {
                AtomicInteger requests = new AtomicInteger();
                // A lost answer leaves a lead in doubt, a 401 one that is not sent.
                simulator.faults().always("POST /leads", (request, processing) -> switch (requests.incrementAndGet()
                        % 7) {
                    case 3 -> Fault.resetBeforeAnswer().answer(request, processing);
                    case 5 -> Fault.status(401).answer(request, processing);
                    default -> processing.get();
                });
            }
            context.addRoutes(routes(way));
            context.start();
            await().atMost(Duration.ofSeconds(Boolean.getBoolean("proof") ? 300 : 30))
                    .until(() -> pooled.get() >= DELIVERIES
                            && context.getInflightRepository().size() == 0
                            && simulator.world().leads().count() >= (way.equals("redelivered") ? 1 : numbers.get()));
            await().pollInterval(Duration.ofMillis(200))
                    .atMost(Duration.ofSeconds(8))
                    .untilAsserted(() -> assertThat(left(before, pool)).isEmpty());
        }
    }

    private static Map<String, Long> left(Map<String, Long> before, boolean pool) throws Exception {
        Map<String, Long> left = instances();
        left.replaceAll((kind, count) -> count - before.getOrDefault(kind, 0L));
        left.values().removeIf(count -> count <= 0);
        if (pool) {
            // In exchanges that lie in a pool; it holds nothing of its delivery then.
            left.remove("delivery.Place");
        }
        return left;
    }

    /** How many there are of each kind that can be reached. */
    private static Map<String, Long> instances() throws Exception {
        String histogram = (String) ManagementFactory.getPlatformMBeanServer()
                .invoke(
                        new ObjectName("com.sun.management:type=DiagnosticCommand"),
                        "gcClassHistogram",
                        new Object[] {new String[0]},
                        new String[] {String[].class.getName()});
        Map<String, Long> instances = new TreeMap<>();
        histogram.lines().map(line -> line.trim().split("\\s+")).forEach(columns -> {
            if (columns.length >= 4
                    && columns[3].startsWith(IMPORTS)
                    && KINDS.contains(columns[3].substring(IMPORTS.length()))) {
                instances.put(columns[3].substring(IMPORTS.length()), Long.parseLong(columns[1]));
            }
        });
        return instances;
    }

    private RouteBuilder routes(String way) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(defaultErrorHandler()
                        .maximumRedeliveries(way.equals("redelivered") ? 2 : 0)
                        .redeliveryDelay(0)
                        .logExhausted(false)
                        .logExhaustedMessageHistory(false));
                var route = from("timer:again?period=1&delay=1&repeatCount=" + DELIVERIES)
                        .process(exchange -> {
                            exchange.getMessage()
                                    .setBody(way.equals("iterator") ? new ArrayList<>(leads()).iterator() : leads());
                            pooled.incrementAndGet();
                            assertThat(exchange instanceof PooledExchange)
                                    .isEqualTo(getContext()
                                            .getCamelContextExtension()
                                            .getExchangeFactory()
                                            .isPooled());
                        });
                switch (way) {
                    case "multicast" -> route.multicast().to("herobase:importLeads", "direct:again");
                    case "split" ->
                        route.split().body().to("direct:again").end().to("log:end?level=OFF");
                    case "enrich and loop" ->
                        route.enrich("direct:again", (old, answer) -> old)
                                .loop(2)
                                .copy()
                                .to("herobase:importLeads");
                    case "seda and wire tap" -> route.wireTap("direct:again").to("seda:later");
                    case "circuit breaker" ->
                        route.circuitBreaker()
                                .to("direct:again")
                                .onFallback()
                                .to("direct:again")
                                .end();
                    default -> route.to("direct:again");
                }
                from("seda:later").to("herobase:importLeads");
                from("direct:again").to("herobase:importLeads");
            }
        };
    }
}
