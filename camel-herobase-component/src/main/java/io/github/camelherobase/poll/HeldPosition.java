package io.github.camelherobase.poll;

import java.time.Duration;
import java.time.Instant;

/**
 * A position that cannot move because a record failed in the route: the window is read again after growing pauses, 1, 2,
 * 4 … 64 delays long.
 *
 * @param recordKey the first record that failed
 * @param attempts how often in a row
 * @param again when the window is read again
 */
public record HeldPosition(String recordKey, int attempts, Instant again) {

    private static final int LONGEST_PAUSE = 6;

    static HeldPosition after(HeldPosition before, String recordKey, Instant now, Duration delay) {
        int attempts = before == null ? 1 : before.attempts + 1;
        Duration pause = delay.multipliedBy(1L << Math.min(attempts - 1, LONGEST_PAUSE));
        return new HeldPosition(recordKey, attempts, now.plus(pause));
    }
}
