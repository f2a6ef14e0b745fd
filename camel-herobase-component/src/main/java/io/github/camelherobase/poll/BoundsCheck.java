package io.github.camelherobase.poll;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.camelherobase.api.HerobaseClock;
import io.github.camelherobase.api.HerobaseException;
import io.github.camelherobase.api.RecordStream;
import io.github.camelherobase.cursor.TimeWindow;
import io.github.camelherobase.request.BoundsTrial;
import io.github.camelherobase.request.Export;
import io.github.camelherobase.request.Feed;
import io.github.camelherobase.request.RetrySmaller;

/**
 * Finds out whether the server reads bounds as they are meant: a record that it has shown must come again when it is asked
 * for from shortly before the record's own time. Done once the first window was read, before the position moves, and once a
 * day. A server that reads bounds earlier than they are meant returns too much, which does no harm, unless a window's end
 * moves with its beginning: then more is asked for.
 */
final class BoundsCheck {

    /** Requests that a check makes at most, the first and each later one. */
    static final int REQUESTS_AT_START = 5;

    static final int REQUESTS_A_DAY = 3;

    /** Until a check that found bounds misread is made again: nothing but a restart mends it. */
    static final Duration EVERY = Duration.ofDays(1);

    /** Until a check that the server did not answer is made again. */
    private static final Duration AGAIN = Duration.ofHours(1);

    private static final Logger LOG = LoggerFactory.getLogger(BoundsCheck.class);

    private static final Duration BEFORE_RECORD = Duration.ofMinutes(5);
    private static final Duration BEHIND_RECORD = Duration.ofMinutes(5);
    /** The zones of the world are this far apart. */
    private static final Duration ALL_ZONES = Duration.ofHours(26);

    private static final List<Duration> LOOKS_BACK = List.of(Duration.ofDays(1), Duration.ofDays(30));

    private final Feed<Object> feed;
    private final BoundsTrial<Object> trial;
    private final HerobaseClock clock;
    private final Requests requests;

    private Instant dueAt = Instant.MIN;
    private boolean looksBack = true;
    /** Whether records were looked for, and none came that shows how bounds are read. */
    private boolean unknown;

    private int allowed = REQUESTS_AT_START;
    private int made;

    /** Sends a request and waits for its answer. */
    interface Requests {

        /** Null when the consumer stops meanwhile. */
        Export<Object> await(CompletionStage<Export<Object>> request) throws Exception;
    }

    private static final class StoppedException extends Exception {
        private static final long serialVersionUID = 1L;
    }

    /** A record that the server has shown. */
    private record Sample(Object record, String key, Instant stamp) {}

    BoundsCheck(Feed<Object> feed, HerobaseClock clock, Requests requests) {
        this.feed = feed;
        this.trial = feed.boundsTrial();
        this.clock = clock;
        this.requests = requests;
    }

    /** Whether it is time to check, and the feed can be checked. */
    boolean isDue() {
        return trial != null && !clock.now().isBefore(dueAt);
    }

    /**
     * Whether nothing shows yet how the server reads bounds. Where it reads them later than they are meant, no record would
     * ever show that: so windows must begin a day earlier until one comes.
     */
    boolean isUnknown() {
        return unknown;
    }

    /**
     * Checks, with a record of the window that was just read, or with an older one.
     *
     * @param shown the last record of the window; null when there was none
     * @return whether the position may move: false when the consumer stops, or the window is to be read again, since from
     *     now on more is asked for
     * @throws BoundsMisreadException when records are missing; the check is due again after {@link #EVERY}
     */
    boolean check(Object shown) throws Exception {
        made = 0;
        try {
            return findOut(shown);
        } catch (StoppedException e) {
            return false;
        } catch (HerobaseException e) {
            if (e instanceof BoundsMisreadException || !RetrySmaller.isPossible(e)) {
                throw e;
            }
            // So much at once is more than the server manages, which says nothing of bounds.
            dueAt = clock.now().plus(AGAIN);
            unknown |= shown == null;
            LOG.info("{}: how bounds are read is not checked now: {}", feed.service(), e.getMessage());
            return true;
        }
    }

