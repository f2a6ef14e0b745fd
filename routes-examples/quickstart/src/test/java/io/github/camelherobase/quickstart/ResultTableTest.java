package io.github.camelherobase.quickstart;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ResultTableTest {

    @Test
    void bothActsStandSideBySide() {
        Figures byHand = new Figures(500, 488, 12, 0, 83, 12, 587, 36_900_000, Duration.ofMillis(10_900));
        Figures ours = new Figures(2_000, 1_945, 55, 0, 0, 1, 2_008, 39_000_000, Duration.ofSeconds(26));

        assertThat(ResultTable.of(byHand, ours)).isEqualToNormalizingNewlines("""
                                              by hand  herobase:
                leads in the file                 500      2,000
                imported                          488      1,945
                rejected                           12         55
                lost                                0          0
                doubled                            83          0
                refused (429)                      12          1
                requests charged                  587      2,008
                MB of heap, at the most            36         39
                seconds                            10         26
                """);
    }
}
