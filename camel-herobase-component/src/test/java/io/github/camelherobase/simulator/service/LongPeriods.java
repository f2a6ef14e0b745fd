package io.github.camelherobase.simulator.service;

import java.time.Duration;

/**
 * What GET /calls makes of a long period (open point: public clients met time-outs).
 *
 * @param longest the longest period that is answered as usual
 */
public record LongPeriods(Duration longest, Effect effect, Duration delay) {

    /** What happens above {@link LongPeriods#longest}. */
    public enum Effect {
        /** 500. */
        FAILED,
        /** The answer begins after a while. */
        SLOW
    }

    /** Periods of any length are answered as usual. */
    public static LongPeriods served() {
        return slowAbove(Duration.ofSeconds(Long.MAX_VALUE), Duration.ZERO);
    }

    /** 500 for longer periods. */
    public static LongPeriods failAbove(Duration longest) {
        return new LongPeriods(longest, Effect.FAILED, Duration.ZERO);
    }

    /** Longer periods are answered after so much real time, in which clients may give up. */
    public static LongPeriods slowAbove(Duration longest, Duration delay) {
        return new LongPeriods(longest, Effect.SLOW, delay);
    }

    void meet(Duration period) {
        if (period.compareTo(longest) <= 0) {
            return;
        }
        if (effect == Effect.FAILED) {
            throw RefusedException.failed("Timeout expired");
        }
        try {
            Thread.sleep(delay.toMillis());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }
}
