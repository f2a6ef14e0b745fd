package io.github.camelherobase.simulator;

import java.util.List;

import org.junit.jupiter.api.Test;

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
    void helpNamesEveryOption() {
        assertThat(CommandLine.HELP)
                .contains("--port", "--speed", "--daily-limit", "--campaign", "--generated-leads", "--real-start");
    }
}
