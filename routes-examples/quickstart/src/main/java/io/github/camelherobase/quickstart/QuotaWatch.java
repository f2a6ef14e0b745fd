package io.github.camelherobase.quickstart;

import java.time.Duration;
import java.time.Instant;

/** The minute of an account's quota as an onlooker sees it who knows how many requests were let through so far. */
final class QuotaWatch {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final long limit;
    private long letThrough;
    private long beforeWindow;
    private int window;
    private Instant end = Instant.MIN;

    QuotaWatch(long limit) {
        this.limit = limit;
    }

    /** Looks again. */
    void look(long letThroughByNow, Instant now) {
        if (letThroughByNow > letThrough && !now.isBefore(end)) {
            window++;
            beforeWindow = letThrough;
            end = now.plus(MINUTE);
        }
        letThrough = letThroughByNow;
    }

    boolean isClosed(Instant now) {
        return used() >= limit && now.isBefore(end);
    }

    /** Such as {@code minute 3: open, 120 of 240 used}. */
    String describe(Instant now) {
        if (!now.isBefore(end)) {
            return "open";
        }
        String state = isClosed(now)
                ? "CLOSED, opens in " + Duration.between(now, end).toSeconds() + " s"
                : "open, " + used() + " of " + limit + " used";
        return "minute " + window + ": " + state;
    }

    private long used() {
        return letThrough - beforeWindow;
    }
}
