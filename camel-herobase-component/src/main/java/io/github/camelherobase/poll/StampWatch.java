package io.github.camelherobase.poll;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

import io.github.camelherobase.cursor.TimeWindow;
import io.github.camelherobase.request.BoundsTrial;

/**
 * Whether the times in records agree with the server's clock. Where bounds and records are both in another zone than
 * {@code timeZone}, everything fits together, but the server's clock is ahead of all records: a position at its time would
 * pass what is still to come. So until a record was seen that changed when the clock says it did, the position stays behind
 * the newest record.
 */
final class StampWatch {

    /** Zones are a quarter of an hour apart at least. */
    private static final Duration AGREES = Duration.ofMinutes(7);

    private static final Duration LEAST_DISTRUST = Duration.ofHours(3);

    private final BoundsTrial<Object> trial;
    private final Duration overlap;
    private final Duration distrust;

    private Instant now = Instant.MAX;
    private Instant newest;
    private boolean agreed;

    /**
     * @param trial null when records do not show their time: then nothing is watched
     * @param overlap of two windows
     * @param now the offset of the zone is looked up for
     */
    StampWatch(BoundsTrial<Object> trial, Duration overlap, Instant now) {
        this.trial = trial;
        this.overlap = overlap;
        this.agreed = trial == null;
        this.distrust = trial == null ? Duration.ZERO : distrust(trial.stampZone(), now);
    }

    /** Longer than records can seem too old when they are written in UTC. */
    private static Duration distrust(ZoneId zone, Instant now) {
        Duration offset = Duration.ofSeconds(
                        Math.abs(zone.getRules().getOffset(now).getTotalSeconds()))
                .plusHours(1);
        return offset.compareTo(LEAST_DISTRUST) > 0 ? offset : LEAST_DISTRUST;
    }

    /** Up to when history is over for sure: closed windows end before it. */
    synchronized Instant historyEnds(Instant clock, Duration windowSize) {
        return agreed ? clock : clock.minus(windowSize.compareTo(distrust) < 0 ? windowSize : distrust);
    }

    /** Whether a record was seen that changed when the server's clock says it did. */
    synchronized boolean isAgreed() {
        return agreed;
    }

    /** An answer begins. */
    synchronized void answerOf(Instant serverTime) {
        now = serverTime;
    }

    /** A record came. */
    synchronized void saw(Object record) {
        if (agreed) {
            return;
        }
        Instant stamp = trial.stamp(record);
        if (stamp != null) {
            agreed = Duration.between(stamp, now).abs().compareTo(AGREES) <= 0;
            newest = newest == null || stamp.isAfter(newest) ? stamp : newest;
        }
    }

    /** Where the position may go after a window: {@code next}, or behind the newest record. */
    synchronized Instant limited(TimeWindow window, Instant next) {
        if (agreed || !window.isOpen()) {
            return next;
        }
        Instant limit = newest == null ? window.from() : newest.minus(overlap);
        Instant capped = limit.isBefore(next) ? limit : next;
        return capped.isBefore(window.from()) ? window.from() : capped;
    }
}
