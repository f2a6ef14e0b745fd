package io.github.camelherobase.request;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.camelherobase.cursor.TimeWindow;
import io.github.camelherobase.cursor.WindowPlan;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Over both clock changes of a year, whatever the windows, the server's commit delay and the client's clock: the last
 * state of every lead is read. The server is a model that compares local times as text, as the real one seems to.
 */
class ClockChangeTest {

    private static final ZoneId ZONE = ZoneId.of("Europe/Copenhagen");
    private static final Instant SPRING = Instant.parse("2026-03-29T01:00:00Z");
    private static final Instant AUTUMN = Instant.parse("2026-10-25T01:00:00Z");
    private static final int LEADS = 6;

    /** A change of a lead, and how long after it the server shows it. */
    private record Touch(int lead, Instant at, Duration delay) {

        boolean isVisibleAt(Instant time) {
            return !at.plus(delay).isAfter(time);
        }

        String stamp() {
            return LocalBound.seconds(at, ZONE);
        }
    }

    private record Scenario(
            List<Touch> touches, List<Duration> pauses, Duration windowSize, Duration overlap, Duration skew) {}

    @Provide
    Arbitrary<Scenario> scenarios() {
        Arbitrary<Duration> overlaps = Arbitraries.integers().between(1, 600).map(Duration::ofSeconds);
        return overlaps.flatMap(overlap -> Combinators.combine(
                        touches(overlap).list().ofMinSize(1).ofMaxSize(60),
                        Arbitraries.integers()
                                .between(1, 3_000)
                                .map(Duration::ofSeconds)
                                .list()
                                .ofSize(20),
                        Arbitraries.integers().between(1, 10_000).map(Duration::ofSeconds),
                        Arbitraries.integers().between(-20_000, 20_000).map(Duration::ofSeconds))
                .as((touches, pauses, size, skew) -> new Scenario(sorted(touches), pauses, size, overlap, skew)));
    }

    private static List<Touch> sorted(List<Touch> touches) {
        List<Touch> sorted = new ArrayList<>(touches);
        sorted.sort(Comparator.comparing(Touch::at));
        return sorted;
    }

    private static Arbitrary<Touch> touches(Duration overlap) {
        return Combinators.combine(
                        Arbitraries.integers().between(0, LEADS - 1),
                        Arbitraries.integers().between(-10_000, 10_000),
                        Arbitraries.integers().between(0, (int) overlap.getSeconds() - 1))
                .as((lead, seconds, delay) -> new Touch(lead, AUTUMN.plusSeconds(seconds), Duration.ofSeconds(delay)));
    }

    @Property(tries = 2_000)
    void noLastStateIsLostInAutumnWhateverTheClientsClock(@ForAll("scenarios") Scenario scenario) {
        assertNothingLost(scenario, AUTUMN, true);
    }

    @Property(tries = 500)
    void norInSpring(@ForAll("scenarios") Scenario scenario) {
        List<Touch> moved = scenario.touches().stream()
                .map(touch -> new Touch(touch.lead(), touch.at().plus(Duration.between(AUTUMN, SPRING)), touch.delay()))
                .toList();
        assertNothingLost(
                new Scenario(moved, scenario.pauses(), scenario.windowSize(), scenario.overlap(), scenario.skew()),
                SPRING,
                true);
    }

    /** Without the server's {@code Date}, the overlap must cover what the client is ahead besides the commit delay. */
    @Property(tries = 1_000)
    void norWithoutTheServersDateWhileTheOverlapCoversTheSkew(@ForAll("scenarios") Scenario scenario) {
        Duration ahead = Duration.ofSeconds(
                Math.floorMod(scenario.skew().getSeconds(), scenario.overlap().getSeconds() + 1));
        // A client that is behind only reads more again.
        Duration skew = scenario.skew().isNegative() ? scenario.skew() : ahead;
        assertNothingLost(
                new Scenario(
                        scenario.touches(),
                        scenario.pauses(),
                        scenario.windowSize(),
                        scenario.overlap().plus(ahead),
                        skew),
                AUTUMN,
                false);
    }

    private static void assertNothingLost(Scenario scenario, Instant change, boolean sendsDate) {
        WindowPlan plan = new WindowPlan(scenario.windowSize(), scenario.overlap(), null);
        Map<Integer, Touch> sink = new HashMap<>();
        Instant position = change.minusSeconds(11_000);
        Instant now = change.minusSeconds(10_500);
        for (Duration pause : scenario.pauses()) {
            now = now.plus(pause);
            position = poll(scenario, plan, position, now, sendsDate, sink);
        }
        // Everything has come to rest; some polls later every last state must be there.
        now = change.plusSeconds(100_000);
        for (int i = 0; i < 60; i++) {
            now = now.plusSeconds(600);
            position = poll(scenario, plan, position, now, sendsDate, sink);
        }
        Map<Integer, Touch> last = new HashMap<>();
        scenario.touches().forEach(touch -> last.put(touch.lead(), touch));
        assertThat(sink).isEqualTo(last);
    }

    private static Instant poll(
            Scenario scenario,
            WindowPlan plan,
            Instant position,
            Instant now,
            boolean sendsDate,
            Map<Integer, Touch> sink) {
        Instant client = now.plus(scenario.skew());
        TimeWindow window = plan.next(position, client, client);
        String from = LocalBound.from(window.from(), ZONE);
        String to = window.isOpen() ? null : LocalBound.to(window.to(), ZONE);
        WindowCheck check = new WindowCheck(window, ZONE);
        long count = 0;
        for (Touch state : stateAt(scenario.touches(), now).values()) {
            if (state.stamp().compareTo(from) >= 0
                    && (to == null || state.stamp().compareTo(to) < 0)) {
                assertThat(check.violatedFilter(state.stamp() + ".0000000")).isNull();
                sink.put(state.lead(), state);
                count++;
            }
        }
        plan.worked(window, now, count);
        return plan.after(window, sendsDate ? now : client);
    }

    /** A lead's latest change that the server shows. */
    private static Map<Integer, Touch> stateAt(List<Touch> touches, Instant now) {
        Map<Integer, Touch> state = new HashMap<>();
        touches.stream().filter(touch -> touch.isVisibleAt(now)).forEach(touch -> state.put(touch.lead(), touch));
        return state;
    }
}
