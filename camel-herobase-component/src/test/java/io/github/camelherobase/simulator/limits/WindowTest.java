package io.github.camelherobase.simulator.limits;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class WindowTest {

    private static final Instant START = Instant.parse("2026-05-06T10:00:00.500Z");
    private final Window minute = new Window(Duration.ofMinutes(1), first -> first);

    @Test
    void whatIsLeftIsRoundedUp() {
        minute.rollTo(START);
        assertThat(minute.secondsLeft(START)).isEqualTo(60);
        assertThat(minute.secondsLeft(START.plusMillis(1))).isEqualTo(60);
        assertThat(minute.secondsLeft(START.plusSeconds(1))).isEqualTo(59);
    }

    @Test
    void aRequestThatCameJustBeforeTheFirstHasNoMoreThanTheWhole() {
        minute.rollTo(START);
        assertThat(minute.secondsLeft(START.minusMillis(20))).isEqualTo(60);
    }
}
