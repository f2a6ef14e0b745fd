package io.github.camelherobase.poll;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.camelherobase.api.HerobaseClock;
import io.github.camelherobase.api.HerobaseClock.Cancellable;
import io.github.camelherobase.api.HerobaseException;
import io.github.camelherobase.api.HerobaseQuotaExceededException;
import io.github.camelherobase.api.HerobaseServerException;
import io.github.camelherobase.api.RecordStream;
import io.github.camelherobase.cursor.Cursor;
import io.github.camelherobase.cursor.PositionTakenException;
import io.github.camelherobase.cursor.RecentRecords;
import io.github.camelherobase.cursor.TimeWindow;
import io.github.camelherobase.cursor.WindowPlan;
import io.github.camelherobase.export.FilterWarning;
import io.github.camelherobase.export.RecordBodies;
import io.github.camelherobase.poll.PollState.Cause;
import io.github.camelherobase.poll.PollState.Failed;
import io.github.camelherobase.poll.PollState.Finished;
import io.github.camelherobase.poll.PollState.Held;
import io.github.camelherobase.poll.PollState.Limited;
import io.github.camelherobase.poll.PollState.Paused;
import io.github.camelherobase.poll.PollState.Ready;
import io.github.camelherobase.poll.PollState.Stuck;
import io.github.camelherobase.poll.WindowRead.FailedRecord;
import io.github.camelherobase.request.BoundsTrial;
import io.github.camelherobase.request.Export;
import io.github.camelherobase.request.Feed;
import io.github.camelherobase.request.RecordCheck;
import io.github.camelherobase.request.RetrySmaller;
import io.github.camelherobase.stream.MappedRecordStream;
import io.github.camelherobase.stream.ReadAhead;

/**
 * Reads a feed window by window. The position moves when every exchange of a window is done, never before, so that every
 * record's last state is delivered at least once.
 */
public final class PollLoop {

    private static final Logger LOG = LoggerFactory.getLogger(PollLoop.class);
    private static final long CHECK_MILLIS = 200;
    /** What is kept with the position of the size of windows. */
    private static final String SLICE = "slice";
    /** Up to where what was delivered is delivered again, since an operator set the position back. */
    private static final String AGAIN = "again";

    private final PolledRoute route;
    private final Polling polling;
    private final HerobaseClock clock;
    private final Function<Object, Object> bodies;
    /** What the reading thread does with a record when it would wait for the route otherwise. */
    private final Consumer<ReadRecord> ahead;

    private final AtomicReference<Instant> rewindTo = new AtomicReference<>();

    private Instant until;
    private WindowPlan plan;
    private Feed<Object> feed;
    private FilterWarning filterWarning;
    private RecentRecords recent;
    private Cursor cursor;
    private PollForecast forecast;
    /** Null when nothing shows how bounds are read. */
    private BoundsTrial<Object> trial;

    private BoundsCheck bounds;
    private ServerTime serverTime;
    private StampWatch stamps;
    private volatile WindowRead reading;
    /** Where the next window of this poll begins; null when it has read all there is. */
    private Instant readUpTo;
    /** Where the position goes when the live end is read in several windows: as far as the first of them allows. */
    private Instant settledUpTo;
    /** Where the position goes when a run is read on beyond its end, for what the server reads too early. */
    private Instant endSettled;
    /** Before it, what was delivered is delivered again; null when nothing is. */
    private Instant again;
    /** Whether the server was asked, and its answer read to the end. */
    private boolean asked;
    /** Whether that was said. */
    private boolean isEndWaitedFor;

    /** Changed by the thread that polls, and by an operator's. */
    private final AtomicReference<PollState> state = new AtomicReference<>(new Ready());

    private volatile RecordStream<?> live;
    private volatile Cancellable overdueCheck = () -> {};

    public PollLoop(PolledRoute route, Polling polling, HerobaseClock clock, RecordBodies bodies) {
        this.route = route;
        this.polling = polling;
        this.clock = clock;
        this.bodies = bodies.each();
        this.ahead = bodies.areMadeAhead() ? record -> record.makeBody(this.bodies) : record -> {};
    }

    /**
     * Before {@link #start}: says how far the run goes.
     *
     * @param moment for which times such as today are resolved
     */
    public void plan(Instant moment) {
        until = polling.until() == null ? null : polling.until().at(moment);
        plan = new WindowPlan(polling.windowSize(), polling.readAgain(), until);
    }