    private boolean findOut(Object shown) throws Exception {
        Sample sample = shown == null ? null : sample(shown);
        boolean inWiderAnswer = false;
        if (sample == null) {
            sample = lookBack();
            inWiderAnswer = true;
        }
        if (sample == null) {
            // At the next record, which costs one request, and tomorrow with looks back.
            boolean isNews = looksBack;
            if (isNews) {
                LOG.info(
                        "{}: there is no record yet that shows how the server reads bounds: not checked. Until there is one,"
                                + " each window is asked for from a day before it",
                        feed.service());
            }
            looksBack = false;
            boolean isToReadAgain = isNews && !unknown;
            unknown = true;
            return !isToReadAgain;
        }
        if (comes(sample, sample.stamp().minus(BEFORE_RECORD), trial.boundsZone())) {
            passed();
            return true;
        }
        if (trial.isEndRelative() && comes(sample, around(sample, ALL_ZONES), trial.boundsZone())) {
            LOG.warn(
                    "{} returns the record {} of {} only when it is asked for a day beyond it: the time that windows begin at is"
                            + " read earlier than it is written in {}, or rounded down. From now on a day more is asked for;"
                            + " what was delivered before is passed over",
                    feed.service(),
                    sample.key(),
                    sample.stamp(),
                    trial.boundsZone());
            trial.readsEarlier();
            passed();
            return false;
        }
        if (!inWiderAnswer
                && !comes(sample, sample.stamp().minus(BEFORE_RECORD).minus(ALL_ZONES), trial.boundsZone())) {
            LOG.info(
                    "{}: the record {} is no longer among those asked for: how bounds are read is checked at the next poll",
                    feed.service(),
                    sample.key());
            dueAt = trial.isEndRelative() ? clock.now().plus(EVERY) : dueAt;
            return true;
        }
        throw misread(sample);
    }

    private void passed() {
        dueAt = clock.now().plus(EVERY);
        allowed = REQUESTS_A_DAY;
        looksBack = true;
        unknown = false;
    }

    private BoundsMisreadException misread(Sample sample) throws Exception {
        String remedy =
                "none of the zones tried fits, so bounds are read later than they are written: ask the vendor how";
        for (ZoneId zone : candidates()) {
            if (made < allowed && comes(sample, sample.stamp().minus(BEFORE_RECORD), zone)) {
                remedy = "bounds written in " + zone + " are read as they are meant: set boundsTimeZone=" + zone;
                break;
            }
        }
        passed();
        return new BoundsMisreadException(
                feed.service() + " does not return the record " + sample.key() + " of " + sample.stamp()
                        + " when it is asked for from " + sample.stamp().minus(BEFORE_RECORD) + " on, written in "
                        + trial.boundsZone() + "; " + remedy
                        + ". The position stays, so that nothing is lost meanwhile",
                feed.service());
    }

    private Set<ZoneId> candidates() {
        Set<ZoneId> zones = new LinkedHashSet<>(List.of(ZoneId.of("UTC"), trial.stampZone()));
        zones.removeIf(zone -> zone.normalized().equals(trial.boundsZone().normalized()));
        zones.removeIf(zone -> trial.boundsZone().normalized().equals(ZoneOffset.UTC)
                && zone.normalized().equals(ZoneOffset.UTC));
        return zones;
    }

    private Sample lookBack() throws Exception {
        if (!looksBack) {
            return null;
        }
        for (Duration back : LOOKS_BACK) {
            if (made < allowed - 2) {
                TimeWindow window = new TimeWindow(clock.now().minus(back), null);
                try (RecordStream<Object> records = open(window, trial.boundsZone(), null)) {
                    if (records.hasNext()) {
                        return sample(records.next());
                    }
                }
            }
        }
        return null;
    }

    private static TimeWindow around(Sample sample, Duration behind) {
        return new TimeWindow(
                sample.stamp().minus(BEFORE_RECORD), sample.stamp().plus(behind));
    }

    private boolean comes(Sample sample, Instant from, ZoneId written) throws Exception {
        return comes(sample, new TimeWindow(from, sample.stamp().plus(BEHIND_RECORD)), written);
    }

    private boolean comes(Sample sample, TimeWindow window, ZoneId written) throws Exception {
        try (RecordStream<Object> records = open(window, written, sample.record())) {
            while (records.hasNext()) {
                if (sample.key().equals(feed.key(records.next()))) {
                    return true;
                }
            }
            return false;
        }
    }

    private RecordStream<Object> open(TimeWindow window, ZoneId written, Object sample) throws Exception {
        made++;
        Export<Object> export = requests.await(trial.open(window, written, sample));
        if (export == null) {
            throw new StoppedException();
        }
        return export.records();
    }

    private Sample sample(Object record) {
        Instant stamp = trial.stamp(record);
        return stamp == null ? null : new Sample(record, feed.key(record), stamp);
    }
}
