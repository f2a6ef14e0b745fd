package io.github.camelherobase.account;

import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.camelherobase.api.HerobaseAuthenticationException;
import io.github.camelherobase.api.LeadImportResult;
import io.github.camelherobase.simulator.HerobaseSimulator;
import io.github.camelherobase.simulator.SimulatorExtension;
import io.github.camelherobase.simulator.account.AccountSpec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Accounts by name in properties, as Camel Main sets them, and passwords that change. */
class SeveralAccountsTest {

    @RegisterExtension
    static final SimulatorExtension SIMULATOR = SimulatorExtension.of(HerobaseSimulator.builder()
            .account(AccountSpec.named("north@example.com", "n0rth-pw"))
            .account(AccountSpec.named("south@example.com", "s0uth-pw")));

    private static final Map<String, String> LEAD = Map.of("Phone", "70000001");

    private final Main main = new Main();

    @AfterEach
    void stop() {
        main.stop();
    }

    @Test
    void eachEndpointUsesTheAccountItNames() {
        account("north", "north@example.com", "n0rth-pw");
        account("south", "south@example.com", "s0uth-pw");
        CamelContext context = start("north", "south");

        assertThat(imported(context, "north").isSuccess()).isTrue();
        assertThat(imported(context, "north").isSuccess()).isTrue();
        assertThat(imported(context, "south").isSuccess()).isTrue();

        assertThat(charged("north@example.com")).isEqualTo(2);
        assertThat(charged("south@example.com")).isEqualTo(1);
    }

    @Test
    void anAccountNamedLikeAnotherBeanFailsTheStart() {
        account("north", "north@example.com", "n0rth-pw");
        main.bind("north", "something else");

        assertThatThrownBy(() -> start("north"))
                .hasStackTraceContaining("accounts.north cannot be a bean of that name");
    }

    /** Whether or not a route uses that account. */
    @ParameterizedTest
    @ValueSource(strings = {"south", "north"})
    void aWrongValueFailsTheStartAndNamesItsAccount(String used) {
        account("north", "north@example.com", "n0rth-pw");
        account("south", "south@example.com", "s0uth-pw");
        main.addInitialProperty("camel.component.herobase.accounts.north.timeZone", "Europe/Kopenhagen");

        assertThatThrownBy(() -> start(used))
                .hasStackTraceContaining("accounts.north is wrong: timeZone=Europe/Kopenhagen is no time zone");
    }

    @Test
    void aPasswordThatChangesIsTakenUp() {
        AtomicReference<String> vault = new AtomicReference<>("an old one");
        Supplier<String> password = vault::get;
        main.bind("vault", password);
        account("north", "north@example.com", null);
        main.addInitialProperty("camel.component.herobase.accounts.north.passwordSupplier", "#bean:vault");
        CamelContext context = start("north");

        assertThatThrownBy(() -> imported(context, "north"))
                .isInstanceOf(CamelExecutionException.class)
                .hasCauseInstanceOf(HerobaseAuthenticationException.class);
        vault.set("n0rth-pw");
        assertThat(imported(context, "north").isSuccess()).isTrue();
    }

    @Test
    void aPasswordAndItsSupplierExcludeEachOther() {
        main.bind("vault", (Supplier<String>) () -> "n0rth-pw");
        account("north", "north@example.com", "n0rth-pw");
        main.addInitialProperty("camel.component.herobase.accounts.north.passwordSupplier", "#bean:vault");

        assertThatThrownBy(() -> start("north"))
                .hasStackTraceContaining("password and passwordSupplier are both set; keep one of them");
    }

    private void account(String name, String user, String password) {
        String prefix = "camel.component.herobase.accounts." + name + ".";
        main.addInitialProperty(prefix + "baseUrl", SIMULATOR.simulator().baseUrl());
        main.addInitialProperty(prefix + "username", user);
        if (password != null) {
            main.addInitialProperty(prefix + "password", password);
        }
    }

    private CamelContext start(String... accounts) {
        main.configure().addRoutesBuilder(new RouteBuilder() {
            @Override
            public void configure() {
                for (String account : accounts) {
                    from("direct:" + account)
                            .to("herobase:importLeads?campaignCode=SPRING25&quotaSync=0&account=#" + account);
                }
            }
        });
        main.start();
        return main.getCamelContext();
    }

    private static LeadImportResult imported(CamelContext context, String account) {
        return context.createProducerTemplate().requestBody("direct:" + account, LEAD, LeadImportResult.class);
    }

    private static long charged(String user) {
        return SIMULATOR.simulator().books().service(user, "POST /leads").accepted();
    }
}
