package io.github.camelherobase.quickstart;

import java.time.Instant;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class QuotaWatchTest {

    private static final Instant START = Instant.parse("2026-05-06T10:00:00Z");
    private final QuotaWatch watch = new QuotaWatch(240);

    private String after(long seconds, long letThrough) {
        Instant now = START.plusSeconds(seconds);
        watch.look(letThrough, now);
        return watch.describe(now);
    }

    @Test
    void aMinuteFillsClosesAndOpens() {
        assertThat(after(0, 0)).isEqualTo("open");
        assertThat(after(5, 100)).isEqualTo("minute 1: open, 100 of 240 used");
        assertThat(after(25, 240)).isEqualTo("minute 1: CLOSED, opens in 40 s");
        assertThat(after(65, 240)).isEqualTo("open");
        assertThat(after(66, 245)).isEqualTo("minute 2: open, 5 of 240 used");
    }
}
