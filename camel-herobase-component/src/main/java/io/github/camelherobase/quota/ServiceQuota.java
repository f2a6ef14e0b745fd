package io.github.camelherobase.quota;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.camelherobase.api.HerobaseClock;
import io.github.camelherobase.api.HerobaseClock.Cancellable;
import io.github.camelherobase.api.HerobaseQuotaExceededException;
import io.github.camelherobase.api.QuotaPriority;
import io.github.camelherobase.quota.WaitingLine.Waiting;

/**
 * The quota of one service of one account: who may send now, and who waits for which window. Nobody who waits holds a
 * thread.
 */
final class ServiceQuota {

    private static final Logger LOG = LoggerFactory.getLogger(ServiceQuota.class);
    /** How long even an impatient request waits for an answer that tells what there is. */
    private static final Duration GRACE = Duration.ofMinutes(1);

    private final String service;
    private final HerobaseClock clock;
    private final DayEvents dayEvents;

    private final ReentrantLock lock = new ReentrantLock();
    private Ledger ledger;
    private final Map<LineKey, WaitingLine> lines = new TreeMap<>();
    private long arrivals;
    private Instant wakeAt = Instant.MAX;
    private Cancellable wake = () -> {};
    private boolean stopped;

    private final WaitTimes waitTimes = new WaitTimes();
    private final LongAdder refusedHere = new LongAdder();
    private final LongAdder refusedByServer = new LongAdder();

    ServiceQuota(String service, HerobaseClock clock, DayEvents dayEvents) {
        this.service = service;
        this.clock = clock;
        this.dayEvents = dayEvents;
    }

    /** Who keeps the account; to be said before anybody asks. */
    void keepIn(Ledger keeper) {
        ledger = keeper;
    }

    /** A permit if one is left and nobody waits for it; else null. */
    Permit tryAcquire(QuotaTerms terms, Instant now) {
        List<Runnable> calls = new ArrayList<>(0);
        Permit permit;
        lock.lock();
        try {
            permit = lines.isEmpty() && !stopped ? grant(terms.reserve(), now, calls) : null;
        } finally {
            lock.unlock();
        }
        calls.forEach(Runnable::run);
        if (permit != null) {
            waitTimes.none();
        }
        return permit;
    }

    /**
     * Asks for a permit, in the order of priority and asking; answers at once or later, on any thread.
     *
     * @param deadline the request is refused as soon as it is known that no window opens before
     */
    void acquire(QuotaTerms terms, Instant deadline, Waiter waiter) {
        update(calls -> {
            Instant now = clock.now();
            lines.computeIfAbsent(new LineKey(terms.priority(), terms.reserve()), key -> new WaitingLine(key.reserve()))
                    .add(new Waiting(arrivals++, now, deadline, waiter));
        });
    }

    /** Until when nothing can be sent; empty when something can, or when that is not known. */
    Optional<Instant> limitedUntil(QuotaTerms terms) {
        return look(now ->
                Optional.ofNullable(ledger.obstacle(terms.reserve(), now)).map(Obstacle::end));
    }

    /** Refuses all who wait, and all who come. */
    void stop() {
        update(calls -> stopped = true);
    }

    void answered(Permit permit, RateLimit said) {
        update(calls -> ledger.answered(permit, said, clock.now()));
    }

    void refused(Permit permit, RateLimit said) {
        refusedByServer.increment();
        update(calls -> {
            Refusal refusal = ledger.refused(permit, said, clock.now());
            if (refusal.ofTheDay()) {
                calls.add(dayEvents::refused);
            }
            LOG.info(
                    "HeroBase refused {}: the {}'s limit of {} requests is used up until {}; other clients of the account"
                            + " count too",
                    service,
                    refusal.window().window(),
                    refusal.window().limit() == null
                            ? "unknown number of"
                            : refusal.window().limit(),
                    refusal.window().resetsAt());
        });
    }

    void notSent(Permit permit) {
        update(calls -> ledger.notSent(permit));
    }

    void tellLimit(long daily) {
        update(calls -> ledger.tellLimit(daily));
    }

    /** Takes over what the counts service says; {@code settledBefore} is {@link #settled()} when it was asked. */
    void reconcile(UsageCount told, long settledBefore) {
        update(calls -> ledger.reconcile(told, settledBefore, clock.now()));
    }

    long settled() {
        return look(now -> ledger.settled());
    }

    ServiceStatus status() {
        return look(now -> {
            return new ServiceStatus(
                    service, ledger.status(), waiting(), waitTimes.count(), refusedHere.sum(), refusedByServer.sum());
        });
    }

    private int waiting() {
        return lines.values().stream().mapToInt(WaitingLine::size).sum();
    }

    WaitTimes waitTimes() {
        return waitTimes;
    }

    /** The ledger has learned something. */
    void changed(Runnable change) {
        update(calls -> change.run());
    }

    /** A change under the lock; what it asks to be called is called outside of it. */
    private interface Change {
        void make(List<Runnable> calls);
    }

    private void update(Change change) {
        List<Runnable> calls = new ArrayList<>(0);
        lock.lock();
        try {
            change.make(calls);
            serve(calls);
        } finally {
            lock.unlock();
        }
        calls.forEach(Runnable::run);
    }