    /** What was under way before may have come to nothing, so nothing counts as handed over. */
    public void start(Feed<Object> newFeed, Cursor newCursor, PollForecast newForecast) {
        feed = newFeed;
        cursor = newCursor;
        String slice = cursor.learned().get(SLICE);
        if (slice != null) {
            plan.restore(slice);
        }
        String upTo = cursor.learned().get(AGAIN);
        again = upTo == null ? null : Instant.parse(upTo);
        feed.restore(cursor.learned());
        forecast = newForecast;
        filterWarning = new FilterWarning(feed.service());
        serverTime = new ServerTime(feed.service(), polling.overlap());
        trial = trial(feed);
        stamps = new StampWatch(
                trial == null || !trial.isTimeOfChange() ? null : trial, polling.overlap(), until != null, clock.now());
        bounds = new BoundsCheck(feed, trial, clock, this::await, plan, serverTime, stamps);
        reading = null;
        overdueCheck.cancel();
        recent = new RecentRecords();
        // A restart is no reason to try a wrong password again at once.
        become(state.get() instanceof Failed failed && failed.cause() == Cause.AUTHENTICATION ? failed : new Ready());
    }

    /** Its records are only given back to it. */
    @SuppressWarnings("unchecked")
    private static BoundsTrial<Object> trial(Feed<Object> feed) {
        return (BoundsTrial<Object>) feed.boundsTrial();
    }

    public WindowPlan plan() {
        return plan;
    }

    /** Ends what the poll thread waits for on the network; the window is read again later. */
    public void letGo() {
        RecordStream<?> stream = live;
        if (stream != null) {
            stream.close();
        }
    }

    /** Whether the next poll may ask the server. */
    public boolean isReadingAllowed() {
        return route.isReadingAllowed() && !(state.get() instanceof Paused);
    }

    /**
     * Reads what there is to read, unless something says not to ask now.
     *
     * @return how many records were handed over
     */
    public int poll() throws Exception {
        try {
            return readOn();
        } catch (PositionTakenException e) {
            // Told once: nothing is asked any more, so there is nothing new to tell.
            if (state.get().failure() == e) {
                return 0;
            }
            become(Failed.after(state.get(), e, Cause.of(e), clock.now(), route.delay()));
            throw e;
        } catch (Exception e) {
            if (state.get().failure() != e) {
                become(Failed.after(state.get(), e, Cause.of(e), clock.now(), route.delay()));
            }
            throw e;
        }
    }

    /** An operator's pause stays. */
    private void become(PollState next) {
        state.updateAndGet(before -> before instanceof Paused ? new Paused(next) : next);
    }

    private int readOn() throws Exception {
        asked = false;
        if (state.get() instanceof Paused || state.get() instanceof Finished || reading != null && !settle()) {
            return 0;
        }
        cursor.checkHeld();
        rewind();
        if (Latest.isUnknown(cursor.learned()) && isReadingAllowed() && !begin()) {
            return 0;
        }
        int delivered = 0;
        readUpTo = cursor.position();
        settledUpTo = null;
        endSettled = null;
        while (readUpTo != null
                && isReadingAllowed()
                && !clock.now().isBefore(state.get().restsUntil())) {
            if (plan.isFinished(cursor.position())) {
                finish();
                return delivered;
            }
            TimeWindow window = plan.next(readUpTo, historyEnds(), clock.now());
            readUpTo = null;
            delivered += read(window);
        }
        return delivered;
    }

    /** False when the consumer stops meanwhile. */
    private boolean begin() throws Exception {
        if (clock.now().isBefore(state.get().restsUntil())) {
            return false;
        }
        try {
            Instant beginning = new Latest(feed, trial, this::await, serverTime, stamps, recent).find(clock.now());
            if (beginning == null) {
                return false;
            }
            cursor.beginAt(beginning, learned());
            return true;
        } catch (HerobaseQuotaExceededException e) {
            limited(e);
            return false;
        }
    }

    /** Whether the last poll asked the server, and read its answer to the end. */
    public boolean hasAsked() {
        return asked;
    }

