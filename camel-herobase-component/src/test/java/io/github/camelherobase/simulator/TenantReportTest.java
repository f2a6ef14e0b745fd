package io.github.camelherobase.simulator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.github.camelherobase.simulator.account.Account;
import io.github.camelherobase.simulator.account.Resource;
import io.github.camelherobase.simulator.account.Verb;
import io.github.camelherobase.simulator.service.CampaignsFilter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TenantReportTest {

    @TempDir
    Path directory;

    @Test
    void theCommandLineTakesSwitchesRightsAndLimits() throws IOException {
        Path file = report("""
                {"switches":{"campaignsFilter":"HONOURED","csvDelimiter":";"},
                 "rights":{"Leads":["GET"],"Unknown":["GET"]},
                 "limits":{"GET /simpleleads":2980}}
                """);
        HerobaseSimulator.Builder builder = CommandLine.parse(
                        List.of("--port", "0", "--report", file.toString(), "--switch", "csvDelimiter=|"))
                .simulator();
        builder.openPoints(points -> {
            assertThat(points.campaignsFilter()).isEqualTo(CampaignsFilter.HONOURED);
            assertThat(points.csvFormat().delimiter())
                    .as("--switch goes before it")
                    .isEqualTo('|');
        });
        try (HerobaseSimulator simulator = builder.start()) {
            Account account = simulator.accounts().get(0);
            assertThat(account.dailyLimit("GET /simpleleads")).isEqualTo(2980);
            assertThat(account.may(Verb.GET, Resource.LEADS)).isTrue();
            assertThat(account.may(Verb.POST, Resource.LEADS)).isFalse();
            assertThat(account.may(Verb.GET, Resource.CALLS)).isFalse();
        }
    }

    @Test
    void whatIsNoReportIsExplained() throws IOException {
        assertThatThrownBy(() -> TenantReport.read(report("no json")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is not JSON");
        assertThatThrownBy(() -> TenantReport.read(report("{\"switches\":{}}")))
                .hasMessageContaining("has no object rights");
        Path wrong = report("{\"switches\":{\"none\":\"1\"},\"rights\":{},\"limits\":{}}");
        assertThatThrownBy(() ->
                        CommandLine.parse(List.of("--report", wrong.toString())).simulator())
                .hasMessageStartingWith("Unknown switch none");
        assertThatThrownBy(() -> CommandLine.parse(
                                List.of("--report", directory.resolve("none").toString()))
                        .simulator())
                .hasMessageStartingWith("Cannot read the report");
    }

    private Path report(String text) throws IOException {
        return Files.writeString(Files.createTempFile(directory, "report", ".json"), text);
    }
}
