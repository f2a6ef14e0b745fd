package io.github.camelherobase.poll;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.github.camelherobase.api.HerobaseAccessDeniedException;
import io.github.camelherobase.api.HerobaseAuthenticationException;
import io.github.camelherobase.api.HerobaseConnectionException;
import io.github.camelherobase.api.HerobaseInvalidRequestException;
import io.github.camelherobase.api.HerobaseProtocolException;
import io.github.camelherobase.api.HerobaseQuotaExceededException;
import io.github.camelherobase.api.HerobaseServerException;
import io.github.camelherobase.poll.PollState.Cause;
import io.github.camelherobase.poll.PollState.Failed;
import io.github.camelherobase.poll.PollState.Finished;
import io.github.camelherobase.poll.PollState.Held;
import io.github.camelherobase.poll.PollState.Limited;
import io.github.camelherobase.poll.PollState.Paused;
import io.github.camelherobase.poll.PollState.Ready;
import io.github.camelherobase.poll.PollState.Stuck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** How long a consumer asks nothing after what, and what health, JMX and meters call it. */
class PollStateTest {

    private static final Instant NOW = Instant.parse("2026-05-06T08:00:00Z");
    private static final Duration DELAY = Duration.ofMinutes(5);

    @Test
    void aRecordThatFailsAgainIsWaitedForTwiceAsLongUpTo64Delays() {
        Held held = null;
        for (int attempt = 1; attempt <= 100; attempt++) {
            held = Held.after(held, "lead-1", NOW, DELAY);
            assertThat(held.attempts()).isEqualTo(attempt);
            long delays = attempt > 6 ? 64 : 1L << attempt - 1;
            assertThat(held.restsUntil()).isEqualTo(NOW.plus(DELAY.multipliedBy(delays)));
        }
        assertThat(Held.after(null, "lead-2", NOW, DELAY).restsUntil()).isEqualTo(NOW.plus(DELAY));
    }

    @Test
    void aWrongPasswordIsTriedLessAndLessOftenAtLeastEach15Minutes() {
        Duration delay = Duration.ofSeconds(1);
        PollState state = new Ready();
        for (int attempt = 1; attempt <= 100; attempt++) {
            Failed failed = Failed.after(state, wrongPassword(), Cause.AUTHENTICATION, NOW, delay);
            assertThat(failed.attempts()).isEqualTo(attempt);
            long seconds = attempt > 10 ? 900 : 1L << attempt - 1;
            assertThat(failed.restsUntil()).isEqualTo(NOW.plusSeconds(seconds));
            state = failed;
        }
        // A delay of a tenth of a second never comes to 15 minutes, nor to an overflow.
        for (int attempt = 1; attempt <= 100; attempt++) {
            state = Failed.after(state, wrongPassword(), Cause.AUTHENTICATION, NOW, Duration.ofMillis(100));
        }
        assertThat(((Failed) state).restsUntil()).isEqualTo(NOW.plusMillis(102_400));
    }

    @Test
    void anotherCauseBeginsToCountAnew() {
        Failed first = Failed.after(new Ready(), wrongPassword(), Cause.AUTHENTICATION, NOW, DELAY);
        Failed other = Failed.after(first, cut(), Cause.CONNECTION, NOW, DELAY);
        assertThat(other.attempts()).isEqualTo(1);
        assertThat(Failed.after(other, cut(), Cause.CONNECTION, NOW, DELAY).attempts())
                .isEqualTo(2);
    }

    @Test
    void whatSomebodyMustMendIsNotAskedForMeanwhile() {
        assertThat(failed(Cause.ACCESS_DENIED).restsUntil()).isEqualTo(NOW.plus(Duration.ofMinutes(15)));
        assertThat(failed(Cause.BOUNDS).restsUntil()).isEqualTo(NOW.plus(Duration.ofDays(1)));
        for (Cause cause : List.of(Cause.SERVER, Cause.CONNECTION, Cause.SMALLEST_WINDOW, Cause.ANSWER, Cause.ERROR)) {
            assertThat(failed(cause).restsUntil())
                    .as("%s is asked again at the next poll", cause)
                    .isBefore(NOW);
        }
    }

