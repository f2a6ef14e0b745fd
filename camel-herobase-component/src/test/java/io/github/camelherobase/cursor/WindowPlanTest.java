package io.github.camelherobase.cursor;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import static org.assertj.core.api.Assertions.assertThat;

/** Slices of history adapt to what they hold; none ends where the server may still change something unseen. */
class WindowPlanTest {

    private static final Instant NOW = Instant.parse("2026-05-06T08:00:00Z");
    private static final Duration OVERLAP = Duration.ofMinutes(2);
    private static final TimeWindow CLOSED = new TimeWindow(NOW.minusSeconds(90_000), NOW.minusSeconds(3_600));

    private final WindowPlan plan = new WindowPlan(Duration.ofDays(1), OVERLAP, null);

    @Test
    void aSliceOfLessThanTenThousandIsDoubled() {
        plan.held(CLOSED, 9_999);
        assertThat(plan.size()).isEqualTo(Duration.ofDays(2));
        plan.held(CLOSED, 10_000);
        assertThat(plan.size()).isEqualTo(Duration.ofDays(2));
        plan.held(new TimeWindow(NOW, null), 0);
        assertThat(plan.size()).as("the live end is no slice").isEqualTo(Duration.ofDays(2));
        for (int i = 0; i < 100; i++) {
            plan.held(CLOSED, 0);
        }
        assertThat(plan.size()).isLessThan(Duration.ofDays(10_000));
    }

    @Test
    void aCutSliceIsHalvedButNotBelowASecond() {
        plan.cut();
        assertThat(plan.size()).isEqualTo(Duration.ofHours(12));
        for (int i = 0; i < 100; i++) {
            plan.cut();
        }
        assertThat(plan.size()).isEqualTo(Duration.ofSeconds(1));
        TimeWindow shortest = plan.next(NOW.minusSeconds(3_600), NOW);
        assertThat(shortest.to()).isEqualTo(NOW.minusSeconds(3_599));
    }

    @Property
    void aSliceEndsBeforeTheOverlapAndTheRestIsOpen(
            @ForAll @IntRange(min = 0, max = 400_000) int behind, @ForAll @IntRange(min = 1, max = 200_000) int size) {
        Instant position = NOW.minusMillis(behind * 1_000L + 337);
        TimeWindow window = new WindowPlan(Duration.ofSeconds(size), OVERLAP, null).next(position, NOW);
        assertThat(window.from()).isEqualTo(position);
        if (window.isOpen()) {
            assertThat(position.plusSeconds(size))
                    .isAfterOrEqualTo(NOW.minus(OVERLAP).minusSeconds(1));
        } else {
            assertThat(window.to()).isBefore(NOW.minus(OVERLAP)).isAfter(position);
        }
    }

    @Property
    void thePositionGoesOnlyForwardAndNeverPastTheOverlap(
            @ForAll @IntRange(min = -10_000, max = 10_000) int skew,
            @ForAll @IntRange(min = 0, max = 10_000) int behind,
            @ForAll @IntRange(min = 1, max = 10_000) int size) {
        Instant position = NOW.minusSeconds(behind);
        Instant server = NOW.plusSeconds(skew);
        WindowPlan some = new WindowPlan(Duration.ofSeconds(size), OVERLAP, null);
        TimeWindow window = some.next(position, NOW);
        Instant next = some.after(window, server);
        assertThat(next).isAfterOrEqualTo(position);
        if (next.isAfter(position)) {
            assertThat(next).isBeforeOrEqualTo(server.minus(OVERLAP));
        }
        if (!window.isOpen()) {
            assertThat(next).isBeforeOrEqualTo(window.to());
        }
    }

    @Test
    void aBoundedRunReadsUpToItsEndAndThenIsFinished() {
        Instant until = NOW.minusSeconds(100);
        WindowPlan bounded = new WindowPlan(Duration.ofDays(1), OVERLAP, until);
        TimeWindow last = bounded.next(NOW.minusSeconds(7_200), NOW);
        assertThat(last).isEqualTo(new TimeWindow(NOW.minusSeconds(7_200), until));
        assertThat(bounded.after(last, NOW))
                .as("what the server may still show late is read again")
                .isEqualTo(NOW.minus(OVERLAP));
        assertThat(bounded.isFinished(NOW.minus(OVERLAP))).isFalse();
        assertThat(bounded.after(last, NOW.plusSeconds(60))).isEqualTo(until);
        assertThat(bounded.isFinished(until)).isTrue();
    }
}
