package io.github.camelherobase.connect;

import java.time.Duration;

/** Each pause is twice as long as the one before, up to the longest. */
final class GrowingPause {

    private final Duration first;
    private final Duration longest;
    private Duration next;

    GrowingPause(Duration first, Duration longest) {
        this.first = first;
        this.longest = longest;
        this.next = first;
    }

    Duration next() {
        Duration pause = next;
        Duration twice = pause.multipliedBy(2);
        next = twice.compareTo(longest) > 0 ? longest : twice;
        return pause;
    }

    void reset() {
        next = first;
    }
}
