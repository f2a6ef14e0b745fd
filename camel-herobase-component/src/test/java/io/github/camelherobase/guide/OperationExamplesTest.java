package io.github.camelherobase.guide;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.support.processor.state.MemoryStateRepository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import io.github.camelherobase.HerobaseComponent;
import io.github.camelherobase.HerobaseConfiguration;
import io.github.camelherobase.HerobaseEndpoint;
import io.github.camelherobase.HerobaseOperation;
import io.github.camelherobase.api.HerobaseRecord;
import io.github.camelherobase.api.LeadImportResult;
import io.github.camelherobase.api.RecordStream;
import io.github.camelherobase.guide.GuideFile.Snippet;
import io.github.camelherobase.simulator.HerobaseSimulator;
import io.github.camelherobase.simulator.account.AccountSpec;
import io.github.camelherobase.simulator.books.RecordedRequest;
import io.github.camelherobase.simulator.clock.MovableClock;
import io.github.camelherobase.simulator.clock.SimulatorClock;
import io.github.camelherobase.simulator.world.CampaignSpec;
import io.github.camelherobase.simulator.world.SavedSearch;
import io.github.camelherobase.support.ManualClock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Each documented example of an operation does the same by URI, by typed endpoint DSL and in YAML. */
class OperationExamplesTest {

    private static final GuideFile PAGE = GuideFile.read(GuideFile.repository().resolve("docs/operation-examples.md"));
    private static final List<String> DSLS = List.of("java", "typed", "yaml");

    private final MovableClock time = SimulatorClock.movable(Instant.parse("2026-05-06T12:00:00Z"));
    private final HerobaseSimulator simulator = HerobaseSimulator.builder()
            .clock(time)
            .account(AccountSpec.named("api@example.com", "secret")
                    .linkedUser("boss@example.com")
                    .savedSearch(SavedSearch.named("Sales")))
            .project("B2B North")
            .campaign(CampaignSpec.code("SPRING25").required("Phone"))
            .organisation(units -> {
                units.addUnit("Danmark");
                units.addUnit("Salg/Øst og Ærø", "Danmark");
                units.addUser("agent1@example.com", "Salg/Øst og Ærø");
            })
            .requestsKept(1_000)
            .start();
    private final DefaultCamelContext context = new DefaultCamelContext();
    private String lead;

    @BeforeEach
    void start() {
        for (int number = 0; number < 20; number++) {
            lead = simulator
                    .world()
                    .addLead("SPRING25", Map.of("Phone", "7000" + number))
                    .uniqueId();
        }
        simulator.world().agents().workAll();
        HerobaseComponent component = context.getComponent("herobase", HerobaseComponent.class);
        component.setClock(new ManualClock(time));
        HerobaseConfiguration account = component.getConfiguration();
        account.setBaseUrl(simulator.baseUrl());
        account.setUsername("api@example.com");
        account.setPassword("secret");
        account.setQuotaSync(0);
        account.setCursorRepository(new MemoryStateRepository());
    }

    @AfterEach
    void stop() {
        context.stop();
        simulator.close();
    }

    static Stream<HerobaseOperation> sources() {
        return Stream.of(HerobaseOperation.values())
                .filter(operation -> PAGE.text().contains("## from " + operation));
    }

    @Test
    void everyOperationThatHasAConsumerIsShownAsOne() {
        assertThat(sources().map(Enum::name)).containsExactly("simpleLeads", "rawLeads", "savedSearch", "calls");
    }