    private int read(TimeWindow window) throws Exception {
        // What is too much is passed over by the records' time.
        TimeWindow wanted = wanted(window);
        try {
            Export<Object> export = open(wanted);
            return export == null ? 0 : deliver(window, export);
        } catch (HerobaseQuotaExceededException e) {
            limited(e);
            return 0;
        } catch (HerobaseException e) {
            if (!RetrySmaller.isPossible(e) || reading != null) {
                throw e;
            }
            if (!plan.failed(wanted, clock.now())) {
                become(Failed.after(state.get(), e, Cause.SMALLEST_WINDOW, clock.now(), route.delay()));
                throw e;
            }
            if (e instanceof HerobaseServerException server && server.getRetryAt() != null) {
                // It wants to be left alone for a while; then it is asked for less.
                throw e;
            }
            LOG.info("{} failed at {}, and is asked for less: {}", feed.service(), window, e.getMessage());
            readUpTo = window.from();
            return 0;
        }
    }

    private TimeWindow wanted(TimeWindow window) {
        if (trial == null) {
            return window;
        }
        TimeWindow asked = plan.asked(window, clock.now());
        return bounds.isUnknown() || bounds.isOfAllZones() ? plan.askedInAnyZone(asked, clock.now()) : asked;
    }

    private int deliver(TimeWindow window, Export<Object> export) throws Exception {
        become(ready());
        route.answered();
        forecast.compareWithLimit();
        Instant sentAt = serverTime.of(export);
        stamps.answerOf(sentAt, serverTime.isBelieved(), serverTime.steps(), window.isOpen());
        WindowRead read = new WindowRead(window, until != null, sentAt, polling.maxInFlight());
        reading = read;
        overdueCheck = clock.callAt(clock.now().plus(polling.maxExchangeTime()), () -> checkOverdue(read));
        int delivered;
        try (RecordStream<ReadRecord> records = readAhead(export.records(), read)) {
            live = records;
            delivered = new WindowDelivery(
                            this::isReadingAllowed,
                            route,
                            feed,
                            polling,
                            clock,
                            bodies,
                            recent,
                            isReadAgain(window.from()) ? DeliveredRecords.NOT_KEPT : polling.delivered(),
                            filterWarning,
                            read)
                    .deliver(records);
        } catch (HerobaseException | IllegalStateException e) {
            settle();
            if (isReadingAllowed()) {
                throw e;
            }
            // Stopped in the middle: the stream was closed under us.
            asked = false;
            return 0;
        } finally {
            live = null;
        }
        asked = read.isComplete();
        settle();
        return delivered;
    }

    private RecordStream<ReadRecord> readAhead(RecordStream<Object> records, WindowRead read) {
        RecordCheck<Object> check = feed.check(new TimeWindow(read.window().from(), until));
        return ReadAhead.of(
                new MappedRecordStream<>(records, record -> {
                    read.shows(record);
                    if (trial != null && trial.isOfFeed()) {
                        stamps.saw(record);
                    }
                    return ReadRecord.of(record, feed, check);
                }),
                ReadRecord::size,
                ahead,
                route::newReader);
    }

    /** Null when the consumer stops meanwhile. */
    private Export<Object> open(TimeWindow window) throws Exception {
        Export<Object> export = await(request(window));
        if (export == null) {
            return null;
        }
        try {
            // Not before HeroBase has let this node read: another may read well meanwhile.
            cursor.take();
        } catch (RuntimeException e) {
            export.records().close();
            throw e;
        }
        return export;
    }

