package io.github.camelherobase.poll;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.camelherobase.cursor.TimeWindow;
import io.github.camelherobase.request.BoundsTrial;

/**
 * Whether the times in records agree with the server's clock. Where bounds and records are both in another zone than
 * {@code timeZone}, everything fits together, but the server's clock is ahead of all records: a position at its time would
 * pass what is still to come. So until a record was seen that changed when the clock says it did, the position stays behind
 * the newest record.
 */
final class StampWatch {

    private static final Logger LOG = LoggerFactory.getLogger(StampWatch.class);

    /** Zones are a quarter of an hour apart at least. */
    private static final Duration AGREES = Duration.ofMinutes(7);

    private static final Duration LEAST_DISTRUST = Duration.ofHours(3);

    /** The westernmost zone is so far behind UTC. */
    private static final Duration WESTERNMOST = Duration.ofHours(12);

    /** Read again at each poll until a record's time agrees with the server's clock. */
    private static final int MOST_WINDOWS = 16;

    private final BoundsTrial<Object> trial;
    private final Duration overlap;
    private final Duration distrust;
    /** Longer than records can seem too old where the server is in UTC, and where it is anywhere. */
    private final Duration distrustOfUtc;

    private final Duration distrustOfAll;

    /** Answers in a row whose new records are off by the same, until that is said. */
    private static final int ENOUGH = 3;

    /** Less is a clock that is wrong. */
    private static final Duration LEAST_ZONE = Duration.ofMinutes(30);

    private static final Duration QUARTER = Duration.ofMinutes(15);
    /** How late a change may show. */
    private static final Duration LATE = Duration.ofMinutes(3);

    private Instant now = Instant.MAX;
    private int steps;
    private boolean isLive;
    private boolean isComparable;
    private Instant newest;
    private boolean agreed;
    /**
     * The least that a record was behind the server's clock, beyond the overlap: so much that clock may be ahead of the one
     * that records are stamped by.
     */
    private Duration margin = Duration.ZERO;

    /** The time of the answer before, and the newest record by then. */
    private Instant before;

    private Instant newestBefore;
    /** By how much this answer's new records are off; null when none fits all, or there are none. */
    private Duration off;

    private boolean isOff;
    private Duration offBefore;
    private int answersOff;
    private volatile boolean zoneIsWrong;

