package io.github.camelherobase.simulator;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class GeneratedCallsTest extends ApiTest {

    private static final Instant FROM = Instant.parse("2025-05-06T08:00:00Z");

    private List<String> orgCodes() {
        return simulator.world().organisation().units().stream()
                .map(unit -> unit.orgCode())
                .filter(code -> code.startsWith("Afdeling") || code.startsWith("Hold"))
                .toList();
    }

    private static String query(String orgCode) {
        return "/calls?OrgCode=" + URLEncoder.encode(orgCode, StandardCharsets.UTF_8);
    }

    @Test
    void everyThirdCallIsUnderTwoOfFortyOrgCodesAndNoneIsMissing() {
        start(builder().generatedCalls(3000, FROM, MORNING));
        Map<Object, Integer> seen = new HashMap<>();
        assertThat(orgCodes()).hasSize(40);
        orgCodes().forEach(code -> ids(get(query(code))).forEach(id -> seen.merge(id, 1, Integer::sum)));
        assertThat(seen).hasSize(3000);
        assertThat(seen.values().stream().filter(times -> times == 2)).hasSize(1000);
        assertThat(seen.values()).containsOnly(1, 2);
    }

    @Test
    void windowsDivideThePeriodWithoutLossAndRepeatTheirAnswer() {
        start(builder().generatedCalls(3000, FROM, MORNING));
        String code = orgCodes().get(0);
        List<Object> inWindows = new ArrayList<>();
        for (int month = 0; month <= 12; month++) {
            String start = String.format("%d-%02d-01", 2025 + (4 + month) / 12, 1 + (4 + month) % 12);
            String window = query(code) + "&StartTime=" + start + "&TimeSpan=P1M";
            assertThat(get(window).body()).isEqualTo(get(window).body());
            inWindows.addAll(ids(get(window)));
        }
        assertThat(inWindows).isEqualTo(ids(get(query(code)))).hasSize(150);
    }

    @Test
    void whatIsNotOverYetIsInProgressAndWhatIsToComeIsNotThere() {
        start(builder().generatedCalls(3000, MORNING.minusSeconds(1500), MORNING.plusSeconds(1500)));
        List<Map<String, Object>> calls = new ArrayList<>();
        orgCodes().stream()
                .filter(code -> code.startsWith("Afdeling"))
                .forEach(code -> calls.addAll(array(get(query(code)))));
        assertThat(calls).hasSize(1501);
        assertThat(calls)
                .anySatisfy(call -> assertThat(call).containsEntry("endCause", "NotApplicable"))
                .anySatisfy(call -> assertThat(call)
                        .containsEntry("endCause", "NormalDisconnect")
                        .containsEntry("status", "NotSet"))
                .anySatisfy(call -> assertThat(call).containsEntry("status", "UserProcessed"));
    }

    @Test
    void aMillionCallsAreStreamed() throws IOException, InterruptedException {
        start(builder().generatedCalls(1_000_000, FROM, MORNING));
        long bytes = 0;
        try (InputStream in = HTTP.send(request(query(orgCodes().get(0))).build(), BodyHandlers.ofInputStream())
                .body()) {
            byte[] buffer = new byte[64 * 1024];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                bytes += read;
            }
        }
        // 50,000 calls of this unit and its team.
        assertThat(bytes / 50_000).isBetween(300L, 600L);
    }
}
