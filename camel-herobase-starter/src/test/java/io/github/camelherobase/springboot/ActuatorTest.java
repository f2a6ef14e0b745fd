package io.github.camelherobase.springboot;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.github.camelherobase.simulator.HerobaseSimulator;
import io.github.camelherobase.simulator.account.AccountSpec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What operations see: health, meters, consoles; and what they must not see. */
class ActuatorTest {

    private static final String PREFIX = "camel.component.herobase.";
    private static final String FEED = "herobase:simpleLeads?delay=200ms&initialDelay=0";

    private static TestApplication.Builder application(HerobaseSimulator simulator) {
        return observed(TestApplication.with(simulator));
    }

    private static TestApplication.Builder observed(TestApplication.Builder application) {
        return application
                .web()
                .property("management.endpoints.web.exposure.include", "*")
                .property("management.endpoint.health.show-details", "always")
                .property("camel.health.exposure-level", "full")
                .property(PREFIX + "campaign-code", HerobaseSimulator.DEFAULT_CAMPAIGN)
                .property(PREFIX + "cursor-store", "jdbc")
                .property(PREFIX + "create-tables", "true");
    }

    @Test
    void aConsumerThatReadsIsUpAndAskingCostsNoQuota() {
        try (HerobaseSimulator simulator = HerobaseSimulator.start();
                TestApplication application = application(simulator)
                        .route(FEED.replace("200ms", "1h"), "mock:leads")
                        .start()) {
            await().untilAsserted(() ->
                    assertThat(simulator.books().requests("GET /simpleleads")).isNotEmpty());
            await().untilAsserted(() -> assertThat(application.actuator("health/camelHealth"))
                    .contains("\"consumer:herobase-simpleLeads\":\"UP\""));

            assertThat(application.actuator("metrics/herobase.consumer.lag")).contains("\"herobase-simpleLeads\"");

            long asked = simulator.books().received();
            for (int i = 0; i < 10; i++) {
                application.actuator("health");
            }
            assertThat(simulator.books().received()).isEqualTo(asked);
        }
    }

    @Test
    void aConsumerThatCannotReadIsDown() {
        try (HerobaseSimulator simulator = HerobaseSimulator.start();
                TestApplication application = application(simulator)
                        .property(PREFIX + "password", "wr0ng-pw")
                        .route(FEED, "mock:leads")
                        .start()) {
            await().untilAsserted(() -> assertThat(application.actuator("health/camelHealth"))
                    .contains("\"status\":\"DOWN\"", "GET /simpleleads answered 401")
                    .doesNotContain("wr0ng-pw"));
        }
    }

    @Test
    void aConsumerThatWaitsForQuotaIsUpAndSaysUntilWhen() {
        try (HerobaseSimulator simulator = HerobaseSimulator.builder()
                        .account(AccountSpec.named(
                                        HerobaseSimulator.DEFAULT_USERNAME, HerobaseSimulator.DEFAULT_PASSWORD)
                                .dailyLimit("GET /simpleleads", 1))
                        .start();
                TestApplication application =
                        application(simulator).route(FEED, "mock:leads").start()) {
            await().untilAsserted(() -> assertThat(application.actuator("health/camelHealth"))
                    .contains("\"herobase.limited.until\"", "\"status\":\"UP\""));
        }
    }

    @Test
    void quotasAreMetersAndAConsole() {
        try (HerobaseSimulator simulator = HerobaseSimulator.start();
                TestApplication application = application(simulator)
                        .property("camel.main.dev-console-enabled", "true")
                        .route("direct:in", "herobase:importLeads")
                        .start()) {
            application.importThrough("direct:in");
            application.importThrough("direct:in");

            assertThat(application.actuator("metrics")).contains("herobase.quota.used", "herobase.quota.wait");
            assertThat(application.actuator("metrics/herobase.quota.used?tag=service:POST%20/leads&tag=window:day"))
                    .contains("\"value\":2.0");
            assertThat(application.actuator("camel/herobase-quota")).contains("POST /leads", "\"granted\":2");
        }
    }

    @Test
    void noEndpointShowsAPassword() {
        String password = "t0p-s3cret";
        String north = "n0rth-s3cret";
        try (HerobaseSimulator simulator = HerobaseSimulator.builder()
                        .account(AccountSpec.named("user", password))
                        .account(AccountSpec.named("north", north))
                        .start();
                TestApplication application = observed(TestApplication.withoutAccount())
                        .property("management.endpoint.env.show-values", "always")
                        .property("management.endpoint.configprops.show-values", "always")
                        .property("camel.main.dev-console-enabled", "true")
                        .property(PREFIX + "base-url", simulator.baseUrl())
                        .property(PREFIX + "username", "user")
                        .property("vault.hero", password)
                        .property(PREFIX + "password", "${vault.hero}")
                        .property("old.header", "Basic " + base64("user:" + password))
                        .property("old.secret", base64(north))
                        .property(PREFIX + "accounts.north.base-url", simulator.baseUrl())
                        .property(PREFIX + "accounts.north.username", "north")
                        .argument("--" + PREFIX + "accounts.north.password=" + north)
                        .route("direct:in", "herobase:importLeads")
                        .route("direct:north", "herobase:importLeads?account=#north")
                        .route(FEED, "mock:leads")
                        .start()) {
            application.importThrough("direct:in");
            application.importThrough("direct:north");

            List<String> answers = List.of(
                    application.actuator("configprops"),
                    application.actuator("env"),
                    application.actuator("env/vault.hero"),
                    application.actuator("env/old.header"),
                    application.actuator("env/" + PREFIX + "accounts.north.password"),
                    application.actuator("health"),
                    application.actuator("metrics"),
                    application.actuator("metrics/herobase.quota.used"),
                    application.actuator("beans"),
                    application.actuator("conditions"),
                    application.actuator("camel"),
                    application.actuator("camelroutes"));
            assertThat(answers.get(0)).contains(PREFIX.substring(0, PREFIX.length() - 1), "\"username\":\"user\"");
            assertThat(answers.get(1)).contains(PREFIX + "accounts.north.password", "vault.hero", "old.header");
            assertThat(answers).allSatisfy(answer -> assertThat(answer)
                    .isNotEmpty()
                    .doesNotContain(
                            password,
                            north,
                            base64(password),
                            base64(north),
                            base64("user:" + password),
                            base64("north:" + north)));
        }
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
