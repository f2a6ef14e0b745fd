package io.github.camelherobase.examples;

import org.junit.jupiter.api.Test;

import io.github.camelherobase.HerobaseComponent;
import io.github.camelherobase.api.HerobaseAccount;
import io.github.camelherobase.simulator.HerobaseSimulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ExampleMainTest {

    private static final String URL = "--camel.component.herobase.base-url=";

    private static String baseUrlIn(ExampleMain main) {
        main.configure().setDurationMaxMessages(0);
        main.start();
        try {
            return main.getCamelContext()
                    .getComponent("herobase", HerobaseComponent.class)
                    .getConfiguration()
                    .getBaseUrl();
        } finally {
            main.stop();
        }
    }

    private static void assertRefused(ExampleMain main, String where) {
        assertThatThrownBy(() -> baseUrlIn(main)).hasStackTraceContaining(where).hasStackTraceContaining("--live");
    }

    @Test
    void aDemonstrationRunsAgainstItsSimulator() {
        try (HerobaseSimulator herobase = HerobaseSimulator.start()) {
            assertThat(baseUrlIn(new ExampleMain(herobase))).isEqualTo(herobase.baseUrl());
        }
    }

    @Test
    void anotherMachineNeedsLive() {
        assertRefused(new ExampleMain(URL + "https://wshero01.herobase.com/api"), "wshero01.herobase.com");
        assertRefused(new ExampleMain(URL + "wshero01.herobase.com"), "wshero01.herobase.com");
        assertRefused(new ExampleMain(URL + "https://localhost.example.com"), "localhost.example.com");
        assertRefused(new ExampleMain(URL + "https://127.0.0.1@example.com"), "example.com");
        assertRefused(new ExampleMain("--camel.component.herobase.subdomain=wshero01"), "wshero01.herobase.com");
        assertThat(baseUrlIn(new ExampleMain(URL + "https://wshero01.herobase.com/api", "--live")))
                .isEqualTo("https://wshero01.herobase.com/api");
    }

    @Test
    void thisMachineDoesNot() {
        assertThat(baseUrlIn(new ExampleMain(URL + "http://127.0.0.1:8080/api")))
                .contains("127.0.0.1");
        assertThat(baseUrlIn(new ExampleMain(URL + "http://[::1]:8080/api"))).contains("[::1]");
    }

    @Test
    void anAccountBeanOnAnotherMachineNeedsLive() {
        HerobaseAccount account = new HerobaseAccount();
        account.setBaseUrl("https://wshero02.herobase.com/api");
        ExampleMain main = new ExampleMain();
        main.bind("north", account);
        assertRefused(main, "wshero02.herobase.com");
    }

    @Test
    void aMistypedArgumentIsNamed() {
        assertThatThrownBy(() -> new ExampleMain("-live")).hasMessageContaining("-live");
    }
}
