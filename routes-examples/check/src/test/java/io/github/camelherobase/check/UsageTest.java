package io.github.camelherobase.check;

import java.nio.charset.StandardCharsets;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class UsageTest {

    @Test
    void anUnknownShapeIsReadAsFarAsItCanBeAndDescribed() {
        Usage usage = usage(
                "[{\"requestName\":\"ExportSimpleLeads\",\"maximum\":2980,\"for birgit\":\"birgit@example.com\"}]");
        assertThat(usage.numbers()).isEqualTo(Map.of("ExportSimpleLeads", 2980L));
        assertThat(usage.shape()).isEmpty();
        assertThat(usage.description()).isEqualTo("a list of objects with the members maximum, requestName");
    }

    @Test
    void whatIsNoServiceIsLeftOut() {
        assertThat(usage("{\"birgit@example.com\":1,\"GET /leads\":2}").numbers())
                .isEqualTo(Map.of("GET /leads", 2L));
        assertThat(usage("\"no limits\"").shape()).isEmpty();
        assertThat(usage("<html>").numbers()).isEmpty();
    }

    private static Usage usage(String json) {
        return Usage.of(JsonBeginning.tree(json.getBytes(StandardCharsets.UTF_8)), "limit");
    }
}