    @ParameterizedTest
    @EnumSource
    void anOperationIsTheSameInAllThree(HerobaseOperation operation) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                // A stream lives as long as its exchange.
                from("direct:read").toD("direct:${header.dsl}").process(exchange -> exchange.getMessage()
                        .setBody(result(exchange.getMessage().getBody())));
            }
        });
        add("to " + operation);
        context.start();
        // Whatever is found out once is known after the first round.
        requestsByDsl(operation);
        Set<Set<String>> requests = requestsByDsl(operation);
        assertThat(requests).as("what the server was asked").hasSize(1);
        assertThat(requests.iterator().next()).isNotEmpty();
    }

    private Set<Set<String>> requestsByDsl(HerobaseOperation operation) {
        Set<Set<String>> seen = new LinkedHashSet<>();
        for (String dsl : DSLS) {
            simulator.books().clear();
            List<?> result = context.createProducerTemplate()
                    .requestBodyAndHeader("direct:read", bodyFor(operation), "dsl", dsl, List.class);
            assertThat(result).as(dsl).isNotEmpty();
            seen.add(requests());
        }
        return seen;
    }

    private Object bodyFor(HerobaseOperation operation) {
        return switch (operation) {
            case importLeads -> Map.of("Phone", "70000001");
            case lead -> lead;
            default -> null;
        };
    }

    /** Reads a stream to its end. */
    private static List<Object> result(Object body) {
        List<Object> result = new ArrayList<>();
        if (body instanceof RecordStream<?> records) {
            records.forEachRemaining(result::add);
        } else if (body instanceof LeadImportResult imported && imported.isSuccess()
                || body instanceof HerobaseRecord record && !record.toMap().isEmpty()) {
            result.add(body);
        }
        return result;
    }

    private Set<String> requests() {
        Set<String> requests = new LinkedHashSet<>();
        for (RecordedRequest request : simulator.books().requests()) {
            requests.add(request.method() + " " + request.path() + "?" + request.query() + " " + request.body());
        }
        return requests;
    }

    @ParameterizedTest
    @MethodSource("sources")
    void aSourceIsTheSameInAllThree(HerobaseOperation operation) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:sink").to("mock:sink");
            }
        });
        add("from " + operation);
        context.start();
        MockEndpoint sink = context.getEndpoint("mock:sink", MockEndpoint.class);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> sink.getExchanges().stream()
                                .map(exchange -> exchange.getFromEndpoint())
                                .distinct()
                                .count()
                        == DSLS.size());
        assertThat(sink.getExchanges()).extracting(Exchange::getFromEndpoint).allSatisfy(from -> assertThat(
                        ((HerobaseEndpoint) from).getConfiguration().getOperation())
                .isEqualTo(operation));
        assertThat(context.getEndpoints().stream()
                        .filter(HerobaseEndpoint.class::isInstance)
                        .map(OperationExamplesTest::withoutPosition))
                .as("three endpoints that differ by their position alone")
                .hasSize(DSLS.size())
                .containsOnly(context.getEndpoints().stream()
                        .filter(HerobaseEndpoint.class::isInstance)
                        .map(OperationExamplesTest::withoutPosition)
                        .findFirst()
                        .orElseThrow());
    }

    private static String withoutPosition(Endpoint endpoint) {
        return endpoint.getEndpointUri().replaceFirst("cursorKey=\\w+", "");
    }

    /** The routes of a section: by URI and typed in one snippet, in YAML in another. */
    private void add(String heading) throws Exception {
        String section = section(heading);
        List<Snippet> java = new GuideFile(PAGE.name(), section).snippets("java");
        List<Snippet> yaml = new GuideFile(PAGE.name(), section).snippets("yaml");
        assertThat(java).as(heading).hasSize(1);
        assertThat(yaml).as(heading).hasSize(1);
        context.addRoutes(JavaSnippets.routes(java.get(0)));
        PluginHelper.getRoutesLoader(context)
                .loadRoutes(ResourceHelper.fromString("route.yaml", yaml.get(0).code()));
    }

    private static String section(String heading) {
        int start = PAGE.text().indexOf("\n## " + heading + "\n");
        assertThat(start).as("the section " + heading).isNotNegative();
        int end = PAGE.text().indexOf("\n## ", start + 1);
        return PAGE.text().substring(start, end < 0 ? PAGE.text().length() : end);
    }
}
