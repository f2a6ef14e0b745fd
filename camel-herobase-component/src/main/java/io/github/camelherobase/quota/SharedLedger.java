package io.github.camelherobase.quota;

import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Function;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.camelherobase.api.HerobaseClock;
import io.github.camelherobase.api.HerobaseClock.Cancellable;
import io.github.camelherobase.api.QuotaStore;

/**
 * The account that several processes keep of a service's windows. It takes units from the store in small batches, so that
 * a permit rarely costs a round trip, and tells the others what happened here with the same round trip. Without an answer
 * of the store it grants only what it has already taken.
 */
final class SharedLedger implements Ledger {

    private static final Logger LOG = LoggerFactory.getLogger(SharedLedger.class);
    private static final int LEAST_BATCH = 4;
    private static final int GREATEST_BATCH = 20;
    private static final int CONFLICTS = 50;
    /** Those who hold units, or wait, are heard of so often. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(5);
    /** What others learn may let us go on. */
    private static final Duration ASK_AGAIN = Duration.ofMillis(500);

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    /** A store that does not answer a call for so long is taken to have failed. */
    private static final Duration STORE_PATIENCE = Duration.ofMinutes(1);
    /** Calls that do not come back; no more are made until one does, as each holds a thread and perhaps a connection. */
    private static final int MOST_OVERDUE = 3;

    private static final Duration SLOW = Duration.ofSeconds(5);

    private final String key;
    private final String node;
    private final QuotaStore store;
    private final Executor executor;
    private final HerobaseClock clock;
    private final Function<RequestCost, ServiceWindows> newWindows;
    private final RequestCost cost;
    /** Makes a change under the lock, and serves who waits. */
    private final Consumer<Runnable> underLock;

    /** As the store had it last, with what happened here since. */
    private ServiceWindows view;

    private List<LedgerEvent> events = new ArrayList<>();
    private long eventNumber;
    /** Units taken from the store and not granted. */
    private long leased;

    private QuotaWindow.Mark[] leasedMarks;
    private Instant leaseEnd = Instant.MIN;
    /** Units granted and not settled. */
    private long inFlight;

    private boolean exchanging;
    /** Counts the exchanges, so that one that was given up is not heard when it comes back. */
    private long exchange;

    private Cancellable patience = () -> {};
    private int overdue;
    private Duration took = Duration.ZERO;
    private boolean slow;
    /** By how much the store's clock is ahead. */
    private volatile Duration ahead = Duration.ZERO;

    private boolean closed;
    private int waiting;
    /** The smallest of those who wait, or who were last granted something. */
    private Reserve reserve = Reserve.NONE;
    /** An exchange must follow the one under way at once. */
    private boolean urgent;

    private Instant leaseUntouchedSince = Instant.MIN;
    private Instant askAgainAt = Instant.MIN;
    private Instant nextCallAt = Instant.MAX;
    private Cancellable nextCall = () -> {};
    private String failure;
    private Instant retryAt = Instant.MIN;
    private Duration pause = Duration.ofSeconds(1);

    SharedLedger(
            String key,
            String node,
            QuotaStore store,
            Executor executor,
            HerobaseClock clock,
            Function<RequestCost, ServiceWindows> newWindows,
            RequestCost cost,
            Consumer<Runnable> underLock) {
        this.key = key;
        this.node = node;
        this.store = store;
        this.executor = executor;
        this.clock = clock;
        this.newWindows = newWindows;
        this.underLock = underLock;
        this.cost = cost;
        this.view = newView();
    }

    /** Production hours are those of the store's clock, as this process's may be wrong. */
    private ServiceWindows newView() {
        return newWindows.apply(when -> cost.at(when.plus(ahead)));
    }

    private ServiceWindows newSharedWindows() {
        return newWindows.apply(cost);
    }

    @Override
    public boolean roll(Instant now) {
        return view.roll(now);
    }

    @Override
    public Grant grant(Reserve wantedReserve, Instant now) {
        int units = view.units(now);
        if (leased < units || !now.isBefore(leaseEnd) || !view.holds(wantedReserve)) {
            return null;
        }
        if (waiting == 0) {
            reserve = wantedReserve;
        }
        leased -= units;
        inFlight += units;
        leaseUntouchedSince = now;
        if (leased < units) {
            exchange(now);
        }
        return new Grant(units, leasedMarks);
    }

    @Override
    public Obstacle obstacle(Reserve wantedReserve, Instant now) {
        if (failure != null) {
            return exchanging ? null : Obstacle.storeFails(failure, retryAt);
        }
        return view.obstacle(wantedReserve, now);
    }

    @Override
    public Obstacle awaited(Instant now) {
        return exchanging ? Obstacle.STORE_SILENT : view.awaited(now);
    }

    @Override
    public boolean isDayUsedUp(Reserve wantedReserve, Instant now) {
        return view.isDayUsedUp(wantedReserve, now);
    }

