package io.github.camelherobase.calls;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.processor.state.MemoryStateRepository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.github.camelherobase.HerobaseComponent;
import io.github.camelherobase.HerobaseConfiguration;
import io.github.camelherobase.HerobaseConstants;
import io.github.camelherobase.HerobaseConsumer;
import io.github.camelherobase.api.AccountRecord;
import io.github.camelherobase.api.HerobaseAccessDeniedException;
import io.github.camelherobase.simulator.HerobaseSimulator;
import io.github.camelherobase.simulator.account.AccountSpec;
import io.github.camelherobase.simulator.account.Resource;
import io.github.camelherobase.simulator.account.Verb;
import io.github.camelherobase.support.LogCapture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** An account without the right for calls. */
class CallRightsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final AccountSpec account =
            AccountSpec.named("api@example.com", "secret").defaultDailyLimit(10_000_000);
    private final CamelContext context = new DefaultCamelContext();
    private final Set<String> leads = ConcurrentHashMap.newKeySet();
    private HerobaseSimulator simulator;

    private void start() throws Exception {
        simulator = HerobaseSimulator.builder().account(account).start();
        HerobaseConfiguration configuration =
                context.getComponent("herobase", HerobaseComponent.class).getConfiguration();
        configuration.setBaseUrl(simulator.baseUrl());
        configuration.setUsername("api@example.com");
        configuration.setPassword("secret");
        configuration.setQuotaSync(0);
        configuration.setCursorRepository(new MemoryStateRepository());
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("herobase:calls?orgCodes=Sales East&initialFrom=today&delay=20&initialDelay=0")
                        .routeId("calls")
                        .to("log:calls");
                from("herobase:simpleLeads?initialFrom=today&delay=20&initialDelay=0&overlap=0s")
                        .routeId("leads")
                        .process(exchange ->
                                leads.add(exchange.getMessage().getHeader(HerobaseConstants.UNIQUE_ID, String.class)));
                from("direct:top").to("herobase:calls?orgCodes=*&startTime=today");
                from("direct:account").to("herobase:account");
            }
        });
        context.start();
    }

    @AfterEach
    void stop() {
        context.stop();
        simulator.close();
    }

    private long refused() {
        return simulator
                .books()
                .service("api@example.com", "GET /calls")
                .answers()
                .getOrDefault(403, 0L);
    }

    @Test
    void getsOneClearMessageAndTheRestOfTheContextRuns() throws Exception {
        account.resourceRights(Resource.CALLS);
        try (LogCapture log = new LogCapture()) {
            start();
            await().atMost(PATIENCE).until(() -> polls("calls") > 5);
            assertThat(refused()).isEqualTo(1);
            assertThat(log.text())
                    .containsOnlyOnce("Failed polling endpoint: herobase://calls")
                    .contains("GET /calls answered 403: the account api@example.com@localhost:"
                            + simulator.baseUrl().replaceAll("\\D", "")
                            + " may not call this service; ask the vendor for"
                            + " the right, other services may work");
        }
        String lead = simulator
                .world()
                .addLead("SPRING25", Map.of("Phone", "70000001"))
                .uniqueId();
        await().atMost(PATIENCE).until(() -> leads.contains(lead));
        assertThat(health("calls").getState()).isEqualTo(HealthCheck.State.DOWN);
        assertThat(health("calls").getMessage().orElse("")).contains("may not call this service");
        assertThat(health("leads").getState()).isEqualTo(HealthCheck.State.UP);
    }

    private HealthCheck.Result health(String route) {
        HerobaseConsumer consumer = (HerobaseConsumer) context.getRoute(route).getConsumer();
        return consumer.getHealthCheck().call(Map.of());
    }

    private long polls(String route) {
        return ((HerobaseConsumer) context.getRoute(route).getConsumer()).getCounter();
    }

    @Test
    void withoutTheOrganisationTheCodesMustBeNamed() throws Exception {
        account.resourceRights(Resource.ORGANIZATION);
        start();
        assertThatThrownBy(() -> context.createProducerTemplate().requestBody("direct:top", (Object) null))
                .cause()
                .isInstanceOf(HerobaseAccessDeniedException.class)
                .hasMessageContaining("GET /organizationalunits answered 403")
                .hasMessageContaining("name units or users in orgCodes");
    }

    @Test
    void theAccountSaysWhichRightsAreProbablyMissing() throws Exception {
        account.resourceRights(Resource.CALLS).resourceRights(Resource.LEADS, Verb.GET);
        start();
        AccountRecord record =
                context.createProducerTemplate().requestBody("direct:account", (Object) null, AccountRecord.class);
        assertThat(record.getUsername()).isEqualTo("api@example.com");
        assertThat(record.getResourceRights()).containsEntry("Leads", List.of("GET"));
        assertThat(record.getProjectRights()).isNotEmpty();
        assertThat(record.getProbablyMissingRights())
                .containsExactly(
                        "The right Leads/POST is probably missing, which importLeads should need; only a 403 proves it",
                        "The right Calls/GET is probably missing, which calls should need; only a 403 proves it");
    }
}
