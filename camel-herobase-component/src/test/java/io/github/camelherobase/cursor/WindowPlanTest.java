package io.github.camelherobase.cursor;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
        plan.worked(slice(), NOW, 9_999);
        assertThat(plan.size()).isEqualTo(Duration.ofDays(2));
        plan.worked(slice(), NOW, 10_000);
        assertThat(plan.size()).isEqualTo(Duration.ofDays(2));
        plan.worked(new TimeWindow(NOW, null), NOW, 0);
        assertThat(plan.size()).as("the live end is no slice").isEqualTo(Duration.ofDays(2));
        for (int i = 0; i < 100; i++) {
            plan.worked(slice(), NOW, 0);
        }
        assertThat(plan.size()).isLessThan(Duration.ofDays(10_000));
    }

    private TimeWindow slice() {
        return new TimeWindow(NOW.minusSeconds(3_600).minus(plan.size()), NOW.minusSeconds(3_600));
    }

    @Test
    void theWindowsToComeAreCountedAsTheyGrow() {
        Instant position = NOW.minus(Duration.ofDays(10));
        // 1, 2 and 4 days, and the live end.
        assertThat(plan.windows(position, NOW)).isEqualTo(4);
        assertThat(until(NOW.minus(Duration.ofDays(5))).windows(position, NOW)).isEqualTo(3);
        assertThat(until(NOW.plus(Duration.ofDays(5))).windows(position, NOW)).isEqualTo(4);
        assertThat(plan.windows(NOW, NOW)).isEqualTo(1);
        assertThat(plan.windows(NOW.minus(Duration.ofDays(1)).minus(OVERLAP), NOW))
                .isEqualTo(1);
        plan.worked(slice(), NOW, 20_000);
        assertThat(plan.windows(position, NOW)).as("that do not grow").isEqualTo(10);
    }

    @Test
    void theWindowsToComeAreCountedByASizeThatTheServerManages() {
        plan.failed(slice(), NOW);
        plan.worked(plan.next(slice().from(), NOW, NOW), NOW, 0);
        plan.failed(slice(), NOW);
        assertThat(plan.size()).isEqualTo(Duration.ofHours(12));
        assertThat(plan.windows(NOW.minus(Duration.ofDays(10)), NOW)).isEqualTo(1 + 19 + 1);
    }

    @Test
    void atMostSoManyWindowsAreToCome() {
        Instant position = NOW.minus(Duration.ofDays(10));
        assertThat(plan.mostWindows(position, NOW)).isEqualTo(12);
        assertThat(plan.mostWindows(NOW.plusSeconds(1), NOW)).isEqualTo(1);
        assertThat(until(NOW.minus(Duration.ofDays(5))).mostWindows(position, NOW))
                .isEqualTo(7);
        assertThat(until(NOW.plus(Duration.ofDays(5))).mostWindows(position, NOW))
                .isEqualTo(12);
    }

    @Test
    void theLastWindowOfARunIsAskedForBeyondItsEnd() {
        Instant until = NOW.minus(Duration.ofDays(3));
        WindowPlan run = until(until);
        TimeWindow last = new TimeWindow(until.minus(Duration.ofHours(1)), until);
        TimeWindow other = new TimeWindow(until.minus(Duration.ofHours(2)), until.minus(Duration.ofHours(1)));
        assertThat(run.asked(other, NOW)).isEqualTo(other);
        assertThat(plan.asked(last, NOW)).isEqualTo(last);
        assertThat(run.asked(last, NOW).from()).isEqualTo(last.from());
        assertThat(run.asked(last, NOW).to()).isAfter(until);

        // Once a size has failed, the server is asked for less than that.
        run.failed(last, NOW);
        assertThat(run.asked(last, NOW)).as("while a second is tried").isEqualTo(last);
        run.worked(run.next(last.from(), NOW, NOW), NOW, 0);
        run.failed(last, NOW);
        assertThat(run.asked(last, NOW)).isEqualTo(last);
    }

    @Test
    void whereTheLiveEndBegins() {
        Instant edge = NOW.minus(OVERLAP);
        TimeWindow before = new TimeWindow(edge.minusSeconds(60), edge.minusSeconds(1));
        TimeWindow at = new TimeWindow(edge.minusSeconds(60), edge);
        assertThat(plan.isAtLiveEnd(before, NOW)).isFalse();
        assertThat(plan.isAtLiveEnd(at, NOW)).isTrue();
        assertThat(plan.isAtLiveEnd(new TimeWindow(edge, null), NOW)).isFalse();
        assertThat(plan.isPartOfLiveEnd(before, NOW)).isFalse();
        assertThat(plan.isPartOfLiveEnd(at, NOW)).isTrue();
        assertThat(until(edge).isPartOfLiveEnd(at, NOW)).isFalse();
    }

    @Test
    void theHistoryOfABoundedRunIsReadInSlicesToo() {
        Instant from = NOW.minus(Duration.ofDays(10));
        TimeWindow window = until(NOW.minus(Duration.ofDays(2))).next(from, NOW, NOW);
        assertThat(window).isEqualTo(new TimeWindow(from, from.plus(Duration.ofDays(1))));
    }

    @Test
    void anOutageInTheMiddleOfShrinkingBringsTheSizeBack() {
        TimeWindow slice = slice();
        assertThat(plan.failed(slice, NOW)).isTrue();
        plan.worked(plan.next(slice.from(), NOW, NOW), NOW, 0);
        int failures = 0;
        for (TimeWindow shorter = slice; plan.failed(shorter, NOW); failures++) {
            shorter = plan.next(slice.from(), NOW, NOW);
        }
        assertThat(failures).isEqualTo(16);
        assertThat(plan.size()).isEqualTo(Duration.ofDays(1));
    }

    @Test
    void nothingIsShorterThanASecond() {
        plan.restore("PT1S/PT2S");
        Instant from = NOW.minusSeconds(3_600);
        assertThat(plan.failed(new TimeWindow(from, from.plusSeconds(1)), NOW)).isFalse();
        assertThat(plan.size()).isEqualTo(Duration.ofSeconds(1));
    }

    /** The zones of the world are 26 hours apart. */
    @Test
    void inAnyZoneIsAskedForFromADayBeforeAsFarAsTheServerManagesIt() {
        TimeWindow window = new TimeWindow(NOW.minusSeconds(600), NOW);
        assertThat(plan.askedInAnyZone(window, NOW))
                .isEqualTo(new TimeWindow(window.from().minus(Duration.ofHours(26)), NOW));
        plan.restore("PT1H/PT4H");
        assertThat(plan.askedInAnyZone(window, NOW))
                .isEqualTo(new TimeWindow(window.from().minus(Duration.ofHours(3)), NOW));
        plan.restore("PT30S/PT1M");
        assertThat(plan.askedInAnyZone(window, NOW)).isEqualTo(window);

        plan.restore("PT12H/PT48H");
        plan.failed(slice(), NOW);
        assertThat(plan.askedInAnyZone(window, NOW))
                .as("while a second is tried")
                .isEqualTo(window);
    }

    @Test
    void aRunIsReadOnBeyondItsEndWhereSoMuchCouldNotBeAskedForAtOnce() {
        Instant until = NOW.minus(Duration.ofDays(3));
        WindowPlan run = until(until);
        TimeWindow last = new TimeWindow(until.minusSeconds(3_600), until);
        assertThat(run.isToReadBeyond(last, NOW)).as("it was asked for").isFalse();
        run.restore("PT1H/PT2H");
        assertThat(run.isToReadBeyond(last, NOW)).isTrue();
        assertThat(run.isToReadBeyond(new TimeWindow(until.minusSeconds(7_200), until.minusSeconds(3_600)), NOW))
                .as("not the last")
                .isFalse();
        assertThat(run.isToReadBeyond(new TimeWindow(until.minusSeconds(3_600), null), NOW))
                .isFalse();
        assertThat(run.isToReadBeyond(last, until.plus(OVERLAP).minusSeconds(1)))
                .as("changes before the end may still come")
                .isFalse();
        assertThat(plan.isToReadBeyond(last, NOW)).as("it has no end").isFalse();

        // Then it goes on to where no reading of bounds reaches, in slices and at most up to now.
        Instant far = until.plus(Duration.ofHours(26));
        assertThat(run.next(until, NOW, NOW)).isEqualTo(new TimeWindow(until, until.plusSeconds(3_600)));
        assertThat(run.next(until, NOW, until.plusSeconds(3_000))).isEqualTo(new TimeWindow(until, far));
        assertThat(run.next(far, NOW, NOW)).isEqualTo(new TimeWindow(far, far.plusSeconds(3_600)));
    }

    private static WindowPlan until(Instant end) {
        return new WindowPlan(Duration.ofDays(1), OVERLAP, end);
    }

    @Test
    void aSizeThatFailsTwiceWhileASecondWorksIsHalved() {
        TimeWindow slice = slice();
        assertThat(plan.failed(slice, NOW)).isTrue();
        TimeWindow probe = plan.next(slice.from(), NOW, NOW);
        assertThat(probe.to()).isEqualTo(slice.from().plusSeconds(1));
        plan.worked(probe, NOW, 0);
        assertThat(plan.size()).isEqualTo(Duration.ofDays(1));
        assertThat(plan.failed(slice(), NOW)).isTrue();
        assertThat(plan.size()).isEqualTo(Duration.ofHours(12));
        assertThat(plan.failed(slice(), NOW)).isTrue();
        assertThat(plan.size()).isEqualTo(Duration.ofHours(6));
    }

    @Test
    void anOutageLeavesTheSizeAsItWas() {
        plan.worked(slice(), NOW, 20_000);
        for (int poll = 0; poll < 3; poll++) {
            assertThat(plan.failed(slice(), NOW)).isTrue();
            assertThat(plan.failed(plan.next(slice().from(), NOW, NOW), NOW)).isFalse();
            assertThat(plan.size()).isEqualTo(Duration.ofDays(1));
        }
        assertThat(plan.learned()).isEmpty();
    }

    @Test
    void aLongerSizeThatFailsIsTriedLessAndLessOften() {
        int failures = 0;
        Duration most = Duration.ofHours(36);
        for (int i = 0; i < 1_000; i++) {
            TimeWindow slice = slice();
            if (plan.size().compareTo(most) > 0) {
                failures++;
                assertThat(plan.failed(slice, NOW)).isTrue();
            } else {
                plan.worked(slice, NOW, 0);
            }
        }
        assertThat(failures).isBetween(5, 30);
        assertThat(plan.size()).isBetween(Duration.ofHours(27), most);
        WindowPlan restarted = new WindowPlan(null, OVERLAP, null);
        restarted.restore(plan.learned().orElseThrow());
        assertThat(restarted.size()).isBetween(Duration.ofHours(27), most);
    }

    @Test
    void theLiveEndIsReadInPartsOnlyWhereItMustBe() {
        assertThat(plan.next(NOW.minusSeconds(420), NOW, NOW).isOpen()).isTrue();
        plan.restore("PT1M/PT1M24S");
        Instant from = NOW.minusSeconds(100);
        TimeWindow part = plan.next(from, NOW, NOW);
        assertThat(part.to()).isEqualTo(from.plusSeconds(60));
        assertThat(plan.isPartOfLiveEnd(part, NOW)).isTrue();
        assertThat(plan.next(part.to(), NOW, NOW).isOpen()).isTrue();
    }

    @Property
    void aSliceEndsBeforeTheOverlapAndTheRestIsOpen(
            @ForAll @IntRange(min = 0, max = 400_000) int behind, @ForAll @IntRange(min = 1, max = 200_000) int size) {
        Instant position = NOW.minusMillis(behind * 1_000L + 337);
        TimeWindow window = new WindowPlan(Duration.ofSeconds(size), OVERLAP, null).next(position, NOW, NOW);
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
        TimeWindow window = some.next(position, NOW, NOW);
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
        TimeWindow last = bounded.next(NOW.minusSeconds(7_200), NOW, NOW);
        assertThat(last).isEqualTo(new TimeWindow(NOW.minusSeconds(7_200), until));
        assertThat(bounded.after(last, NOW))
                .as("what the server may still show late is read again")
                .isEqualTo(NOW.minus(OVERLAP));
        assertThat(bounded.isFinished(NOW.minus(OVERLAP))).isFalse();
        assertThat(bounded.after(last, NOW.plusSeconds(60))).isEqualTo(until);
        assertThat(bounded.isFinished(until)).isTrue();
    }

    /** What is foretold is within a factor of two of what is then asked, once the first window has shown how full they are. */
    @ParameterizedTest
    @ValueSource(longs = {0, 300, 9_000, 11_000, 400_000})
    void windowsAreForetoldByWhatTheLastOneHeld(long recordsADay) {
        Instant position = NOW.minus(Duration.ofDays(3_000));
        long asked = 0;
        long foretold = plan.windows(position, NOW);
        while (position.isBefore(NOW.minus(plan.overlap()))) {
            TimeWindow window = plan.next(position, NOW, NOW);
            asked++;
            if (window.isOpen()) {
                break;
            }
            Duration length = Duration.between(window.from(), window.to());
            plan.worked(
                    window,
                    NOW,
                    recordsADay * length.toSeconds() / Duration.ofDays(1).toSeconds());
            position = window.to();
            if (asked == 1) {
                foretold = 1 + plan.windows(position, NOW);
            }
        }
        assertThat(asked).isBetween(foretold / 2, foretold * 2);
    }
}
