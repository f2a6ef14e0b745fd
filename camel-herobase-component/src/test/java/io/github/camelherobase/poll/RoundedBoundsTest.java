package io.github.camelherobase.poll;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.processor.state.MemoryStateRepository;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.camelherobase.HerobaseComponent;
import io.github.camelherobase.api.Lead;
import io.github.camelherobase.simulator.HerobaseSimulator;
import io.github.camelherobase.simulator.Switches;
import io.github.camelherobase.simulator.account.AccountSpec;
import io.github.camelherobase.simulator.clock.MovableClock;
import io.github.camelherobase.simulator.clock.SimulatorClock;
import io.github.camelherobase.simulator.world.SavedSearch;
import io.github.camelherobase.support.ManualClock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A server that rounds bounds down shows a record in the slice behind its own, where it is not dropped. */
class RoundedBoundsTest {

    @ParameterizedTest
    @CsvSource({
        "simpleLeads?include=data, MINUTES",
        "savedSearch?searchName=All, MINUTES",
        "simpleLeads?include=data, DAYS",
        "savedSearch?searchName=All, DAYS"
    })
    void historyInSlicesIsWhole(String operation, String rounding) throws Exception {
        MovableClock time = SimulatorClock.movable(Instant.parse("2026-05-05T22:00:00Z"));
        HerobaseSimulator.Builder builder = HerobaseSimulator.builder()
                .clock(time)
                .account(AccountSpec.named("api@example.com", "secret")
                        .linkedUser("boss@example.com")
                        .savedSearch(SavedSearch.named("All")));
        Switches.set(builder, "boundsRounding", rounding);
        try (HerobaseSimulator simulator = builder.start();
                CamelContext context = new DefaultCamelContext()) {
            Set<String> all = ConcurrentHashMap.newKeySet();
            for (int i = 0; i < 3_000; i++) {
                time.set(time.now().plusSeconds(9));
                all.add(simulator
                        .world()
                        .addLead("SPRING25", Map.of("Phone", "7000"))
                        .uniqueId());
            }
            time.set(time.now().plus(Duration.ofMinutes(10)));
            HerobaseComponent component = new HerobaseComponent();
            component.setClock(new ManualClock(time));
            context.addComponent("herobase", component);
            context.getRegistry().bind("store", new MemoryStateRepository());
            Set<String> sink = ConcurrentHashMap.newKeySet();
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("herobase:" + operation + "&baseUrl=" + simulator.baseUrl()
                                    + "&quotaSync=0&username=api@example.com&password=secret&cursorRepository=#store"
                                    + "&delay=50&initialDelay=0&windowSize=PT7M&initialFrom=2026-05-05T23:59:37")
                            .process(exchange -> sink.add(
                                    exchange.getMessage().getBody(Lead.class).getUniqueId()));
                }
            });
            context.start();
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(all).isSubsetOf(sink));
        }
    }
}
