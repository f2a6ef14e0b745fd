package io.github.camelherobase.check;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class CheckCommandTest {

    @TempDir
    Path directory;

    private final ByteArrayOutputStream screen = new ByteArrayOutputStream();

    @Test
    void withoutAnAccountItShowsHowToNameOne() throws IOException {
        assertThat(run(Map.of("HEROBASE_URL", "https://x", "HEROBASE_USER", " "))).isEqualTo(2);
        assertThat(printed()).contains("HEROBASE_PASSWORD", "-Dcheck.args=--simulator");
    }

    @Test
    void theSimulatorNeedsNoAccount() throws IOException {
        assertThat(run(Map.of(), "--simulator")).isZero();
        assertThat(printed()).contains("not your account", "As assumed", "10 requests");
        assertThat(directory.resolve("report.json")).isNotEmptyFile();
    }

    @Test
    void mistakesAreExplained() throws IOException {
        assertThat(run(Map.of(), "--simulater")).isEqualTo(2);
        assertThat(printed()).contains("Unknown argument --simulater");
        assertThat(run(account("http://localhost:1"))).isEqualTo(1);
        assertThat(printed()).contains("No answer came from HEROBASE_URL");
        assertThat(run(account("http://example.com/api"))).isEqualTo(1);
        assertThat(printed()).contains("plain http").doesNotContain("geheim");
    }

    private static Map<String, String> account(String url) {
        return Map.of("HEROBASE_URL", url, "HEROBASE_USER", "birgit@example.com", "HEROBASE_PASSWORD", "geheim");
    }

    private int run(Map<String, String> environment, String... arguments) throws IOException {
        PrintStream out = new PrintStream(screen, true, StandardCharsets.UTF_8);
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--report=" + directory.resolve("report.json"));
        return new CheckCommand(environment, out).run(all);
    }

    private String printed() {
        return screen.toString(StandardCharsets.UTF_8);
    }
}
