package io.github.camelherobase;

import java.util.List;
import java.util.Map;

import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheck.State;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.health.HealthCheckRepository;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.camelherobase.simulator.HerobaseSimulator;
import io.github.camelherobase.simulator.fault.Fault;

import static org.assertj.core.api.Assertions.assertThat;

/** What health tells of producers: of the last exchange, at no request. */
class ProducerHealthTest {

    private static final String NAME = "Ada Byron";

    private final HerobaseSimulator herobase = HerobaseSimulator.builder().start();
    private final DefaultCamelContext context = new DefaultCamelContext();

    @BeforeEach
    void producersAreWatched() {
        HealthCheckRegistry registry = HealthCheckRegistry.get(context);
        HealthCheckRepository producers = (HealthCheckRepository) registry.resolveById("producers");
        producers.setEnabled(true);
        registry.register(producers);
    }

    @AfterEach
    void stop() {
        context.stop();
        herobase.close();
    }

    private void start(String operation) throws Exception {
        String options = "baseUrl=" + herobase.baseUrl() + "&username=" + HerobaseSimulator.DEFAULT_USERNAME
                + "&password=RAW(" + HerobaseSimulator.DEFAULT_PASSWORD + ")&quotaSync=0";
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in")
                        .routeId("in")
                        .to("herobase:" + operation + (operation.contains("?") ? "&" : "?") + options);
            }
        });
        context.start();
    }

    private Exchange send(Object body) {
        ProducerTemplate template = context.createProducerTemplate();
        return template.send("direct:in", exchange -> exchange.getMessage().setBody(body));
    }

    private List<HealthCheck.Result> health() {
        return HealthCheckHelper.invoke(context).stream()
                .filter(result -> result.getCheck().getId().startsWith("producer:herobase-"))
                .toList();
    }

    private static Map<String, String> lead() {
        return Map.of("Phone", "70000001", "Name", NAME);
    }

    @ParameterizedTest
    @CsvSource({
        "401, authentication, DOWN",
        "403, access-denied, DOWN",
        "503, server, DOWN",
        "400, request, UP",
        "0, connection, DOWN"
    })
    void itTellsOfTheLastExchange(int status, String cause, State state) throws Exception {
        start("importLeads?campaignCode=" + HerobaseSimulator.DEFAULT_CAMPAIGN);
        assertThat(health()).hasSize(1);
        assertThat(health().get(0).getState()).as("nothing was sent").isEqualTo(State.UP);
        herobase.faults().next("POST /leads", status == 0 ? Fault.resetBeforeAnswer() : Fault.status(status));
        assertThat(send(lead()).getException()).isNotNull();
        long requests = herobase.books().received();
        HealthCheck.Result result = health().get(0);
        assertThat(result.getState()).isEqualTo(state);
        assertThat(result.getDetails())
                .containsEntry("herobase.cause", cause)
                .containsEntry("herobase.operation", "importLeads");
        assertThat(result.getDetails() + " " + result.getMessage()).doesNotContain(NAME, "70000001");
        assertThat(herobase.books().received()).as("asking costs nothing").isEqualTo(requests);
        assertThat(send(Map.of("Phone", "70000002")).getException()).isNull();
        assertThat(health().get(0).getState()).as("it is well again").isEqualTo(State.UP);
    }

    @ParameterizedTest
    @CsvSource({"simpleLeads, GET /simpleleads", "account, GET /myaccount"})
    void exportsAndRecordsHaveOneToo(String operation, String service) throws Exception {
        start(operation);
        herobase.faults().next(service, Fault.status(401));
        assertThat(send(null).getException()).isNotNull();
        assertThat(health()).singleElement().satisfies(result -> assertThat(result.getState())
                .isEqualTo(State.DOWN));
        assertThat(send(null).getException()).isNull();
        assertThat(health().get(0).getState()).isEqualTo(State.UP);
        context.removeEndpoints("herobase:*");
        context.getRouteController().stopRoute("in");
        context.removeRoute("in");
        assertThat(health()).as("with its producer it goes").isEmpty();
    }

    @Test
    void anImportOfManyTellsWhyItEnded() throws Exception {
        start("importLeads?importConcurrency=1&campaignCode=" + HerobaseSimulator.DEFAULT_CAMPAIGN);
        herobase.faults().always("POST /leads", Fault.status(401));
        assertThat(send(List.of(lead(), Map.of("Phone", "70000002"))).getException())
                .isNotNull();
        assertThat(health().get(0).getState()).isEqualTo(State.DOWN);
        assertThat(health().get(0).getDetails()).containsEntry("herobase.cause", "authentication");
    }

    @Test
    void theComponentSwitchesThemOff() throws Exception {
        context.getComponent("herobase", HerobaseComponent.class).setHealthCheckProducerEnabled(false);
        start("account");
        assertThat(health()).singleElement().satisfies(result -> assertThat(result.getState())
                .isEqualTo(State.UNKNOWN));
    }
}