    /**
     * @param trial null when records do not show their time: then nothing is watched
     * @param overlap of two windows
     * @param hasEnd whether the run ends, for which a server in UTC is reckoned with, since more would keep it waiting for long
     * @param now the offset of the zone is looked up for
     */
    StampWatch(BoundsTrial<Object> trial, Duration overlap, boolean hasEnd, Instant now) {
        this.trial = trial;
        this.overlap = overlap;
        this.agreed = trial == null;
        Duration offset = trial == null
                ? Duration.ZERO
                : Duration.ofSeconds(trial.stampZone().getRules().getOffset(now).getTotalSeconds());
        this.distrustOfUtc = longer(LEAST_DISTRUST, offset.abs().plusHours(1));
        this.distrustOfAll = longer(LEAST_DISTRUST, offset.plus(WESTERNMOST).plusHours(1));
        this.distrust = hasEnd ? distrustOfUtc : distrustOfAll;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    /** Whether a position may be too late although nothing shows that, since windows are so short that it goes on with them. */
    synchronized boolean isUnproven(Instant position, Instant clock, Duration windowSize) {
        return !agreed
                && position.isAfter(clock.minus(distrustOfUtc))
                && windowSize.multipliedBy(MOST_WINDOWS).compareTo(distrustOfUtc) < 0;
    }

    /** Whether records of before the end of a run may still come, where the server is in another zone. */
    synchronized boolean isEndUnproven(Instant end, Instant clock) {
        return !agreed && end.isAfter(clock.minus(distrustOfAll));
    }

    /**
     * Up to when history is over for sure: closed windows end before it. What is behind it is read in windows too where the
     * server manages no more at once, but the position does not follow; so there are not too many of them.
     */
    synchronized Instant historyEnds(Instant clock, Duration windowSize) {
        if (agreed) {
            return clock.minus(margin);
        }
        Duration most = windowSize.compareTo(distrust) < 0 ? windowSize.multipliedBy(MOST_WINDOWS) : distrust;
        return clock.minus(most.compareTo(distrust) < 0 ? most : distrust);
    }

    /** Whether a record was seen that changed when the server's clock says it did. */
    synchronized boolean isAgreed() {
        return agreed;
    }

    /**
     * An answer begins.
     *
     * @param isBelieved whether the time is one that records can be compared with
     * @param clockSteps how often the server's clock was set before
     * @param isLiveEnd whether its records may have changed just now
     */
    synchronized void answerOf(Instant serverTime, boolean isBelieved, int clockSteps, boolean isLiveEnd) {
        compareAnswers();
        if (clockSteps != steps) {
            steps = clockSteps;
            agreed = trial == null;
            margin = Duration.ZERO;
        }
        before = now;
        newestBefore = newest;
        now = serverTime;
        isLive = isLiveEnd;
        isComparable = isBelieved;
        off = null;
        isOff = false;
    }

    private void compareAnswers() {
        if (agreed || !isOff) {
            return;
        }
        answersOff = off != null && off.equals(offBefore) ? answersOff + 1 : 1;
        offBefore = off;
        if (off != null && off.abs().compareTo(LEAST_ZONE) >= 0 && answersOff >= ENOUGH && !zoneIsWrong) {
            zoneIsWrong = true;
            ZoneOffset fits = ZoneOffset.ofTotalSeconds((int)
                    off.plusSeconds(trial.stampZone().getRules().getOffset(now).getTotalSeconds())
                            .toSeconds());
            LOG.warn(
                    "The times of records that have just changed are all {} from the server's clock, read in timeZone={}; they fit"
                            + " {}. Set timeZone to the zone that the server writes times in. Nothing is lost meanwhile, but"
                            + " records are read again",
                    off,
                    trial.stampZone(),
                    fits.equals(ZoneOffset.UTC) ? "UTC" : fits);
        }
    }

    /** Whether records' times are off by the same whole quarters of hours. */
    boolean isZoneWrong() {
        return zoneIsWrong;
    }

    /** A record that changed since the answer before: between that and this one, if it shows at once. */
    private void sawNew(Instant stamp) {
        Duration least = Duration.between(now, stamp).minus(LATE);
        Duration most = Duration.between(before, stamp).plus(LATE);
        long quarters = Math.floorDiv(most.toSeconds(), QUARTER.toSeconds());
        Duration fits = QUARTER.multipliedBy(quarters);
        boolean isOne = fits.compareTo(least) >= 0 && fits.minus(QUARTER).compareTo(least) < 0;
        Duration one = isOne && !fits.isZero() ? fits : null;
        off = !isOff || one != null && one.equals(off) ? one : null;
        isOff = true;
    }

    /** A record came. */
    synchronized void saw(Object record) {
        if (agreed && margin.isZero()) {
            return;
        }
        Instant stamp = trial.stamp(record);
        if (stamp != null) {
            if (isComparable
                    && isNear(stamp)
                    && Duration.between(stamp, now).abs().compareTo(AGREES) <= 0) {
                agrees(stamp);
            } else if (isComparable
                    && isLive
                    && newestBefore != null
                    && before != Instant.MAX
                    && stamp.isAfter(newestBefore)) {
                sawNew(stamp);
            }
            newest = newest == null || stamp.isAfter(newest) ? stamp : newest;
        }
    }

    /** Of most records it is enough to look at the seconds. */
    private boolean isNear(Instant stamp) {
        return Math.abs(stamp.getEpochSecond() - now.getEpochSecond()) <= AGREES.toSeconds() + 1;
    }

    /** So much the position stays behind what was read up to the server's time. */
    synchronized Duration margin() {
        return agreed ? margin : Duration.ZERO;
    }

    private void agrees(Instant stamp) {
        Duration behind = Duration.between(stamp, now).minus(overlap);
        Duration ahead = behind.isNegative() ? Duration.ZERO : behind;
        margin = agreed && margin.compareTo(ahead) < 0 ? margin : ahead;
        agreed = true;
        zoneIsWrong = false;
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
