package io.github.camelherobase.simulator;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;

import io.github.camelherobase.simulator.service.OpenPoints;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class MainTest {

    @Test
    void optionsDescribeASimulator() {
        CommandLine options = CommandLine.parse(List.of(
                "--port", "0", "--campaign", "X", "--daily-limit", "5", "--speed", "60", "--generated-leads", "3"));
        try (HerobaseSimulator simulator = options.simulator().start()) {
            assertThat(simulator.world().campaign("X")).isPresent();
            assertThat(simulator.accounts().get(0).dailyLimit("POST /leads")).isEqualTo(5);
        }
    }

    @Test
    void mistakesAreExplained() {
        assertThatThrownBy(() -> CommandLine.parse(List.of("--prot", "1"))).hasMessage("Unknown option --prot");
        assertThatThrownBy(() -> CommandLine.parse(List.of("--port"))).hasMessage("A value is missing after --port");
        assertThatThrownBy(() -> CommandLine.parse(List.of("--port", "x")).simulator())
                .hasMessage("Not a value for --port: x");
    }

    @Test
    void switchesAndSearchesCanBeNamed() {
        CommandLine options = CommandLine.parse(List.of(
                "--port", "0",
                "--switch", "anyAccept=REFUSED",
                "--switch", "serviceKeys=CSV_SHARED",
                "--switch", "csvDelimiter=;",
                "--switch", "csvCharset=UTF-16",
                "--saved-search", "All leads",
                "--generated-calls", "10"));
        try (HerobaseSimulator simulator = options.simulator().start()) {
            assertThat(simulator.world().searches().find("api@example.com", "All leads"))
                    .isPresent();
            assertThat(simulator.world().organisation().units()).hasSize(43);
            assertThat(RawHttpTest.getStatus(simulator, "/api/simpleleads")).isEqualTo(200);
        }
        assertThatThrownBy(() ->
                        CommandLine.parse(List.of("--switch", "anyAccept")).simulator())
                .hasMessage("--switch expects <name>=<value>: anyAccept");
        assertThatThrownBy(() ->
                        CommandLine.parse(List.of("--switch", "anyAccept=NO")).simulator())
                .hasMessage("Not a value for the switch anyAccept: NO; expected JSON or REFUSED");
        assertThatThrownBy(
                        () -> CommandLine.parse(List.of("--switch", "none=1")).simulator())
                .hasMessageStartingWith("Unknown switch none; there are anyAccept, ");
    }

    @Test
    void everySwitchHasANameAndEveryNameAnEffect() {
        Map<String, String> values = Map.ofEntries(
                Map.entry("anyAccept", "REFUSED"),
                Map.entry("autoPoolZone", "+01:00"),
                Map.entry("boundsRounding", "DAYS"),
                Map.entry("boundsZone", "UTC"),
                Map.entry("stampZone", "UTC"),
                Map.entry("dateHeaderTime", "FROZEN"),
                Map.entry("entryAccess", "PARTNER"),
                Map.entry("enumForm", "NUMBERS"),
                Map.entry("failLeadsAbove", "P1D"),
                Map.entry("limitParameter", "TRUNCATES"),
                Map.entry("longPeriodEffect", "RESET"),
                Map.entry("refusalStatus", "MISPRINTED"),
                Map.entry("campaignsFilter", "HONOURED"),
                Map.entry("commitDelay", "PT1S"),
                Map.entry("counterScope", "CUSTOMER"),
                Map.entry("csvByteOrderMark", "true"),
                Map.entry("csvCharset", "ISO-8859-1"),
                Map.entry("csvDelimiter", ";"),
                Map.entry("csvHeaderRow", "false"),
                Map.entry("dateHeaderPresence", "ABSENT"),
                Map.entry("dateHeaderSkew", "PT1M"),
                Map.entry("earlyRefusals", "COUNTED"),
                Map.entry("endTimeParameter", "HONOURED"),
                Map.entry("errorPages", "EMPTY"),
                Map.entry("failCallsAbove", "P1D"),
                Map.entry("globCase", "SIGNIFICANT"),
                Map.entry("importResultDetail", "DETAILED"),
                Map.entry("minuteAnchor", "CLOCK"),
                Map.entry("noStatusSelection", "REFUSED"),
                Map.entry("offsetHandling", "IGNORED"),
                Map.entry("outsideUnits", "1"),
                Map.entry("productionZone", "Europe/Paris"),
                Map.entry("rawLeadRows", "PROPERTIES_AND_DATA"),
                Map.entry("refusedRequests", "CHARGED"),
                Map.entry("rejectDuplicatesOf", "Phone"),
                Map.entry("retryAfter", "PRESENT"),
                Map.entry("serviceKeys", "PER_PATH"),
                Map.entry("stampPrecision", "TICKS"),
                Map.entry("unitScope", "UNIT_ALONE"),
                Map.entry("unknownSearch", "EMPTY"),
                Map.entry("usageShape", "MAP"));
        String help = Switches.help();
        assertThat(help.lines().map(line -> line.trim().split(" ")[0]))
                .containsExactlyInAnyOrderElementsOf(values.keySet());
        String usual = settings(HerobaseSimulator.builder());
        values.forEach((name, value) -> {
            HerobaseSimulator.Builder builder = HerobaseSimulator.builder();
            Switches.set(builder, name, value);
            assertThat(settings(builder)).as(name).isNotEqualTo(usual);
        });
    }

    /** The value of every switch. */
    private static String settings(HerobaseSimulator.Builder builder) {
        Map<String, Object> settings = new TreeMap<>();
        builder.openPoints(points -> Arrays.stream(OpenPoints.class.getDeclaredMethods())
                .filter(method -> method.getParameterCount() == 0 && !method.isSynthetic())
                .forEach(method -> settings.put(method.getName(), value(method, points))));
        builder.ratePolicy(policy -> {
            settings.put("ratePolicy", policy);
            return policy;
        });
        builder.start().close();
        return settings.toString();
    }

    private static Object value(Method method, OpenPoints points) {
        try {
            return method.invoke(points);
        } catch (ReflectiveOperationException failed) {
            throw new IllegalStateException(failed);
        }
    }

    @Test
    void helpNamesEveryOption() {
        assertThat(CommandLine.HELP)
                .contains(
                        "--port",
                        "--speed",
                        "--daily-limit",
                        "--campaign",
                        "--generated-leads",
                        "--real-start",
                        "--switch",
                        "GET  /users")
                .contains("anyAccept            JSON or REFUSED");
    }
}