    @Override
    public void answered(Permit permit, RateLimit said, Instant now) {
        inFlight -= permit.units();
        view.answered(permit, said, now);
        events.add(new LedgerEvent.Answered(++eventNumber, permit, said, false, now));
        beat(now);
    }

    @Override
    public Refusal refused(Permit permit, RateLimit said, Instant now) {
        inFlight -= permit.units();
        Refusal refusal = view.refused(permit, said, now);
        events.add(new LedgerEvent.Answered(++eventNumber, permit, said, true, now));
        urgent = true;
        exchange(now);
        return refusal;
    }

    @Override
    public void notSent(Permit permit) {
        inFlight -= permit.units();
        giveBack(permit.units());
        beat(clock.now());
    }

    private void giveBack(long units) {
        view.giveBack(units);
        events.add(new LedgerEvent.Returned(++eventNumber, units));
    }

    @Override
    public void tellLimit(long daily) {
        view.tellLimit(daily);
        events.add(new LedgerEvent.LimitTold(++eventNumber, daily));
        beat(clock.now());
    }

    @Override
    public void reconcile(UsageCount told, long settledBefore, Instant now) {
        view.reconcile(told, settledBefore, now);
        events.add(new LedgerEvent.Reconciled(++eventNumber, told, settledBefore, now));
        urgent = true;
        exchange(now);
    }

    @Override
    public long settled() {
        return view.settled();
    }

    @Override
    public List<WindowStatus> status() {
        return view.status();
    }

    @Override
    public void add(Ledger other) {
        carry(other);
        if (other instanceof SharedLedger before) {
            // Its units are outstanding here from now on; of the entry they were taken from they return by themselves.
            inFlight += before.inFlight;
            before.close();
        }
        urgent = true;
        exchange(clock.now());
    }

    @Override
    public void raiseTo(Ledger other) {
        carry(other);
        beat(clock.now());
    }

    private void carry(Ledger other) {
        view.raiseTo(other);
        events.add(new LedgerEvent.Carried(++eventNumber, other.windows().shifted(Duration.ZERO)));
    }

    @Override
    public ServiceWindows windows() {
        return view;
    }

    private void close() {
        closed = true;
        nextCall.cancel();
        patience.cancel();
    }

    @Override
    public void want(int waitingNow, Collection<Reserve> reserves) {
        waiting = waitingNow;
        if (waiting == 0) {
            return;
        }
        reserve = view.least(reserves);
        Instant now = clock.now();
        if (view.obstacle(reserve, now) == null && !now.isBefore(askAgainAt)) {
            exchange(now);
        }
    }

    /** Makes sure that the others hear of us in time. */
    private void beat(Instant now) {
        callAt(now.plus(HEARTBEAT));
    }

    /** Comes back at {@code when}, unless it comes back earlier anyway. */
    private void callAt(Instant when) {
        if (closed || exchanging || !when.isBefore(nextCallAt)) {
            return;
        }
        nextCall.cancel();
        nextCallAt = when;
        nextCall = clock.callAt(when, () -> underLock.accept(this::called));
    }

    private void called() {
        nextCallAt = Instant.MAX;
        Instant now = clock.now();
        if (leased > 0 && !now.isBefore(leaseUntouchedSince.plus(HEARTBEAT))) {
            // Nobody here needed them for a while: others may.
            returnLease();
        }
        exchange(now);
    }

    private void returnLease() {
        giveBack(leased);
        leased = 0;
    }

    /** Begins an exchange with the store, unless one is under way or the store needs a pause. */
    private void exchange(Instant now) {
        if (closed || exchanging || failure != null && now.isBefore(retryAt)) {
            return;
        }
        if (overdue >= MOST_OVERDUE) {
            failed(overdue + " calls have not come back");
            return;
        }
        if (leased > 0 && !now.isBefore(leaseEnd)) {
            returnLease();
        }
        exchanging = true;
        urgent = false;
        nextCall.cancel();
        nextCallAt = Instant.MAX;
        int wanted = waiting + inFlight == 0 ? 0 : Math.min(Math.max(LEAST_BATCH, waiting), GREATEST_BATCH);
        Question question =
                new Question(++exchange, List.copyOf(events), leased + inFlight, wanted, reserve, leaseLength());
        patience = clock.callAt(now.plus(STORE_PATIENCE), () -> underLock.accept(() -> giveUp(question)));
        try {
            executor.execute(() -> exchange(question));
        } catch (RejectedExecutionException e) {
            failed("the context is stopping");
        }
    }

    /** A lease must last longer than the calls that bring it. */
    private Duration leaseLength() {
        Duration length = SharedState.LEASE.plus(took.multipliedBy(3));
        return length.compareTo(SharedState.LONGEST_LEASE) < 0 ? length : SharedState.LONGEST_LEASE;
    }