    private static Failed failed(Cause cause) {
        return Failed.after(new Ready(), cut(), cause, NOW, DELAY);
    }

    /** A record that holds the position is not forgotten while something else is in the way. */
    @Test
    void whatHoldsThePositionIsKnownInEachState() {
        Held held = Held.after(null, "lead-1", NOW, DELAY);
        Failed failed = Failed.after(held, cut(), Cause.CONNECTION, NOW, DELAY);
        assertThat(failed.held()).isSameAs(held);
        assertThat(failed.failure()).isInstanceOf(HerobaseConnectionException.class);
        assertThat(Failed.after(failed, cut(), Cause.CONNECTION, NOW, DELAY).held())
                .isSameAs(held);
        assertThat(new Limited(Cause.QUOTA, NOW, held).held()).isSameAs(held);
        assertThat(new Paused(held).held()).isSameAs(held);
        assertThat(new Paused(new Ready()).held()).isNull();
        assertThat(new Paused(failed).failure()).as("nothing is asked").isNull();
        assertThat(new Paused(held).restsUntil()).isBefore(NOW);
        assertThat(new Ready().held()).isNull();
        assertThat(new Ready().failure()).isNull();
    }

    @ParameterizedTest
    @MethodSource
    void healthAndMetersNameEachState(PollState state, String name, String cause) {
        assertThat(state.name()).isEqualTo(name).isIn(PollState.NAMES);
        assertThat(state.cause().code()).isEqualTo(cause);
    }

    static Stream<Arguments> healthAndMetersNameEachState() {
        return Stream.of(
                arguments(new Ready(), "ready", "none"),
                arguments(new Ready(Cause.TIME_ZONE), "ready", "time-zone"),
                arguments(new Limited(Cause.QUOTA, NOW, null), "limited", "quota"),
                arguments(new Held("lead-1", 1, NOW), "held", "record-failed"),
                arguments(new Stuck("lead-1", NOW, 1), "stuck", "exchange-overdue"),
                arguments(failed(Cause.SERVER), "failed", "server"),
                arguments(new Paused(new Ready()), "paused", "operator"),
                arguments(new Finished(Cause.UNTIL), "finished", "until"));
    }

    @ParameterizedTest
    @MethodSource
    void aFailureIsNamedByWhatIsToBeDone(Exception failure, String code) {
        assertThat(Cause.of(failure).code()).isEqualTo(code);
    }

    static Stream<Arguments> aFailureIsNamedByWhatIsToBeDone() {
        return Stream.of(
                arguments(new BoundsMisreadException("later", "leads"), "bounds"),
                arguments(wrongPassword(), "authentication"),
                arguments(new HerobaseAccessDeniedException("not this", "leads"), "access-denied"),
                arguments(new HerobaseQuotaExceededException("full", "leads", "minute", NOW), "quota"),
                arguments(new HerobaseQuotaExceededException("fails", "leads", "store", NOW), "quota-store"),
                arguments(new HerobaseServerException("down", "leads", 503), "server"),
                arguments(cut(), "connection"),
                arguments(new HerobaseProtocolException("cut", null, "leads", 200, true), "answer"),
                arguments(new HerobaseInvalidRequestException("wrong", "leads", 400, List.of()), "request"),
                arguments(new IllegalStateException("a store"), "error"));
    }

    @Test
    void noTwoCausesHaveOneCode() {
        assertThat(Arrays.stream(Cause.values()).map(Cause::code)).doesNotHaveDuplicates();
    }

    private static HerobaseAuthenticationException wrongPassword() {
        return new HerobaseAuthenticationException("wrong", "leads");
    }

    private static HerobaseConnectionException cut() {
        return new HerobaseConnectionException("cut", null, "leads");
    }
}