    /** Reads something, of the windows as they are now. */
    private <T> T look(Function<Instant, T> reading) {
        List<Runnable> calls = new ArrayList<>(0);
        T read;
        lock.lock();
        try {
            Instant now = clock.now();
            roll(now, calls);
            read = reading.apply(now);
        } finally {
            lock.unlock();
        }
        calls.forEach(Runnable::run);
        return read;
    }

    private void roll(Instant now, List<Runnable> calls) {
        if (ledger.roll(now)) {
            calls.add(dayEvents::begins);
        }
    }

    private Permit grant(long reserve, Instant now, List<Runnable> calls) {
        roll(now, calls);
        Grant grant = ledger.grant(reserve, now);
        return grant == null ? null : new Permit(this, grant.units(), now, grant.marks());
    }

    /** Gives out what can be given, refuses who would wait in vain, and comes back when the next window opens. */
    private void serve(List<Runnable> calls) {
        if (lines.isEmpty()) {
            wakeAt(Instant.MAX);
            return;
        }
        if (stopped) {
            lines.values().forEach(line -> refuse(line.removeAll(), "the context is stopping", null, calls));
        }
        Instant now = clock.now();
        boolean served;
        do {
            served = serveNext(now, calls);
        } while (served);
        Instant next = Instant.MAX;
        for (WaitingLine line : lines.values()) {
            Instant wait = refuseInVain(line, now, calls);
            next = wait.isBefore(next) ? wait : next;
        }
        lines.values().removeIf(line -> line.size() == 0);
        ledger.want(waiting());
        wakeAt(next);
    }

    /** Serves who is first; false when nobody can be served. */
    private boolean serveNext(Instant now, List<Runnable> calls) {
        for (WaitingLine line : byPriorityAndArrival(lines)) {
            Permit permit = grant(line.reserve(), now, calls);
            if (permit != null) {
                Waiting entry = line.removeFirst();
                waitTimes.add(Duration.between(entry.since(), now));
                calls.add(() -> entry.waiter().granted(permit));
                return true;
            }
        }
        return false;
    }

    private static Collection<WaitingLine> byPriorityAndArrival(Map<LineKey, WaitingLine> lines) {
        return lines.entrySet().stream()
                .filter(line -> line.getValue().size() > 0)
                .sorted(Comparator.comparing((Map.Entry<LineKey, WaitingLine> line) ->
                                line.getKey().priority())
                        .thenComparing(line -> line.getValue().first().arrival()))
                .map(Map.Entry::getValue)
                .toList();
    }

    /** Returns when the line must be looked at again. */
    private Instant refuseInVain(WaitingLine line, Instant now, List<Runnable> calls) {
        Obstacle obstacle = ledger.obstacle(line.reserve(), now);
        if (obstacle != null) {
            refuse(line.removeWithDeadline(obstacle.end(), false), "it opens too late", obstacle, calls);
        }
        // Nothing is used up as far as is known: even the impatient wait for the answer that tells.
        Duration grace = obstacle == null ? GRACE : Duration.ZERO;
        refuse(line.removeWithDeadline(now.minus(grace), true), "it did not open in time", obstacle, calls);
        if (line.size() == 0) {
            return Instant.MAX;
        }
        if (ledger.isDayUsedUp(line.reserve(), now)) {
            calls.add(dayEvents::usedUp);
        }
        Instant opens = obstacle == null ? Instant.MAX : obstacle.end();
        Instant deadline = line.earliestDeadline();
        return opens.isBefore(deadline) ? opens : deadline.equals(Instant.MAX) ? deadline : deadline.plus(grace);
    }

    private void wakeAt(Instant when) {
        if (when.equals(wakeAt)) {
            return;
        }
        wake.cancel();
        wakeAt = when;
        wake = when.equals(Instant.MAX) ? () -> {} : clock.callAt(when, this::wake);
    }

    private void wake() {
        update(calls -> wakeAt = Instant.MIN);
    }

    private void refuse(List<Waiting> entries, String why, Obstacle obstacle, List<Runnable> calls) {
        for (Waiting entry : entries) {
            refusedHere.increment();
            calls.add(() -> entry.waiter().refused(refusal(why, obstacle)));
        }
    }

    private HerobaseQuotaExceededException refusal(String why, Obstacle obstacle) {
        Obstacle named = obstacle == null ? Obstacle.UNKNOWN : obstacle;
        return new HerobaseQuotaExceededException(
                service + " was not sent: " + named.what() + ", and " + why + ". " + named.remedy(),
                service,
                named.window(),
                named.end());
    }

    /** What the account wants to know of its services' days; called outside of any lock. */
    interface DayEvents {

        /** A new day window begins. */
        void begins();

        /** The server refused a request because the day is used up. */
        void refused();

        /** Somebody waits for the end of the day. */
        void usedUp();
    }

    private record LineKey(QuotaPriority priority, long reserve) implements Comparable<LineKey> {

        @Override
        public int compareTo(LineKey other) {
            int byPriority = priority.compareTo(other.priority);
            return byPriority != 0 ? byPriority : Long.compare(reserve, other.reserve);
        }
    }
}
