package io.github.camelherobase.examples;

import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

import io.github.camelherobase.HerobaseComponent;
import io.github.camelherobase.api.HerobaseAccount;
import io.github.camelherobase.simulator.HerobaseSimulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ExampleMainTest {

    private static final String URL = "--camel.component.herobase.base-url=";

    /** Starts routes, of which the second imports, without a request. */
    private static void start(ExampleMain main, String... uris) {
        main.addOverrideProperty("camel.component.herobase.username", "u");
        main.addOverrideProperty("camel.component.herobase.password", "p");
        main.configure().addRoutesBuilder(new RouteBuilder() {
            @Override
            public void configure() {
                for (String uri : uris) {
                    from("direct:" + uri.hashCode()).to(uri);
                }
            }
        });
        try {
            main.start();
        } finally {
            main.stop();
        }
    }

    private static void startImport(ExampleMain main) {
        start(main, "herobase:simpleLeads", "herobase:importLeads");
    }

    private static void assertRefused(ExampleMain main, String where) {
        assertThatThrownBy(() -> startImport(main))
                .hasStackTraceContaining(where)
                .hasStackTraceContaining("--live");
    }

    @Test
    void aDemonstrationRunsAgainstItsSimulator() {
        try (HerobaseSimulator herobase = HerobaseSimulator.start();
                ExampleMain main = new ExampleMain(herobase)) {
            main.start();
            assertThat(main.getCamelContext()
                            .getComponent("herobase", HerobaseComponent.class)
                            .getConfiguration()
                            .getBaseUrl())
                    .isEqualTo(herobase.baseUrl());
        }
    }

    @Test
    void anotherMachineNeedsLive() {
        assertRefused(new ExampleMain(URL + "https://wshero01.herobase.com/api"), "wshero01.herobase.com");
        assertRefused(new ExampleMain(URL + "wshero01.herobase.com"), "wshero01.herobase.com");
        assertRefused(new ExampleMain(URL + "https://localhost.example.com"), "localhost.example.com");
        assertRefused(new ExampleMain(URL + "https://127.0.0.1.example.com"), "example.com");
        assertRefused(new ExampleMain("--camel.component.herobase.subdomain=wshero01"), "wshero01.herobase.com");
        startImport(new ExampleMain(URL + "https://wshero01.herobase.com/api", "--live"));
    }

    @Test
    void thisMachineDoesNot() {
        startImport(new ExampleMain(URL + "http://127.0.0.1:8080/api"));
        startImport(new ExampleMain(URL + "http://[::1]:8080/api"));
    }

    @Test
    void anotherMachineNamedInTheRouteNeedsLive() {
        HerobaseAccount account = new HerobaseAccount();
        account.setBaseUrl("https://wshero02.herobase.com/api");
        account.setUsername("u");
        account.setPassword("p");
        ExampleMain main = new ExampleMain();
        main.bind("north", account);
        assertThatThrownBy(() -> start(main, "herobase:importLeads?account=#north"))
                .hasStackTraceContaining("wshero02.herobase.com");
        assertThatThrownBy(() -> start(
                        new ExampleMain(URL + "http://localhost:8080/api"),
                        "herobase:importLeads?baseUrl=https://wshero03.herobase.com/api"))
                .hasStackTraceContaining("wshero03.herobase.com");
    }

    @Test
    void aMistypedArgumentIsNamed() {
        assertThatThrownBy(() -> new ExampleMain("-live")).hasMessageContaining("-live");
    }
}
