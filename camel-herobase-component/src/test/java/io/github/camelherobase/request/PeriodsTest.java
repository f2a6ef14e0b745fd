package io.github.camelherobase.request;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.camelherobase.HerobaseComponent;
import io.github.camelherobase.api.Lead;
import io.github.camelherobase.simulator.HerobaseSimulator;
import io.github.camelherobase.simulator.account.AccountSpec;
import io.github.camelherobase.simulator.clock.MovableClock;
import io.github.camelherobase.simulator.clock.SimulatorClock;
import io.github.camelherobase.simulator.world.SavedSearch;
import io.github.camelherobase.support.ManualClock;
import io.github.camelherobase.support.Routes;

import static org.assertj.core.api.Assertions.assertThat;

/** What period a producer asks for: clock changes lose nothing, and a period without time in it is an error. */
class PeriodsTest {

    private final MovableClock time = SimulatorClock.movable(Instant.parse("2026-03-29T00:30:00Z"));
    private final HerobaseSimulator simulator = HerobaseSimulator.builder()
            .clock(time)
            .account(AccountSpec.named(HerobaseSimulator.DEFAULT_USERNAME, HerobaseSimulator.DEFAULT_PASSWORD)
                    .linkedUser("boss@example.com")
                    .savedSearch(SavedSearch.named("All")))
            .start();

    @AfterEach
    void stop() {
        simulator.close();
    }

    private Exchange ask(String operation) throws Exception {
        try (Routes routes = new Routes(simulator, context -> context.getComponent("herobase", HerobaseComponent.class)
                .setClock(new ManualClock(time)))) {
            return routes.many(operation);
        }
    }

    private void leadAt(String instant) {
        time.set(Instant.parse(instant));
        simulator.world().addLead(HerobaseSimulator.DEFAULT_CAMPAIGN, Map.of("Phone", "7000"));
    }

    private static List<String> times(Exchange exchange) {
        assertThat(exchange.getException()).isNull();
        return exchange.getMessage().getBody(List.class).stream()
                .map(lead -> ((Lead) lead)
                        .getLastModifiedTime()
                        .toLocalDateTime()
                        .toLocalTime()
                        .toString())
                .toList();
    }

    /** 02:30 does not exist on that day; 03:10 is twenty minutes, not minus twenty, after 01:50. */
    @ParameterizedTest
    @ValueSource(strings = {"simpleLeads?", "savedSearch?searchName=All&"})
    void aLowerBoundInTheSpringGapIsTheGapsEnd(String operation) throws Exception {
        leadAt("2026-03-29T00:50:00Z");
        leadAt("2026-03-29T01:10:00Z");
        leadAt("2026-03-29T01:40:00Z");
        assertThat(times(ask(operation + "modifiedFrom=2026-03-29T02:30:00")))
                .containsExactlyInAnyOrder("03:10", "03:40");
        assertThat(times(ask(operation + "modifiedTo=2026-03-29T02:30:00"))).containsExactly("01:50");
    }

    @Test
    void twoPeriodsThatMeetInTheDoubledHourLoseNothing() throws Exception {
        leadAt("2026-10-25T00:10:00Z");
        leadAt("2026-10-25T00:50:00Z");
        leadAt("2026-10-25T01:10:00Z");
        leadAt("2026-10-25T01:50:00Z");
        assertThat(times(ask("simpleLeads?modifiedFrom=2026-10-25T02:30:00"))).hasSize(4);
        assertThat(times(ask("simpleLeads?modifiedTo=2026-10-25T02:30:00"))).hasSize(4);
    }

    @ParameterizedTest
    @CsvSource({
        "simpleLeads?, modifiedFrom, modifiedTo",
        "rawLeads?, modifiedFrom, modifiedTo",
        "rawLeads?pivot=true&, modifiedFrom, modifiedTo",
        "savedSearch?searchName=All&, modifiedFrom, modifiedTo",
        "savedSearch?searchName=All&format=csv&, modifiedFrom, modifiedTo",
        "simpleLeads?outputType=raw&, modifiedFrom, modifiedTo",
        "calls?orgCodes=Sales+East&, startTime, endTime",
    })
    void aPeriodThatEndsBeforeItBeginsIsAnErrorWithoutARequest(String operation, String from, String to)
            throws Exception {
        for (String period : List.of(
                from + "=today&" + to + "=yesterday",
                from + "=2026-03-28&" + to + "=2026-03-28",
                from + "=now&" + to + "=now-PT1S",
                from + "=2026-03-29T02:30:00&" + to + "=2026-03-29T02:45:00")) {
            Exchange answer = ask(operation + period);
            assertThat(answer.getException())
                    .as(period)
                    .hasStackTraceContaining("which is not after its start")
                    .hasStackTraceContaining(from);
        }
        assertThat(simulator.books().received()).isZero();
    }
}