    /** Null when the consumer stops meanwhile. */
    private Export<Object> await(CompletionStage<Export<Object>> stage) throws Exception {
        CompletableFuture<Export<Object>> request = stage.toCompletableFuture();
        while (true) {
            try {
                return request.get(CHECK_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                if (!isReadingAllowed()) {
                    request.thenAccept(late -> late.records().close());
                    return null;
                }
            } catch (ExecutionException e) {
                if (!isReadingAllowed()) {
                    return null;
                }
                throw e.getCause() instanceof Exception cause ? cause : e;
            }
        }
    }

    private CompletionStage<Export<Object>> request(TimeWindow window) {
        if (forecast.isTold()) {
            return feed.open(window);
        }
        return feed.prepare(window).thenCompose(prepared -> {
            forecast.tellWindows(window.from(), clock.now());
            return feed.open(window);
        });
    }

    private void limited(HerobaseQuotaExceededException refusal) throws HerobaseQuotaExceededException {
        if (!polling.waitsForQuota()) {
            throw refusal;
        }
        Instant reset = refusal.getResetsAt() == null ? clock.now().plus(route.delay()) : refusal.getResetsAt();
        if (!(state.get() instanceof Limited before && before.restsUntil().equals(reset))) {
            LOG.info("{} waits for quota until {}: {}", feed.service(), reset, refusal.getMessage());
        }
        become(new Limited(Cause.of(refusal), reset, state.get().held()));
    }

    /** The server has answered; a record may still hold the position. */
    private PollState ready() {
        Held held = state.get().held();
        return held == null ? new Ready() : held;
    }

    /** Whether all exchanges of the window that was read are done, and it was dealt with. */
    private boolean settle() throws Exception {
        WindowRead read = reading;
        long waited = 0;
        while (!read.awaitAll(CHECK_MILLIS)) {
            waited += CHECK_MILLIS;
            if (!route.isRunAllowed() || waited >= polling.responseTimeout()) {
                return false;
            }
        }
        reading = null;
        overdueCheck.cancel();
        FailedRecord first = read.failed().peek();
        if (first != null) {
            hold(read, first);
        } else if (read.isComplete()) {
            become(new Ready());
            moveOn(read);
        }
        return true;
    }

    /** On the clock's thread: the one that polls may be in the route. */
    private void checkOverdue(WindowRead read) {
        if (read != reading) {
            return;
        }
        DeliveryCallback oldest = read.oldest();
        Instant now = clock.now();
        Instant due = (oldest == null ? now : oldest.since()).plus(polling.maxExchangeTime());
        if (due.isAfter(now)) {
            overdueCheck = clock.callAt(due, () -> checkOverdue(read));
            return;
        }
        LOG.warn(
                "{} stays at {}: the exchange of record {} is under way since {}, longer than maxExchangeTime={}; {}"
                        + " exchanges are under way. The position waits for it: look where the route waits, for example"
                        + " for a seda consumer that is stopped",
                feed.service(),
                cursor.position(),
                oldest.key(),
                oldest.since(),
                polling.maxExchangeTime(),
                read.underWay());
    }

    /** Null when every exchange that is under way is in time. */
    private Stuck stuck() {
        WindowRead read = reading;
        DeliveryCallback oldest = read == null ? null : read.oldest();
        return oldest == null || oldest.since().plus(polling.maxExchangeTime()).isAfter(clock.now())
                ? null
                : new Stuck(oldest.key(), oldest.since(), read.underWay());
    }

    private void hold(WindowRead read, FailedRecord first) {
        read.failed().forEach(failure -> recent.forget(failure.key()));
        Held held = Held.after(state.get().held(), first.key(), clock.now(), route.delay());
        become(held);
        LOG.warn(
                "{} stays at {}: record {} and {} others failed in the route; the window is read again at {}",
                feed.service(),
                cursor.position(),
                first.key(),
                read.failed().size() - 1,
                held.restsUntil());
    }

    private void moveOn(WindowRead read) throws Exception {
        if (bounds.isDue() && !bounds.check(read.lastShown(), read.hasNews())) {
            return;
        }
        TimeWindow window = read.window();
        Instant ended = historyEnds();
        boolean isPart = plan.isPartOfLiveEnd(window, ended);
        boolean isEndUnsure = trial != null && plan.isToReadBeyond(window, clock.now());
        plan.worked(window, clock.now(), read.records());
        boolean isLive = plan.isAtLiveEnd(window, ended);
        TimeWindow trusted = isLive ? new TimeWindow(window.from(), null) : window;
        // What the server's clock is ahead of the records' must have passed before a run's end is reached.
        Instant sentAt = isLive && !isPart ? read.sentAt().minus(stamps.margin()) : read.sentAt();
        Instant after = plan.after(window, sentAt);
        Instant settled = read.upTo(bounds.isOfAllZones() ? after : stamps.limited(trusted, after));
        boolean isHistory = settledUpTo == null && settled.equals(window.to());
        if (isLive && !isPart && !stamps.isAgreed() && !isEndWaitedFor) {
            isEndWaitedFor = true;
            LOG.info(
                    "{}: the run's end {} is not reached yet: no record was seen whose time agrees with the server's clock, so"
                            + " changes before the end may still come. It ends three hours after it, or with such a record",
                    feed.service(),
                    until);
        }
        if (!isHistory && (settledUpTo == null || settled.isBefore(settledUpTo))) {
            settledUpTo = settled;
        }
        Instant next = isHistory ? settled : settledUpTo.minus(stamps.margin());
        next = endSettled == null ? next : endSettled;
        if (isEndUnsure && plan.isFinished(next)) {
            endSettled = next;
            readUpTo = window.to();
            return;
        }
        if (!isReadAgain(next)) {
            again = null;
        }
        cursor.moveTo(next, learned());
        // History goes on at once; a position that did not reach the window's end must wait for the server's time.
        readUpTo = isHistory || isPart ? window.to() : null;
        if (isHistory) {
            forecast.windowRead(next, clock.now());
        }
        if (isHistory || readUpTo == null) {
            recent.windowDone();
        }
    }

    private Instant historyEnds() {
        return stamps.historyEnds(clock.now(), plan.size());
    }

    private Map<String, String> learned() {
        Map<String, String> learned = new TreeMap<>(feed.learned());
        plan.learned().ifPresent(size -> learned.put(SLICE, size));
        if (again != null) {
            learned.put(AGAIN, again.toString());
        }
        return learned;
    }

    private boolean isReadAgain(Instant from) {
        return again != null && from.isBefore(again);
    }

    private void rewind() {
        Instant to = rewindTo.getAndSet(null);
        if (to != null) {
            again = isReadAgain(cursor.position()) ? again : cursor.position();
            cursor.rewind(to, learned());
            // What was handed over is asked for again.
            recent = new RecentRecords();
            become(new Ready());
        }
    }

    /** A bounded run has come to its end: so has its route. */
    private void finish() throws Exception {
        if (stamps.isEndUnproven(until, clock.now()) && !bounds.isClockShown()) {
            LOG.warn(
                    "{} has delivered what it found before {}; its route stops. No record was seen whose time agrees with the"
                            + " server's clock: if that is more than three hours behind the one of timeZone, changes before the"
                            + " end came later. Then correct timeZone and run it again",
                    feed.service(),
                    until);
            become(new Finished(Cause.TIME_ZONE_UNPROVEN));
        } else {
            LOG.info("{} has delivered everything before {}; its route stops", feed.service(), until);
            become(new Finished(Cause.UNTIL));
        }
        route.finished();
    }

    /** How the consumer stands. */
    public PollState state() {
        PollState now = state.get();
        Stuck stuck = now instanceof Paused ? null : stuck();
        if (stuck != null) {
            return stuck;
        }
        Failed unproven = now instanceof Ready && bounds != null ? unproven() : null;
        if (unproven != null) {
            return unproven;
        }
        if (now instanceof Ready && serverTime != null) {
            return stamps.isZoneWrong() ? new Ready(Cause.TIME_ZONE) : new Ready(serverTime.cause());
        }
        // Nothing changes until the next poll, but the quota allows requests again.
        return now instanceof Limited limited && limited.restsUntil().isBefore(clock.now()) ? ready() : now;
    }

    /** The next poll asks all the same. Null when nothing may be missing. */
    private Failed unproven() {
        if (bounds.unproven() != null) {
            return new Failed(bounds.unproven(), Cause.BOUNDS_UNPROVEN, 1, Instant.MIN, null);
        }
        if (!stamps.isUnproven(cursor.position(), clock.now(), plan.size())) {
            return null;
        }
        UnprovenException why = new UnprovenException(
                feed.service() + " manages windows of " + plan.size()
                        + " only, and has shown no record whose time agrees with"
                        + " its clock. So it cannot be told whether it is in the zone timeZone=" + trial.stampZone()
                        + "; in UTC, changes would be passed. This ends with the first record that has just changed; if none"
                        + " comes though leads change, correct timeZone, and set the position back to "
                        + cursor.position(),
                feed.service());
        return new Failed(why, Cause.TIME_ZONE_UNPROVEN, 1, Instant.MIN, null);
    }

    /** Where the next window begins; null before the first start. */
    public Instant position() {
        return cursor == null ? null : cursor.position();
    }

    /** Exchanges of the current window that are not done yet. */
    public int underWay() {
        WindowRead read = reading;
        return read == null ? 0 : read.underWay();
    }

    /** Begins again there at the next poll. */
    public void rewindTo(Instant time) {
        rewindTo.set(time);
    }

    public void pause() {
        LOG.warn("{} is paused by an operator at {}", feed.service(), position());
        state.updateAndGet(before -> before instanceof Paused ? before : new Paused(before));
        letGo();
    }

    public void unpause() {
        LOG.warn("{} goes on at {}, by an operator", feed.service(), position());
        state.updateAndGet(now -> now instanceof Paused paused ? paused.before() : now);
    }
}
