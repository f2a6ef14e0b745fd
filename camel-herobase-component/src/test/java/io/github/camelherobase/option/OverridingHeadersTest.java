package io.github.camelherobase.option;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** One rule for every header: it overrides its option, unless it is blank. */
class OverridingHeadersTest {

    private final OverridingHeaders headers = new OverridingHeaders(Map.<String, Object>of(
            "text", " B2B ", "blank", "  ", "bytes", "Sølv".getBytes(StandardCharsets.UTF_8), "list", "a, b")::get);

    @Test
    void aHeaderOverridesItsOption() {
        assertThat(headers.text("text", "option")).isEqualTo("B2B");
        assertThat(headers.names("list", List.of("option"))).containsExactly("a", "b");
    }

    @Test
    void aBlankHeaderIsNone() {
        assertThat(headers.text("blank", "option")).isEqualTo("option");
        assertThat(headers.names("blank", List.of("option"))).containsExactly("option");
        assertThat(headers.text("missing", "option")).isEqualTo("option");
    }

    /** As a broker gives them. */
    @Test
    void bytesAreText() {
        assertThat(headers.text("bytes", "option")).isEqualTo("Sølv");
    }
}
