package io.github.camelherobase;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import org.apache.camel.Processor;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedOperation;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.support.ScheduledPollConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.camelherobase.Handover.FailedRecord;
import io.github.camelherobase.api.HerobaseAccessDeniedException;
import io.github.camelherobase.api.HerobaseAuthenticationException;
import io.github.camelherobase.api.HerobaseClock;
import io.github.camelherobase.api.HerobaseException;
import io.github.camelherobase.api.HerobaseQuotaExceededException;
import io.github.camelherobase.api.RecordStream;
import io.github.camelherobase.cursor.Cursor;
import io.github.camelherobase.cursor.RecentRecords;
import io.github.camelherobase.cursor.TimeWindow;
import io.github.camelherobase.cursor.WindowPlan;
import io.github.camelherobase.operation.Export;
import io.github.camelherobase.operation.Feed;
import io.github.camelherobase.operation.RecordCheck;
import io.github.camelherobase.operation.TooLarge;
import io.github.camelherobase.stream.ReadAhead;

/**
 * Reads a feed window by window. The position moves when every exchange of a window is done, never before, so that every
 * record's last state is delivered at least once.
 */
@ManagedResource(description = "Managed HeroBase consumer")
public final class HerobaseConsumer extends ScheduledPollConsumer {

    private static final Logger LOG = LoggerFactory.getLogger(HerobaseConsumer.class);
    private static final long CHECK_MILLIS = 200;
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(15);

    private final Supplier<Feed<?>> feeds;
    private final Polling polling;
    private final HerobaseClock clock;
    private final WindowPlan plan;
    private final RecordBodies bodies;
    private final AtomicReference<Instant> rewindTo = new AtomicReference<>();

    private Feed<Object> feed;
    private FilterWarning filterWarning;
    private RecentRecords recent;
    private Cursor cursor;
    private ConsumerOutlook outlook;
    private WindowRead reading;
    /** Whether the server was asked, and its answer read to the end. */
    private boolean asked;

    private boolean finished;
    private int loginFailures;
    private volatile HeldPosition held;
    private volatile Instant limitedUntil;
    private volatile Exception failure;
    private volatile Instant restUntil = Instant.MIN;
    private volatile boolean paused;
    private volatile RecordStream<?> live;

    /** @param feeds asked at each start, for the connection is the endpoint's and lives only while that is started */
    HerobaseConsumer(
            HerobaseEndpoint endpoint,
            Processor processor,
            Supplier<Feed<?>> feeds,
            Polling polling,
            RecordBodies bodies) {
        super(endpoint, processor);
        this.feeds = feeds;
        this.polling = polling;
        this.clock = endpoint.getComponent().getClock();
        this.plan = new WindowPlan(polling.windowSize(), polling.overlap(), polling.until());
        this.bodies = bodies;
    }

    @Override
    public HerobaseEndpoint getEndpoint() {
        return (HerobaseEndpoint) super.getEndpoint();
    }

    @Override
    protected void doBuild() throws Exception {
        setHealthCheck(new HerobaseConsumerHealthCheck(this));
        super.doBuild();
    }

    @Override
    @SuppressWarnings("unchecked")
    protected void doStart() throws Exception {
        feed = (Feed<Object>) feeds.get();
        filterWarning = new FilterWarning(feed.service());
        // A failed start is stopped, and must not give back the position that it had before.
        cursor = null;
        outlook = new ConsumerOutlook(getEndpoint(), feed, plan, delay());
        // What was under way before may have come to nothing, so nothing counts as handed over.
        reading = null;
        recent = new RecentRecords();
        held = null;
        finished = false;
        if (!(failure instanceof HerobaseAuthenticationException)) {
            restUntil = Instant.MIN;
        }
        failure = null;
        cursor = getEndpoint().getComponent().cursors().open(getEndpoint(), feed, polling);
        outlook.tellStart(cursor);
        super.doStart();
    }

    @Override
    protected void doSuspend() throws Exception {
        letGo();
        super.doSuspend();
    }

