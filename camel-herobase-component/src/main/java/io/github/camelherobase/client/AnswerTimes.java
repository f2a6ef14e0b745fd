package io.github.camelherobase.client;

import java.time.Duration;

/**
 * How long an answer may take.
 *
 * @param read to its first byte, and between reads: {@code responseTimeout}
 * @param answer to the end of its head, then as a whole when it is small, else to each record
 */
record AnswerTimes(Duration read, Duration answer) {

    private static final Duration LONGEST_GRACE = Duration.ofSeconds(20);

    /** An import's journal counts on an end within half a minute of the time-out. */
    static AnswerTimes of(Duration responseTimeout) {
        return new AnswerTimes(
                responseTimeout,
                responseTimeout.plus(responseTimeout.compareTo(LONGEST_GRACE) < 0 ? responseTimeout : LONGEST_GRACE));
    }
}
