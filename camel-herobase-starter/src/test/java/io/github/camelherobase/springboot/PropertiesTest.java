package io.github.camelherobase.springboot;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import org.apache.camel.spi.ComponentCustomizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.camelherobase.HerobaseComponent;
import io.github.camelherobase.HerobaseConfiguration;
import io.github.camelherobase.OutputType;
import io.github.camelherobase.api.HerobaseAuthenticationException;
import io.github.camelherobase.api.HerobaseClock;
import io.github.camelherobase.simulator.HerobaseSimulator;
import io.github.camelherobase.simulator.SimulatorExtension;
import io.github.camelherobase.simulator.account.AccountSpec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Properties reach the component, and a mistake in one fails the start. */
class PropertiesTest {

    private static final String PREFIX = "camel.component.herobase.";

    @RegisterExtension
    static final SimulatorExtension SIMULATOR = SimulatorExtension.of(HerobaseSimulator.builder()
            .account(AccountSpec.named(HerobaseSimulator.DEFAULT_USERNAME, HerobaseSimulator.DEFAULT_PASSWORD))
            .account(AccountSpec.named("north@example.com", "n0rth-pw"))
            .account(AccountSpec.named("south@example.com", "s0uth-pw")));

    private static TestApplication.Builder application() {
        return TestApplication.with(SIMULATOR.simulator());
    }

    @Test
    void aLeadIsImportedWithNothingButProperties() {
        try (TestApplication application = application()
                .property(PREFIX + "campaign-code", HerobaseSimulator.DEFAULT_CAMPAIGN)
                .route("direct:in", "herobase:importLeads")
                .start()) {
            assertThat(application.importThrough("direct:in").isSuccess()).isTrue();
        }
    }

    @Test
    void everyKindOfOptionReachesTheComponent() {
        try (TestApplication application = application()
                .property(PREFIX + "import-concurrency", "7")
                .property(PREFIX + "quota-reserve", "123456789012")
                .property(PREFIX + "connect-timeout", "PT3S")
                .property(PREFIX + "response-timeout", "90s")
                .property(PREFIX + "window-size", "P1D")
                .property(PREFIX + "output-type", "map")
                .property(PREFIX + "fairUse", "false")
                .start()) {
            HerobaseConfiguration configuration = configuration(application);
            assertThat(configuration.getImportConcurrency()).isEqualTo(7);
            assertThat(configuration.getQuotaReserve()).isEqualTo("123456789012");
            assertThat(configuration.getConnectTimeout()).isEqualTo(3_000);
            assertThat(configuration.getResponseTimeout()).isEqualTo(90_000);
            assertThat(configuration.getWindowSize()).hasDays(1);
            assertThat(configuration.getOutputType()).isEqualTo(OutputType.map);
            assertThat(configuration.isFairUse()).isFalse();
        }
    }

    @Test
    void whatIsNotSetIsLeftToTheComponent() {
        try (TestApplication application = TestApplication.withoutAccount().start()) {
            assertThat(configuration(application)).usingRecursiveComparison().isEqualTo(new HerobaseConfiguration());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "import-concurrency, many",
        "import-concurrency, 4.5",
        "connect-timeout, soon",
        "window-size, 1 week",
        "output-type, xml",
        "quota-priority, urgent",
        "fair-use, maybe",
        "quota-store, redis",
        "import-journal, jdbcx",
        "cursor-store, memory",
        "cursor-repository, jdbc",
        "account, north",
        "clock, '#bean:nowhere'",
        "pasword, secret",
        "on-quota-exceeded, explode",
        "overlap, 2 minutes",
        "max-quota-wait, -",
        "create-tables, perhaps",
        "ssl-context-parameters, hero",
        "accounts.north.user, x",
        "accounts.north.password-supplier, '#bean:nowhere'"
    })
    void aWrongPropertyFailsTheStartAndIsNamed(String property, String value) {
        TestApplication.Builder application = application().property(PREFIX + property, value);

        assertThatThrownBy(application::start).hasStackTraceContaining(PREFIX + property);
    }

