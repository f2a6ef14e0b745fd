package io.github.camelherobase.quota;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;

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

    private final String key;
    private final String node;
    private final QuotaStore store;
    private final Executor executor;
    private final HerobaseClock clock;
    private final Supplier<ServiceWindows> newWindows;
    /** Makes a change under the lock, and serves who waits. */
    private final Consumer<Runnable> underLock;

    /** As the store had it last, with what happened here since. */
    private ServiceWindows view;

    private List<LedgerEvent> events = new ArrayList<>();
    private long eventNumber;
    /** Units taken from the store and not granted. */
    private long leased;

    private WindowMark[] leasedMarks;
    private Instant leaseEnd = Instant.MIN;
    /** Units granted and not settled. */
    private long inFlight;

    private boolean exchanging;
    private int waiting;
    private long reserve;
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
            Supplier<ServiceWindows> newWindows,
            Consumer<Runnable> underLock) {
        this.key = key;
        this.node = node;
        this.store = store;
        this.executor = executor;
        this.clock = clock;
        this.newWindows = newWindows;
        this.underLock = underLock;
        this.view = newWindows.get();
    }

    @Override
    public boolean roll(Instant now) {
        return view.roll(now);
    }

    @Override
    public Grant grant(long wantedReserve, Instant now) {
        reserve = wantedReserve;
        int units = view.units(now);
        if (leased < units || !now.isBefore(leaseEnd) || !view.holds(wantedReserve)) {
            return null;
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
    public Obstacle obstacle(long wantedReserve, Instant now) {
        if (failure != null) {
            return exchanging ? null : Obstacle.storeFails(failure, retryAt);
        }
        return view.obstacle(wantedReserve, now);
    }

    @Override
    public boolean isDayUsedUp(long wantedReserve, Instant now) {
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
    public void want(int waitingNow) {
        waiting = waitingNow;
        Instant now = clock.now();
        if (waiting > 0 && view.obstacle(reserve, now) == null && !now.isBefore(askAgainAt)) {
            exchange(now);
        }
    }

    /** Makes sure that the others hear of us in time. */
    private void beat(Instant now) {
        callAt(now.plus(HEARTBEAT));
    }

    /** Comes back at {@code when}, unless it comes back earlier anyway. */
    private void callAt(Instant when) {
        if (exchanging || !when.isBefore(nextCallAt)) {
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
        if (exchanging || failure != null && now.isBefore(retryAt)) {
            return;
        }
        if (leased > 0 && !now.isBefore(leaseEnd)) {
            returnLease();
        }
        exchanging = true;
        urgent = false;
        nextCall.cancel();
        nextCallAt = Instant.MAX;
        List<LedgerEvent> told = List.copyOf(events);
        long outstanding = leased + inFlight;
        int wanted = waiting + inFlight == 0 ? 0 : Math.min(Math.max(LEAST_BATCH, waiting), GREATEST_BATCH);
        long leave = reserve;
        try {
            executor.execute(() -> exchange(told, outstanding, wanted, leave));
        } catch (RejectedExecutionException e) {
            failed("the context is stopping");
        }
    }

    private void exchange(List<LedgerEvent> told, long outstanding, int wanted, long leave) {
        try {
            Outcome outcome = null;
            for (int attempt = 0; outcome == null; attempt++) {
                if (attempt == CONFLICTS) {
                    throw new IllegalStateException(CONFLICTS + " conflicts in a row");
                }
                outcome = attempt(told, outstanding, wanted, leave);
            }
            Outcome done = outcome;
            underLock.accept(() -> exchanged(told.size(), done));
        } catch (Exception e) {
            LOG.warn("The quota store fails for {}; no request is sent that has no permit yet: {}", key, e.toString());
            underLock.accept(() -> failed(e.getClass().getSimpleName()));
        }
    }

    /** Null when another process was first. */
    private Outcome attempt(List<LedgerEvent> told, long outstanding, int wanted, long leave) throws Exception {
        Instant before = clock.now();
        QuotaStore.Entry entry = store.read(key);
        Instant now = entry.now();
        SharedState state = new SharedState(entry.text(), newWindows);
        Duration shift = Duration.between(before, now);
        state.report(node, told.stream().map(event -> event.shifted(shift)).toList(), outstanding, now);
        WindowMark[] marks = state.windows().marks();
        long units = state.lease(node, wanted, leave, now);
        if (!store.write(key, entry.version(), state.text())) {
            return null;
        }
        Duration back = Duration.between(now, clock.now());
        return new Outcome(units, marks, before.plus(SharedState.LEASE), state.windowsAt(back));
    }

    private void exchanged(int told, Outcome outcome) {
        exchanging = false;
        failure = null;
        pause = Duration.ofSeconds(1);
        view = outcome.windows();
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

    private void failed(String why) {
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
     */
    private record Outcome(long units, WindowMark[] marks, Instant leaseEnd, ServiceWindows windows) {}
}
