package io.github.camelherobase.poll;

import java.time.Duration;
import java.time.Instant;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.camelherobase.poll.PollState.Cause;
import io.github.camelherobase.request.Export;

/**
 * The server's clock as far as its answers can be believed: a time that leaps is not, until the next answer confirms it,
 * and one that stands still is a cache's. Until then the earlier of what is told and what was to be expected counts, since
 * a position that is too early loses nothing.
 */
final class ServerTime {

    private static final Logger LOG = LoggerFactory.getLogger(ServerTime.class);
    private static final Duration SAME = Duration.ofSeconds(2);

    private final String service;
    private final Duration tolerance;

    /** What the server's clock showed, and ours at that moment. */
    private record Reading(Instant server, Instant own) {

        Instant expectedAt(Instant now) {
            return server.plus(Duration.between(own, now));
        }
    }

    /** The last that was believed; null before the first. */
    private Reading believed;
    /** One that leaped; null when the last did not. */
    private Reading doubted;
    /** When the value that the server tells was first told. */
    private Reading firstSeen;
    /** What was believed before that: the value may be a cache's. Null when it was the first. */
    private Reading believedBefore;

    private int steps;

    /** Asked for by other threads. */
    private volatile Cause cause = Cause.NONE;

    /** @param tolerance the overlap of two windows: a smaller error loses nothing */
    ServerTime(String service, Duration tolerance) {
        this.service = service;
        this.tolerance = tolerance.compareTo(SAME) < 0 ? SAME : tolerance;
    }

    /** The server's time when the request of an answer was sent. */
    Instant of(Export<?> answer) {
        if (answer.tellsTime()) {
            return at(answer.sentAt(), answer.ownSentAt());
        }
        missing();
        return believed == null ? answer.ownSentAt() : believed.expectedAt(answer.ownSentAt());
    }

    /**
     * @param told what the answer says of the time when its request was sent
     * @param own what our clock says of it
     */
    private Instant at(Instant told, Instant own) {
        Instant expected = believed == null ? own : believed.expectedAt(own);
        if (standsStill(told, own)) {
            standingStill(told);
            return believedBefore == null ? own : believedBefore.expectedAt(own);
        }
        if (isNear(told, expected)) {
            return believe(told, own);
        }
        if (doubted != null && isNear(told, doubted.expectedAt(own))) {
            if (!hasGoneOn(doubted, told, own)) {
                return told.isBefore(expected) ? told : expected;
            }
            LOG.warn(
                    "{}: a second answer confirms the server's time {}, which is {} from our clock's; one of the two is wrong",
                    service,
                    told,
                    Duration.between(own, told));
            steps++;
            return believe(told, own);
        }
        doubted = new Reading(told, own);
        cause = Cause.DATE_LEAPS;
        LOG.warn(
                "{}: the server's Date leaps to {}, where {} was to be expected; it is not believed until the next answer"
                        + " confirms it",
                service,
                told,
                expected);
        return told.isBefore(expected) ? told : expected;
    }

    /** Whether a time that leaped has gone on since as clocks do: a cache's stands still. */
    private static boolean hasGoneOn(Reading before, Instant told, Instant own) {
        Duration passed = Duration.between(before.own, own);
        return passed.compareTo(SAME) > 0
                && Duration.between(before.server, told).multipliedBy(2).compareTo(passed) > 0;
    }

    /** Whether the time that {@link #of} returned last is the server's, or ours in its place, and not one that is doubted. */
    boolean isBelieved() {
        return cause != Cause.DATE_LEAPS;
    }

    /** How often the server's clock was set: what agreed with it before may not agree now. */
    int steps() {
        return steps;
    }

    /** What is wrong with the server's time, or none. */
    Cause cause() {
        return cause;
    }

    private Instant believe(Instant told, Instant own) {
        believed = new Reading(told, own);
        cause = isNear(told, own) ? Cause.NONE : Cause.CLOCKS_DIFFER;
        doubted = null;
        return told;
    }

    private boolean standsStill(Instant told, Instant own) {
        if (firstSeen == null || !isWithin(SAME, told, firstSeen.server)) {
            firstSeen = new Reading(told, own);
            believedBefore = believed;
            return false;
        }
        return Duration.between(firstSeen.own, own).compareTo(tolerance.plus(SAME)) > 0;
    }

    private void missing() {
        if (cause != Cause.DATE_MISSING) {
            cause = Cause.DATE_MISSING;
            LOG.warn(
                    "{}: the answer has no Date, so our own clock counts in place of the server's; overlap must cover what it"
                            + " is ahead. Let no proxy take the header out",
                    service);
        }
    }

    private void standingStill(Instant told) {
        if (cause != Cause.DATE_STANDS_STILL) {
            cause = Cause.DATE_STANDS_STILL;
            LOG.warn(
                    "{}: the server's Date stands still at {}, as that of a cache does; our own clock counts instead. Let no"
                            + " proxy answer in HeroBase's place",
                    service,
                    told);
        }
    }

    private boolean isNear(Instant one, Instant other) {
        return isWithin(tolerance, one, other);
    }

    private static boolean isWithin(Duration most, Instant one, Instant other) {
        return Duration.between(one, other).abs().compareTo(most) <= 0;
    }
}