    /** What only the component can judge. */
    @ParameterizedTest
    @CsvSource({
        "import-concurrency, 0, importConcurrency=0 is out of range",
        "quota-sync, -5m, quotaSync=-300000 ms is too short",
        "base-url, http://example.com, baseUrl is wrong: plain http to example.com",
        "time-zone, Europe/Kopenhagen, timeZone=Europe/Kopenhagen is no time zone",
        "accounts.north.subdomain, ws/x, accounts.north is wrong: subdomain=ws/x is not a cluster's name",
        "accounts.north.time-zone, CEST, accounts.north is wrong: timeZone=CEST is no time zone"
    })
    void aValueOutOfRangeFailsTheStartAndIsNamed(String property, String value, String complaint) {
        TestApplication.Builder application = application()
                .property(PREFIX + "accounts.north.subdomain", "wshero01")
                .property(PREFIX + "accounts.north.username", "north@example.com")
                .property(PREFIX + "accounts.north.password", "n0rth-pw")
                .property(PREFIX + property, value)
                .route("direct:in", "herobase:importLeads");

        assertThatThrownBy(application::start).hasStackTraceContaining(complaint);
    }

    /** On Camel 4.22 Camel itself says so first, and names the variable. */
    @ParameterizedTest
    @ValueSource(strings = {"base-url", "username", "password"})
    void aVariableThatIsNotSetFailsTheStart(String property) {
        TestApplication.Builder application = application()
                .property(PREFIX + property, "${HEROBASE_NOT_SET}")
                .route("direct:in", "herobase:importLeads");
        String option = property.equals("base-url") ? "baseUrl" : property;

        assertThatThrownBy(application::start)
                .satisfiesAnyOf(
                        failure -> assertThat(failure)
                                .hasStackTraceContaining("The option " + option
                                        + " is a placeholder, ${...}, that nothing has resolved"),
                        failure -> assertThat(failure)
                                .hasStackTraceContaining("Could not resolve placeholder 'HEROBASE_NOT_SET'"));
    }

    @Test
    void switchedOffThePropertiesAreNotLookedAt() {
        try (TestApplication application = application()
                .property(PREFIX + "enabled", "false")
                .property(PREFIX + "import-concurrency", "many")
                .start()) {
            assertThat(application.context().getBeansOfType(HerobaseComponentConfiguration.class))
                    .isEmpty();
            assertThat(configuration(application).getUsername()).isNull();
        }
    }

    @Test
    void theCustomizerCanBeSwitchedOff() {
        try (TestApplication application =
                application().property(PREFIX + "customizer.enabled", "false").start()) {
            assertThat(configuration(application).getUsername()).isNull();
        }
    }

    @Test
    void aCustomizerOfTheApplicationIsCalled() {
        ComponentCustomizer customizer = ComponentCustomizer.builder(HerobaseComponent.class)
                .build(component -> component.getConfiguration().setCampaignCode("AUTUMN25"));
        try (TestApplication application = application()
                .bean("mine", ComponentCustomizer.class, customizer)
                .start()) {
            assertThat(configuration(application).getCampaignCode()).isEqualTo("AUTUMN25");
        }
    }

    @Test
    void anOptionThatIsAnObjectIsABean() {
        AtomicInteger asked = new AtomicInteger();
        try (TestApplication application = application()
                .property(PREFIX + "clock", "#bean:myClock")
                .property(PREFIX + "campaign-code", HerobaseSimulator.DEFAULT_CAMPAIGN)
                .bean("myClock", HerobaseClock.class, new CountingClock(asked))
                .route("direct:in", "herobase:importLeads")
                .start()) {
            application.importThrough("direct:in");
            assertThat(asked).hasPositiveValue();
        }
    }

