package io.github.camelherobase.quickstart;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ScreenTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    private String printed() {
        return bytes.toString(StandardCharsets.UTF_8)
                .replace(System.lineSeparator(), "|")
                .stripTrailing();
    }

    @Test
    void aTerminalsProgressIsOneLine() {
        Screen screen = new Screen(out, true);
        screen.progress("1 of 2", "open");
        screen.progress("2 of 2", "open");
        screen.line("done");

        assertThat(printed().replaceAll(" +[\r|]", "<")).isEqualTo("\r1 of 2<2 of 2<done|");
    }

    @Test
    void elsewhereProgressIsALineWhenTheStateChanges() {
        Screen screen = new Screen(out, false);
        screen.progress("1 of 3", "open");
        screen.progress("2 of 3", "open");
        screen.progress("3 of 3", "closed");
        screen.line("done");

        assertThat(printed()).isEqualTo("1 of 3|3 of 3|done|");
    }
}