    private void giveUp(Question question) {
        if (!exchanging || exchange != question.number()) {
            return;
        }
        overdue++;
        warn("it has not answered for " + STORE_PATIENCE.toSeconds() + " s; set a socket timeout at its driver");
        failed("no answer for " + STORE_PATIENCE.toSeconds() + " s");
    }

    private void exchange(Question question) {
        try {
            Outcome outcome = null;
            for (int attempt = 0; outcome == null; attempt++) {
                if (attempt == CONFLICTS) {
                    throw new IllegalStateException(CONFLICTS + " conflicts in a row");
                }
                outcome = attempt(question);
            }
            Outcome done = outcome;
            underLock.accept(
                    () -> cameBack(question, () -> exchanged(question.told().size(), done)));
        } catch (Exception | Error e) {
            // An error too: who waits must not wait for ever.
            underLock.accept(() -> cameBack(question, () -> {
                warn(e.toString());
                failed(reason(e));
            }));
        }
    }

    private void cameBack(Question question, Runnable then) {
        if (exchanging && exchange == question.number()) {
            patience.cancel();
            then.run();
        } else {
            overdue = Math.max(0, overdue - 1);
        }
    }

    private void warn(String what) {
        LOG.warn("The quota store fails for {}; no request is sent that has no permit yet: {}", key, what);
    }

    /** For who is refused: the store's own words may hold what must not be shown. */
    private static String reason(Throwable e) {
        if (e instanceof StateText.UnreadableEntryException) {
            return e.getMessage();
        }
        if (e instanceof SQLTransientConnectionException) {
            return "no connection of its pool came free; give the store a pool that routes do not use up while they wait";
        }
        return e.getClass().getSimpleName();
    }

    /** Null when another process was first. */
    private Outcome attempt(Question question) throws Exception {
        Instant before = clock.now();
        QuotaStore.Entry entry = store.read(key);
        Instant now = entry.now();
        SharedState state = new SharedState(entry.text(), this::newSharedWindows, now);
        Duration shift = Duration.between(before, now);
        state.report(
                node,
                question.told().stream().map(event -> event.shifted(shift)).toList(),
                question.outstanding(),
                now,
                question.lease());
        QuotaWindow.Mark[] marks = state.windows().marks();
        long units = state.lease(node, question.wanted(), question.leave(), now);
        if (!store.write(key, entry.version(), state.text())) {
            return null;
        }
        Instant after = clock.now();
        Duration back = Duration.between(now, after);
        ServiceWindows windows = newView();
        state.windowsAt(back, windows);
        return new Outcome(
                units, marks, before.plus(question.lease()), windows, shift, Duration.between(before, after));
    }

    private void exchanged(int told, Outcome outcome) {
        exchanging = false;
        failure = null;
        pause = Duration.ofSeconds(1);
        view = outcome.windows();
        ahead = outcome.ahead();
        took = outcome.took();
        warnIfSlow();
        events = new ArrayList<>(events.subList(told, events.size()));
        // What was answered meanwhile is still unanswered in the state that was read.
        events.forEach(event -> event.applyTo(view));
        leased += outcome.units();
        leasedMarks = outcome.marks();
        leaseEnd = outcome.leaseEnd();
        Instant now = clock.now();
        leaseUntouchedSince = now;
        if (urgent) {
            exchange(now);
        } else if (waiting > 0 && leased == 0 && view.obstacle(reserve, now) == null) {
            askAgainAt = now.plus(ASK_AGAIN);
            callAt(askAgainAt);
        } else if (leased + inFlight > 0 || !events.isEmpty()) {
            beat(now);
        }
    }

    private void warnIfSlow() {
        boolean isSlow = took.compareTo(SLOW) > 0;
        if (isSlow && !slow) {
            LOG.warn(
                    "The quota store is slow for {}: an exchange took {} ms; requests wait for it",
                    key,
                    took.toMillis());
        }
        slow = isSlow;
    }

    private void failed(String why) {
        patience.cancel();
        exchanging = false;
        failure = why;
        retryAt = clock.now().plus(pause);
        pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        callAt(retryAt);
    }

    /**
     * What an exchange brought.
     *
     * @param units taken from the store
     * @param leaseEnd until when they may be granted
     * @param windows the shared windows, in this process's time
     * @param ahead by how much the store's clock is ahead of this process's time
     * @param took how long it took
     */
    private record Outcome(
            long units,
            QuotaWindow.Mark[] marks,
            Instant leaseEnd,
            ServiceWindows windows,
            Duration ahead,
            Duration took) {}

    /**
     * What is told to, and wanted of, the store.
     *
     * @param outstanding units that this process has
     * @param wanted so many requests are to be sent
     * @param leave what they leave to others
     * @param lease until when others count on them
     */
    private record Question(
            long number, List<LedgerEvent> told, long outstanding, int wanted, Reserve leave, Duration lease) {}
}