    @Test
    void severalAccountsAreBeansOfTheirNames() {
        try (TestApplication application = TestApplication.withoutAccount()
                .property(
                        PREFIX + "accounts.north.base-url",
                        SIMULATOR.simulator().baseUrl())
                .property(PREFIX + "accounts.north.username", "north@example.com")
                .property(PREFIX + "accounts.north.password", "n0rth-pw")
                .property(
                        PREFIX + "accounts.south.base-url",
                        SIMULATOR.simulator().baseUrl())
                .property(PREFIX + "accounts.south.username", "south@example.com")
                .property(PREFIX + "accounts.south.password", "s0uth-pw")
                .property(PREFIX + "campaign-code", HerobaseSimulator.DEFAULT_CAMPAIGN)
                .route("direct:north", "herobase:importLeads?account=#north")
                .route("direct:south", "herobase:importLeads?account=#south")
                .start()) {
            application.importThrough("direct:north");
            application.importThrough("direct:north");
            application.importThrough("direct:south");
        }
        Map<String, Long> accepted = Map.of(
                "north@example.com", accepted("north@example.com"), "south@example.com", accepted("south@example.com"));
        assertThat(accepted).isEqualTo(Map.of("north@example.com", 2L, "south@example.com", 1L));
    }

    @Test
    void aPasswordThatChangesIsTakenUp() {
        AtomicReference<String> vault = new AtomicReference<>("an old one");
        Supplier<String> password = vault::get;
        try (TestApplication application = TestApplication.withoutAccount()
                .property(PREFIX + "base-url", SIMULATOR.simulator().baseUrl())
                .property(PREFIX + "username", HerobaseSimulator.DEFAULT_USERNAME)
                .property(PREFIX + "password-supplier", "#bean:vault")
                .property(PREFIX + "campaign-code", HerobaseSimulator.DEFAULT_CAMPAIGN)
                .bean("vault", Supplier.class, password)
                .route("direct:in", "herobase:importLeads")
                .start()) {
            assertThatThrownBy(() -> application.importThrough("direct:in"))
                    .hasCauseInstanceOf(HerobaseAuthenticationException.class);
            vault.set(HerobaseSimulator.DEFAULT_PASSWORD);
            assertThat(application.importThrough("direct:in").isSuccess()).isTrue();
        }
    }

    @Test
    void soIsThatOfAnAccount() {
        AtomicReference<String> vault = new AtomicReference<>("an old one");
        Supplier<String> password = vault::get;
        try (TestApplication application = TestApplication.withoutAccount()
                .property(
                        PREFIX + "accounts.north.base-url",
                        SIMULATOR.simulator().baseUrl())
                .property(PREFIX + "accounts.north.username", "north@example.com")
                .property(PREFIX + "accounts.north.password-supplier", "#bean:vault")
                .property(PREFIX + "campaign-code", HerobaseSimulator.DEFAULT_CAMPAIGN)
                .bean("vault", Supplier.class, password)
                .route("direct:in", "herobase:importLeads?account=#north")
                .start()) {
            assertThatThrownBy(() -> application.importThrough("direct:in"))
                    .hasCauseInstanceOf(HerobaseAuthenticationException.class);
            vault.set("n0rth-pw");
            assertThat(application.importThrough("direct:in").isSuccess()).isTrue();
        }
    }

    private static long accepted(String user) {
        return SIMULATOR.simulator().books().service(user, "POST /leads").accepted();
    }

    private static HerobaseConfiguration configuration(TestApplication application) {
        return application
                .camel()
                .getComponent("herobase", HerobaseComponent.class)
                .getConfiguration();
    }

    /** Real time, counted. */
    private record CountingClock(AtomicInteger asked) implements HerobaseClock {

        @Override
        public Instant now() {
            asked.incrementAndGet();
            return Instant.now();
        }

        @Override
        public Cancellable callAt(Instant when, Runnable task) {
            // No test here lives to see a window end.
            return () -> {};
        }
    }
}
