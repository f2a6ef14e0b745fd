package io.github.camelherobase.poll;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.camelherobase.api.HerobaseAccessDeniedException;
import io.github.camelherobase.api.HerobaseClock;
import io.github.camelherobase.api.HerobaseException;
import io.github.camelherobase.api.HerobaseNotFoundException;
import io.github.camelherobase.api.RecordStream;
import io.github.camelherobase.cursor.TimeWindow;
import io.github.camelherobase.cursor.WindowPlan;
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

    /** A record so new shows whether its time agrees with the clock. */
    private static final Duration JUST_NOW = Duration.ofMinutes(6);

    private static final List<Duration> LOOKS_BACK = List.of(Duration.ofDays(1), Duration.ofDays(30));

    /** A call centre's hours, in which records are likely to be found. */
    private static final LocalTime BUSY_FROM = LocalTime.of(10, 0);

    private static final Duration BUSY = Duration.ofHours(6);

    private final Feed<Object> feed;
    private final BoundsTrial<Object> trial;
    private final HerobaseClock clock;
    private final Requests requests;
    private final WindowPlan plan;
    private final ServerTime serverTime;
    private final StampWatch stamps;

    private Instant dueAt = Instant.MIN;
    /** Whether the server's service of records that show a time was refused to us. */
    private boolean isRefused;
    /** Whether the last check of records of another service was one for their times only. */
    private boolean wasOfTimes;
    /** Whether windows begin a day earlier, as no record agrees with the server's clock yet. */
    private boolean isWider;
    /** Whether the feed's own records are asked for because of their times. */
    private boolean isOfTimes;
    /** What may be missing without showing; null: nothing. */
    private volatile UnprovenException unproven;

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

    /**
     * @param trial null when the feed's bounds cannot be checked
     * @param plan knows which windows the server manages
     * @param stamps is shown the records of a trial that are not the feed's own
     */
    BoundsCheck(
            Feed<Object> feed,
            BoundsTrial<Object> trial,
            HerobaseClock clock,
            Requests requests,
            WindowPlan plan,
            ServerTime serverTime,
            StampWatch stamps) {
        this.feed = feed;
        this.trial = trial;
        this.clock = clock;
        this.requests = requests;
        this.plan = plan;
        this.serverTime = serverTime;
        this.stamps = stamps;
    }

    /** Whether it is time to check, and the feed can be checked. */
    boolean isDue() {
        return trial != null && !clock.now().isBefore(dueAt);
    }

    /** Why records may be missing that would not show; null when they are not. The position moves all the same. */
    UnprovenException unproven() {
        return unproven;
    }

    /**
     * Whether nothing shows yet how the server reads bounds. Where it reads them later than they are meant, no record would
     * ever show that: so windows must begin a day earlier until one comes.
     */
    boolean isUnknown() {
        return unknown;
    }

    /**
     * Whether windows begin a day earlier, in whatever zone the server is, and the position need not wait for what records
     * show: where the feed's show no time, until one of another service agrees with the server's clock.
     */
    boolean isOfAllZones() {
        return isWider && !stamps.isAgreed();
    }

    /** @return whether the position may move: not before the window was read again from a day earlier */
    private boolean readFromEarlier() {
        boolean isNew = !isWider;
        isWider = true;
        return !isNew;
    }

    /**
     * Checks, with a record of the window that was just read, or with an older one.
     *
     * @param shown the last record of the window; null when there was none
     * @param isNews whether the window brought a record that had not come before
     * @return whether the position may move: false when the consumer stops, or the window is to be read again, since from
     *     now on more is asked for
     * @throws BoundsMisreadException when records are missing; the check is due again after {@link #EVERY}
     */
    boolean check(Object shown, boolean isNews) throws Exception {
        made = 0;
        try {
            return trial.isOfFeed() ? findOut(shown) : findOutElsewhere(isNews);
        } catch (StoppedException e) {
            return false;
        } catch (HerobaseAccessDeniedException | HerobaseNotFoundException e) {
            if (trial.isOfFeed()) {
                throw e;
            }
            return refused(e);
        } catch (HerobaseException e) {
            if (e instanceof BoundsMisreadException || !RetrySmaller.isPossible(e)) {
                throw e;
            }
            // So much at once is more than the server manages, which says nothing of bounds.
            dueAt = clock.now().plus(AGAIN);
            unknown |= shown == null;
            LOG.info("{}: how bounds are read is not checked now: {}", feed.service(), e.getMessage());
            return trial.isOfFeed() || readFromEarlier();
        }
    }

    private boolean refused(HerobaseException e) {
        dueAt = clock.now().plus(EVERY);
        if (!isRefused) {
            isRefused = true;
            LOG.warn(
                    "{}: its records show no time, and those that do are refused, so how the server reads bounds is not"
                            + " checked. Each window is asked for from a day before it, and what was delivered is passed over:"
                            + " {}",
                    feed.service(),
                    e.getMessage());
        }
        return readFromEarlier();
    }

    /** By the records of another service: their times have to be looked at here, for the feed's do not show them. */
    private boolean findOutElsewhere(boolean isNews) throws Exception {
        boolean isFirst = allowed == REQUESTS_AT_START;
        if (!stamps.isAgreed() && isNews && (isFirst || !wasOfTimes)) {
            wasOfTimes = true;
            if (hasJustChanged()) {
                passed();
                return true;
            }
            if (!isFirst) {
                dueAt = clock.now().plus(EVERY.dividedBy(2));
                return readFromEarlier();
            }
        }
        wasOfTimes = false;
        looksBack |= isNews;
        findOut(null);
        if (stamps.isAgreed()) {
            dueAt = clock.now().plus(EVERY);
            return true;
        }
        // While there is nothing to see it costs nothing to look again.
        dueAt = isNews || !unknown ? clock.now().plus(EVERY.dividedBy(2)) : dueAt;
        return readFromEarlier();
    }

    /** Whether a record agrees with the server's clock; at the end of a run, by one request. */
    boolean isClockShown() throws Exception {
        isOfTimes = true;
        try {
            return stamps.isAgreed() || hasJustChanged();
        } catch (HerobaseException | StoppedException e) {
            return false;
        } finally {
            isOfTimes = false;
        }
    }

    /** Whether a record shows that it changed just now, by the server's clock: then bounds and times are as they are meant. */
    private boolean hasJustChanged() throws Exception {
        try (RecordStream<Object> records =
                open(new TimeWindow(clock.now().minus(JUST_NOW), null), trial.boundsZone(), null)) {
            while (records.hasNext() && !stamps.isAgreed()) {
                stamps.saw(records.next());
            }
            return stamps.isAgreed();
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
            return nothingFound();
        }
        if (comes(sample, sample.stamp().minus(BEFORE_RECORD), trial.boundsZone())) {
            passed();
            return true;
        }
        if (trial.isEndRelative() && comesFarBehind(sample)) {
            return false;
        }
        if (!inWiderAnswer
                && !comes(sample, sample.stamp().minus(BEFORE_RECORD).minus(managed(ALL_ZONES)), trial.boundsZone())) {
            LOG.info(
                    "{}: the record {} is no longer among those asked for: how bounds are read is checked at the next poll",
                    feed.service(),
                    sample.key());
            dueAt = trial.isEndRelative() ? clock.now().plus(EVERY) : dueAt;
            return true;
        }
        throw misread(sample);
    }

    private boolean nothingFound() {
        // At the next record, which costs one request, and tomorrow with looks back.
        boolean isNews = looksBack;
        looksBack = false;
        boolean isToReadAgain = isNews && !unknown;
        unknown = true;
        if (trial.isEndRelative() && managed(ALL_ZONES).compareTo(ALL_ZONES) < 0) {
            cannotBeProven();
            return true;
        }
        if (isNews) {
            LOG.info(
                    "{}: there is no record yet that shows how the server reads bounds: not checked. Until there is one,"
                            + " each window is asked for from a day before it",
                    feed.service());
        }
        return !isToReadAgain;
    }

    /** A server that rounds beginnings down to days, and manages parts of a day only, never shows what is later on a day. */
    private void cannotBeProven() {
        if (unproven == null) {
            unproven = new UnprovenException(
                    feed.service() + " has shown no record since " + clock.now()
                            + ", nor any in the working hours of the last"
                            + " days, and does not manage windows of more than " + managed(ALL_ZONES)
                            + ": a server that reads the beginning of a window earlier than it is written, or rounds it down"
                            + " to a day, would show none. This ends with the first record. Where there are records, ask the"
                            + " vendor how beginnings are read, and then set the position back to that time",
                    feed.service());
            LOG.warn(unproven.getMessage());
        }
    }

    /** Whether a record comes when it is asked for by a window that ends much later. */
    private boolean comesFarBehind(Sample sample) throws Exception {
        Duration reach = managed(ALL_ZONES);
        if (reach.compareTo(BEHIND_RECORD) <= 0 || !comes(sample, around(sample, reach), trial.boundsZone())) {
            return false;
        }
        LOG.warn(
                "{} returns the record {} of {} only when it is asked for {} beyond it: the time that windows begin at is"
                        + " read earlier than it is written in {}, or rounded down. From now on so much more is asked for;"
                        + " what was delivered before is passed over",
                feed.service(),
                sample.key(),
                sample.stamp(),
                reach,
                trial.boundsZone());
        trial.readsEarlier(reach);
        passed();
        return true;
    }

    /** As much of a time as the server manages at once, with some minutes besides. */
    private Duration managed(Duration wanted) {
        return plan.managed(wanted.plus(BEFORE_RECORD).plus(BEHIND_RECORD))
                .minus(BEFORE_RECORD)
                .minus(BEHIND_RECORD);
    }

    private void passed() {
        dueAt = clock.now().plus(EVERY);
        allowed = REQUESTS_A_DAY;
        looksBack = true;
        unknown = false;
        unproven = null;
    }

    private BoundsMisreadException misread(Sample sample) throws Exception {
        String remedy =
                "none of the zones tried fits, so bounds are read later than they are written: ask the vendor how";
        if (made >= allowed) {
            remedy = "which zone fits was not tried today: the next start tells it";
        }
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
                if (trial.isEndRelative() && !manages(back.plus(ALL_ZONES))) {
                    return busyHours();
                }
                try {
                    Sample sample = first(new TimeWindow(clock.now().minus(back), null));
                    if (sample != null) {
                        return sample;
                    }
                } catch (HerobaseException e) {
                    if (!trial.isEndRelative() || !RetrySmaller.isPossible(e)) {
                        throw e;
                    }
                    plan.doesNotManage(back.plus(ALL_ZONES));
                    return busyHours();
                }
            }
        }
        return null;
    }

    /** Where the server manages no more: parts of the last days on which people work. */
    private Sample busyHours() throws Exception {
        LocalDate day = clock.now().atZone(trial.stampZone()).toLocalDate();
        while (made < allowed - 2) {
            Instant from = day.atTime(BUSY_FROM).atZone(trial.stampZone()).toInstant();
            boolean isWeekend = day.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) > 0;
            day = day.minusDays(1);
            if (!isWeekend && from.plus(BEHIND_RECORD).isBefore(clock.now())) {
                Sample sample = first(new TimeWindow(from, from.plus(managed(BUSY))));
                if (sample != null) {
                    return sample;
                }
            }
        }
        return null;
    }

    /** Null when there is none. */
    private Sample first(TimeWindow window) throws Exception {
        try (RecordStream<Object> records = open(window, trial.boundsZone(), null)) {
            if (!records.hasNext()) {
                return null;
            }
            Object record = records.next();
            if (!trial.isOfFeed()) {
                stamps.saw(record);
            }
            return sample(record);
        }
    }

    private boolean manages(Duration length) {
        return plan.managed(length).equals(length);
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
                if (sample.key().equals(trial.key(records.next()))) {
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
        if (!trial.isOfFeed() || isOfTimes) {
            stamps.answerOf(serverTime.of(export), serverTime.isBelieved(), serverTime.steps(), false);
        }
        return export.records();
    }

    private Sample sample(Object record) {
        Instant stamp = trial.stamp(record);
        return stamp == null ? null : new Sample(record, trial.key(record), stamp);
    }
}
