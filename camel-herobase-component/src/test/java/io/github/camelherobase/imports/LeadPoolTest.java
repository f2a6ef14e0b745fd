package io.github.camelherobase.imports;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.camelherobase.HerobaseComponent;
import io.github.camelherobase.HerobaseConstants;
import io.github.camelherobase.simulator.HerobaseSimulator;
import io.github.camelherobase.simulator.clock.MovableClock;
import io.github.camelherobase.simulator.clock.SimulatorClock;
import io.github.camelherobase.simulator.world.LeadPool;
import io.github.camelherobase.support.ImportSites;
import io.github.camelherobase.support.ManualClock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The pool that leads go into, and the date in its name. */
class LeadPoolTest {

    /** Half past midnight on the first of May in Copenhagen, and still April in UTC. */
    private static final Instant MAY_BEGINS = Instant.parse("2026-04-30T22:30:00Z");

    private final MovableClock time = SimulatorClock.movable(MAY_BEGINS);
    private final List<String> warnings = Collections.synchronizedList(new ArrayList<>());
    private HerobaseSimulator simulator;
    private DefaultCamelContext context;
    private AbstractAppender appender;

    @BeforeEach
    void begin() {
        simulator = HerobaseSimulator.builder()
                .clock(time)
                .account(ImportSites.unlimited())
                .start();
        context = ImportSites.context(simulator.baseUrl());
        context.getComponent("herobase", HerobaseComponent.class).setClock(new ManualClock(time));
        appender = new AbstractAppender("warnings", null, null, true, Property.EMPTY_ARRAY) {
            @Override
            public void append(LogEvent event) {
                if (event.getLevel().name().equals("WARN")) {
                    warnings.add(event.getMessage().getFormattedMessage());
                }
            }
        };
        appender.start();
        ((Logger) LogManager.getRootLogger()).addAppender(appender);
    }

    @AfterEach
    void end() throws Exception {
        ((Logger) LogManager.getRootLogger()).removeAppender(appender);
        context.close();
        simulator.close();
    }

    private void route(String options) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:import").to("herobase:importLeads" + options);
            }
        });
        context.start();
    }

    private void send(Object body, Map<String, Object> headers) {
        context.createProducerTemplate().requestBodyAndHeaders("direct:import", body, headers);
    }

    private Set<String> pools() {
        return simulator.world().pools().stream().map(LeadPool::name).collect(Collectors.toSet());
    }

    @ParameterizedTest
    @CsvSource({
        "$simple{date:now:yyyy-MM}, 2026-05",
        "${date:now:yyyy-MM-dd}, 2026-05-01",
        "Web $simple{date:now:yyyy-MM} B, Web 2026-05 B",
        "$simple{date:now-24h:yyyy-MM-dd}, 2026-04-30",
        "$simple{header.region} $simple{date:now:yyyy}, North 2026",
        "Constant, Constant"
    })
    void theOptionsDateIsThatOfTheAccountsZone(String option, String pool) throws Exception {
        route("?leadPool=" + option);
        send(Map.of("Phone", "1"), Map.of("region", "North"));
        assertThat(pools()).containsExactly(pool);
    }

    @Test
    void theAccountsZoneIsAnOption() throws Exception {
        route("?leadPool=$simple{date:now:yyyy-MM-dd HH}&timeZone=Asia/Tokyo");
        send(Map.of("Phone", "1"), Map.of());
        send(Map.of("Phone", "2"), Map.of(HerobaseConstants.LEAD_POOL, "Header $simple{date:now:HH}"));
        assertThat(pools()).containsExactlyInAnyOrder("2026-05-01 07", "Header 07");
    }

    @Test
    void aPropertyHoldsADate() throws Exception {
        Properties properties = new Properties();
        properties.setProperty("pool", "Web $simple{date:now:yyyy-MM}");
        context.getPropertiesComponent().setInitialProperties(properties);
        route("?leadPool={{pool}}");
        send(Map.of("Phone", "1"), Map.of());
        assertThat(pools()).containsExactly("Web 2026-05");
    }

    @Test
    void aHeaderGoesBeforeTheOptionAndOnlyItsDateIsResolved() throws Exception {
        route("?leadPool=option");
        send(Map.of("Phone", "1"), Map.of(HerobaseConstants.LEAD_POOL, "Web $simple{date:now:yyyy-MM} ${sysenv.PATH}"));
        assertThat(pools()).containsExactly("Web 2026-05 ${sysenv.PATH}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"now:yyyy-MM", "date:now:yyyy-MM", "Web now-24h:yyyy-MM", "Web date:yyyy"})
    void whatAPlaceholderLeftOfADateFailsTheStart(String remains) {
        assertThatThrownBy(() -> route("?leadPool=" + remains))
                .hasStackTraceContaining("leadPool=" + remains)
                .hasStackTraceContaining("$simple{date:now:yyyy-MM}");
    }

    @Test
    void aPatternThatIsNoneFailsTheStart() {
        assertThatThrownBy(() -> route("?leadPool=$simple{date:now:bananas}")).hasStackTraceContaining("bananas");
    }

    @Test
    void whatAPlaceholderLeftOfADateInAHeaderFailsTheExchange() throws Exception {
        route("");
        assertThatThrownBy(() -> send(Map.of("Phone", "1"), Map.of(HerobaseConstants.LEAD_POOL, "now:yyyy-MM")))
                .hasStackTraceContaining(HerobaseConstants.LEAD_POOL);
        assertThat(pools()).isEmpty();
    }

    @Test
    void aConstantNameIsWarnedOfOnce() throws Exception {
        route("?leadPool=Constant");
        send(Map.of("Phone", "1"), Map.of());
        send(Map.of("Phone", "2"), Map.of());
        assertThat(poolWarnings()).singleElement().asString().contains("leadPool=Constant is the same for ever");
    }

    @Test
    void noNameOverMidnightIsWarnedOfOnce() throws Exception {
        route("?importConcurrency=1");
        send(overMidnight("1"), Map.of());
        send(overMidnight("2"), Map.of());
        assertThat(pools()).containsExactlyInAnyOrder("(auto) 2026-05-01", "(auto) 2026-05-02", "(auto) 2026-05-03");
        assertThat(poolWarnings()).singleElement().asString().contains("2026-05-01", "2026-05-02");
    }

    @Test
    void aNameWithADateIsOneForTheWholeImport() throws Exception {
        route("?importConcurrency=1&leadPool=$simple{date:now:yyyy-MM-dd}");
        send(overMidnight("1"), Map.of());
        assertThat(pools()).containsExactly("2026-05-01");
        assertThat(poolWarnings()).isEmpty();
    }

    private Iterator<Map<String, String>> overMidnight(String phone) {
        return Stream.of(phone + "1", phone + "2")
                .map(number -> {
                    if (number.endsWith("2")) {
                        time.set(time.now().plus(Duration.ofHours(24)));
                    }
                    return Map.of("Phone", number);
                })
                .iterator();
    }

    @Test
    void theMembersNameIsAnOption() throws Exception {
        route("?leadPoolField=PoolName&leadPool=$simple{date:now:yyyy}");
        send(Map.of("Phone", "1"), Map.of());
        assertThat(simulator.books().requests("POST /leads").get(0).body()).contains("\"PoolName\":\"2026\"");
    }

    private List<String> poolWarnings() {
        return warnings.stream().filter(warning -> warning.contains("pool")).toList();
    }
}
