package io.github.camelherobase.simulator.clock;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AcceleratedClockTest {

    private static final Instant REAL = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant SIMULATED = Instant.parse("2030-05-06T08:00:00Z");

    private static Instant at(Instant real, double speed) {
        return new AcceleratedClock(SIMULATED, REAL, speed, Clock.fixed(real, ZoneOffset.UTC)).now();
    }

    @Test
    void isAFunctionOfTheRealTime() {
        assertThat(at(REAL, 60)).isEqualTo(SIMULATED);
        assertThat(at(REAL.plusSeconds(2), 60)).isEqualTo(SIMULATED.plusSeconds(120));
        assertThat(at(REAL.plusMillis(500), 0.5)).isEqualTo(SIMULATED.plusMillis(250));
        assertThat(at(REAL.minusSeconds(1), 60)).isEqualTo(SIMULATED.minusSeconds(60));
    }

    @Test
    void runsForward() {
        assertThatThrownBy(() -> SimulatorClock.accelerated(SIMULATED, REAL, 0))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