    @Override
    protected void doStop() throws Exception {
        letGo();
        super.doStop();
        if (outlook != null) {
            outlook.end();
        }
        if (cursor != null) {
            getEndpoint().getComponent().cursors().close(cursor);
        }
    }

    /** Ends what the poll thread waits for on the network; the window is read again later. */
    private void letGo() {
        RecordStream<?> stream = live;
        if (stream != null) {
            stream.close();
        }
    }

    boolean isReadingAllowed() {
        return isRunAllowed() && !isSuspendingOrSuspended() && !paused;
    }

    @Override
    protected int poll() throws Exception {
        try {
            return readOn();
        } catch (Exception e) {
            failure = e;
            throw e;
        }
    }

    private int readOn() throws Exception {
        asked = false;
        if (paused || finished || reading != null && !settle()) {
            return 0;
        }
        rewind();
        int delivered = 0;
        boolean more = true;
        while (more && isReadingAllowed() && !clock.now().isBefore(restUntil)) {
            if (plan.isFinished(cursor.position())) {
                finish();
                return delivered;
            }
            TimeWindow window = plan.next(cursor.position(), clock.now());
            delivered += read(window);
            // History goes on at once; a position that did not reach the window's end must wait for the server's time.
            more = cursor.position().equals(window.to());
        }
        return delivered;
    }

    /** A poll that did not ask the server, because of the quota or a pause, knows nothing of idleness. */
    @Override
    protected void processEmptyMessage() throws Exception {
        if (asked) {
            super.processEmptyMessage();
        }
    }

    private int read(TimeWindow window) throws Exception {
        try {
            Export<Object> export = open(window);
            return export == null ? 0 : deliver(window, export);
        } catch (HerobaseQuotaExceededException e) {
            limited(e);
            return 0;
        } catch (HerobaseAuthenticationException e) {
            // An account is locked by many wrong logins.
            restUntil = clock.now().plus(loginPause());
            throw e;
        } catch (HerobaseAccessDeniedException e) {
            // It lasts until somebody at the vendor acts, and each try costs a request.
            restUntil = clock.now().plus(LONGEST_PAUSE);
            throw e;
        } catch (HerobaseException e) {
            if (TooLarge.isPossible(e)) {
                plan.cut();
            }
            throw e;
        }
    }

