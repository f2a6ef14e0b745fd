package io.github.camelherobase.cursor;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What one slice shows of the size that the server manages, at the very edges. */
class WindowSizeTest {

    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final WindowSize size = new WindowSize(DAY);

    @Test
    void theSizeThatFailedIsNotAskedForAgain() {
        assertThat(size.isPossible(DAY)).isTrue();
        size.failed(DAY);
        assertThat(size.isPossible(DAY)).isFalse();
        assertThat(size.isPossible(DAY.minus(SECOND))).isTrue();
    }

    @Test
    void aLongerOneThatFailsTooSaysNothingOfShorterOnes() {
        size.failed(DAY);
        size.failed(DAY.multipliedBy(2));
        assertThat(size.isPossible(DAY)).isFalse();
        assertThat(size.isPossible(DAY.minus(SECOND))).isTrue();
    }

    @Test
    void aSizeThatFailedIsForgottenWhenItWorks() {
        size.failed(DAY);
        size.worked(DAY, 0);
        assertThat(size.isPossible(DAY.multipliedBy(100))).isTrue();
        assertThat(size.encode()).isEmpty();
    }

    @Test
    void aSizeThatWorkedIsHalvedWhenItFails() {
        size.worked(DAY, 10_000);
        size.failed(DAY);
        assertThat(size.size()).isEqualTo(Duration.ofHours(12));
        assertThat(size.encode()).as("no size is known to work").isEmpty();
    }

    @Test
    void aSliceThatIsAWholeSecondShorterDoesNotMakeTheNextLonger() {
        size.worked(DAY.minus(SECOND), 0);
        assertThat(size.size()).isEqualTo(DAY);
        size.worked(DAY.minusMillis(999), 0);
        assertThat(size.size()).isEqualTo(DAY.multipliedBy(2));
    }

    /** The next size is in the middle of the two, and the one that failed itself when they are close. */
    @Test
    void afterFourSlicesALongerOneIsTried() {
        size.restore("PT8H/PT10H", null);
        for (int slice = 0; slice < 3; slice++) {
            size.worked(Duration.ofHours(8), 0);
            assertThat(size.size()).isEqualTo(Duration.ofHours(8));
        }
        size.worked(Duration.ofHours(8), 0);
        assertThat(size.size()).isEqualTo(Duration.ofHours(9));

        size.restore("PT8H1S/PT10H", null);
        for (int slice = 0; slice < 4; slice++) {
            size.worked(size.size(), 0);
        }
        assertThat(size.size()).isEqualTo(Duration.ofHours(10));
    }
}
