package io.github.camelherobase.imports;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.github.camelherobase.HerobaseComponent;
import io.github.camelherobase.simulator.HerobaseSimulator;
import io.github.camelherobase.simulator.account.AccountSpec;
import io.github.camelherobase.simulator.clock.SimulatorClock;
import io.github.camelherobase.simulator.fault.Fault;
import io.github.camelherobase.support.ImportSites;
import io.github.camelherobase.support.SteppedClock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The journal's time is the component's: a doubt of ten minutes is not two seconds old because the clock runs fast. */
class DoubtsOnAFastClockTest {

    private static final int SPEED = 600;
    private static final String USER = "fast-clock@example.com";

    private final Instant begin = Instant.now();
    private final SteppedClock clock = new SteppedClock(begin, SPEED);

    @AfterEach
    void end() throws IOException {
        clock.close();
        try (var files = Files.list(Path.of(".herobase"))) {
            for (Path file : files.filter(file -> file.getFileName().toString().startsWith(USER))
                    .toList()) {
                Files.delete(file);
            }
        }
    }

    @Test
    void aLeadThatCameLongBeforeTheRestartIsFound() throws Exception {
        try (HerobaseSimulator simulator = HerobaseSimulator.builder()
                .account(AccountSpec.named(USER, HerobaseSimulator.DEFAULT_PASSWORD)
                        .defaultDailyLimit(100_000))
                .clock(SimulatorClock.accelerated(begin, begin, SPEED))
                .start()) {
            simulator.faults().next("POST /leads", Fault.resetBeforeAnswer());
            try (DefaultCamelContext killed = context(simulator, "")) {
                assertThat(send(killed, List.of(Map.of("Phone", "1")))).isNotNull();
            }
            Instant restart = clock.now().plus(Duration.ofMinutes(10));
            await().until(() -> clock.now().isAfter(restart));

            try (DefaultCamelContext restarted = context(simulator, "&readBackFields=Phone")) {
                assertThat(send(restarted, List.of(Map.of("Phone", "1"), Map.of("Phone", "2"))))
                        .isNull();
            }
            assertThat(simulator.world().leadCount()).isEqualTo(2);
        }
    }

    private DefaultCamelContext context(HerobaseSimulator simulator, String readBack) throws Exception {
        DefaultCamelContext context = ImportSites.context(simulator.baseUrl());
        HerobaseComponent component = context.getComponent("herobase", HerobaseComponent.class);
        component.getConfiguration().setUsername(USER);
        component.setClock(clock);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("direct:import").to("herobase:importLeads?importKey=Phone" + readBack);
            }
        });
        context.start();
        return context;
    }

    private static Exception send(DefaultCamelContext context, Object body) {
        return context.createProducerTemplate()
                .request("direct:import", exchange -> exchange.getMessage().setBody(body))
                .getException();
    }
}