    private int deliver(TimeWindow window, Export<Object> export) throws Exception {
        limitedUntil = null;
        failure = null;
        loginFailures = 0;
        forceConsumerAsReady();
        outlook.compareWithLimit();
        WindowRead read = new WindowRead(window, new Handover(polling.maxInFlight()));
        read.sent(export.sentAt());
        reading = read;
        int delivered;
        try (RecordStream<ArrivedRecord> records = readAhead(export.records(), window)) {
            live = records;
            delivered = new WindowDelivery(this, feed, polling, bodies, recent, filterWarning, read).deliver(records);
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

    /** The reading thread makes bodies too when it would wait for the route otherwise. */
    private RecordStream<ArrivedRecord> readAhead(RecordStream<Object> records, TimeWindow window) {
        RecordCheck<Object> check = feed.check(window);
        return ReadAhead.of(
                new MappedRecordStream<>(records, record -> ArrivedRecord.of(record, feed, check)),
                ArrivedRecord::size,
                record -> record.makeBody(bodies),
                task -> getEndpoint()
                        .getCamelContext()
                        .getExecutorServiceManager()
                        .newThread("HerobaseReadAhead", task));
    }

    /** Null when the consumer stops meanwhile. */
    private Export<Object> open(TimeWindow window) throws Exception {
        CompletableFuture<Export<Object>> request = request(window).toCompletableFuture();
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
        if (outlook.isTold()) {
            return feed.open(window);
        }
        return feed.prepare(window).thenCompose(prepared -> {
            outlook.tellWindows(window.from(), clock.now());
            return feed.open(window);
        });
    }

    private void limited(HerobaseQuotaExceededException refusal) throws HerobaseQuotaExceededException {
        if (getEndpoint().getConfiguration().getOnQuotaExceeded() == QuotaExceededPolicy.fail) {
            throw refusal;
        }
        Instant reset = refusal.getResetsAt() == null ? clock.now().plus(delay()) : refusal.getResetsAt();
        if (!reset.equals(limitedUntil)) {
            LOG.info("{} waits for quota until {}: {}", feed.service(), reset, refusal.getMessage());
        }
        limitedUntil = reset;
        restUntil = reset;
    }

    private Duration loginPause() {
        loginFailures++;
        Duration pause = delay().multipliedBy(1L << Math.min(loginFailures - 1, 10));
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }

    /** Whether all exchanges of the window that was read are done, and it was dealt with. */
    private boolean settle() throws InterruptedException {
        WindowRead read = reading;
        long waited = 0;
        while (!read.handover().awaitAll(CHECK_MILLIS)) {
            waited += CHECK_MILLIS;
            if (!isRunAllowed() || waited >= polling.responseTimeout()) {
                return false;
            }
        }
        reading = null;
        FailedRecord first = read.handover().failed().peek();
        if (first != null) {
            hold(read, first);
        } else if (read.isComplete()) {
            held = null;
            moveOn(read);
        }
        return true;
    }

    private void hold(WindowRead read, FailedRecord first) {
        read.handover().failed().forEach(failure -> recent.forget(failure.key()));
        held = HeldPosition.after(held, first.key(), clock.now(), delay());
        restUntil = held.again();
        LOG.warn(
                "{} stays at {}: record {} and {} others failed in the route; the window is read again at {}",
                feed.service(),
                cursor.position(),
                first.key(),
                read.handover().failed().size() - 1,
                held.again());
    }

    private void moveOn(WindowRead read) {
        plan.held(read.window(), read.records());
        recent.windowDone();
        cursor.moveTo(read.upTo(plan.after(read.window(), read.sentAt())));
    }

    private Duration delay() {
        return Duration.of(getDelay(), getTimeUnit().toChronoUnit());
    }

    private void rewind() {
        Instant to = rewindTo.getAndSet(null);
        if (to != null) {
            cursor.rewind(to);
            // What was handed over is asked for again.
            recent = new RecentRecords();
            held = null;
            restUntil = Instant.MIN;
        }
    }

    /** A bounded run has come to its end: so has its route. */
    private void finish() {
        LOG.info("{} has delivered everything before {}; its route stops", feed.service(), polling.until());
        finished = true;
        getEndpoint().stopRoute(getRouteId());
    }

    HeldPosition held() {
        return held;
    }

    /** Why the last request failed; null when it did not. */
    Exception failure() {
        return failure;
    }

    Instant limitedUntil() {
        Instant until = limitedUntil;
        return until == null || until.isBefore(clock.now()) ? null : until;
    }

    @ManagedAttribute(description = "Where the next window begins")
    public String getPosition() {
        return cursor == null ? null : cursor.position().toString();
    }

    @ManagedAttribute(description = "Key and store of the position")
    public String getPositionStore() {
        return cursor == null ? null : cursor.where();
    }

    @ManagedAttribute(description = "Exchanges of the current window that are not done yet")
    public int getUnderWay() {
        WindowRead read = reading;
        return read == null ? 0 : read.handover().underWay();
    }

    @ManagedAttribute(description = "The record that holds the position, if one failed in the route")
    public String getHeldRecord() {
        HeldPosition position = held;
        return position == null ? null : position.recordKey();
    }

    @ManagedAttribute(description = "Whether an operator paused the reading")
    public boolean isPaused() {
        return paused;
    }

    @ManagedOperation(
            description = "Begins again at a time in ISO 8601, such as 2026-05-06T00:00:00Z, at the next poll")
    public void rewind(String time) {
        try {
            rewindTo.set(Instant.parse(time));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(time + " is no time; expected one such as 2026-05-06T00:00:00Z", e);
        }
    }

    @ManagedOperation(description = "Pauses the reading; the position stays")
    public void pause() {
        LOG.warn("{} is paused by an operator at {}", feed.service(), getPosition());
        paused = true;
        letGo();
    }

    @ManagedOperation(description = "Ends the pause")
    public void unpause() {
        LOG.warn("{} goes on at {}, by an operator", feed.service(), getPosition());
        paused = false;
    }
}
