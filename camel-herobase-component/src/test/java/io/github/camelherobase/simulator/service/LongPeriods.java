package io.github.camelherobase.simulator.service;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Optional;

/**
 * What an export makes of a long period (open point: public clients met time-outs).
 *
 * @param longest the longest period that is answered as usual
 */
public record LongPeriods(Duration longest, Effect effect, Duration delay) {

    /** What happens above {@link LongPeriods#longest}. */
    public enum Effect {
        /** 500. */
        FAILED,
        /** 503. */
        UNAVAILABLE,
        /** The connection is reset before the answer. */
        RESET,
        /** The answer begins after a while. */
        SLOW
    }

    /** Periods of any length are answered as usual. */
    public static LongPeriods served() {
        return failAbove(Duration.ofSeconds(Long.MAX_VALUE));
    }

    /** 500 for longer periods. */
    public static LongPeriods failAbove(Duration longest) {
        return new LongPeriods(longest, Effect.FAILED, Duration.ZERO);
    }

    /** 503 for longer periods. */
    public static LongPeriods unavailableAbove(Duration longest) {
        return failAbove(longest).with(Effect.UNAVAILABLE);
    }

    /** For longer periods the connection is reset. */
    public static LongPeriods resetAbove(Duration longest) {
        return failAbove(longest).with(Effect.RESET);
    }

    /** Longer periods are answered after so much real time, in which clients may give up. */
    public static LongPeriods slowAbove(Duration longest, Duration delay) {
        return new LongPeriods(longest, Effect.SLOW, delay);
    }

    /** The same for other periods. */
    public LongPeriods above(Duration otherLongest) {
        return new LongPeriods(otherLongest, effect, delay);
    }

    /** Another effect on the same periods. */
    public LongPeriods with(Effect otherEffect) {
        return new LongPeriods(longest, otherEffect, delay);
    }

    /** How long a period is; one without an end ends now. */
    static Duration length(Optional<LocalDateTime> from, Optional<LocalDateTime> to, LocalDateTime now) {
        return Duration.between(from.orElse(now.minusYears(100)), to.orElse(now));
    }

    void meet(Duration period) {
        if (period.compareTo(longest) <= 0) {
            return;
        }
        switch (effect) {
            case FAILED -> throw RefusedException.failed("Timeout expired");
            case UNAVAILABLE -> throw RefusedException.unavailable("Timeout expired");
            case RESET -> throw RefusedException.reset();
            case SLOW -> pause();
        }
    }

    private void pause() {
        try {
            Thread.sleep(delay.toMillis());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }
}
