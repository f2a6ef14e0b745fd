package io.github.camelherobase.quota;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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

    /** Without a permit for so long though no window is used up, it is said. */
    private static final Duration SILENCE = Duration.ofSeconds(30);

    private final SteadyTime time;
    private final DayEvents dayEvents;

    /** The account's: who may send depends on its other services too, as they use the same threads. */
    private final ReentrantLock lock;

    private volatile String service;
    private Ledger ledger;
    /** The server counts this service as another, which has taken over all of it; null: it does not. */
    private ServiceQuota successor;

    private final TreeMap<LineKey, WaitingLine> lines = new TreeMap<>();
    private long arrivals;
    private Instant wakeAt = Instant.MAX;
    private Cancellable wake = () -> {};
    /** Since when somebody waits for something else than a window, and nobody was served; null: nobody does. */
    private Instant stalledSince;

    private boolean stallSaid;
    private boolean waitsEnded;
    private boolean stopped;

    private final WaitTimes waitTimes = new WaitTimes();
    private final LongAdder refusedHere = new LongAdder();
    private final LongAdder refusedByServer = new LongAdder();

    ServiceQuota(String service, SteadyTime time, ReentrantLock lock, DayEvents dayEvents) {
        this.service = service;
        this.time = time;
        this.lock = lock;
        this.dayEvents = dayEvents;
    }

    /** Who keeps the account; to be said before anybody asks. */
    void keepIn(Ledger keeper) {
        ledger = keeper;
    }

    String name() {
        return service;
    }

    Ledger ledger() {
        return ledger;
    }

    /** Takes another name, and perhaps another ledger that knows what this one did. */
    void rename(String name, Ledger keeper) {
        service = name;
        ledger = keeper;
    }

    /** Hands everything over: who waits, and the permits that are out. */
    void succeededBy(ServiceQuota other, AfterLock calls) {
        successor = other;
        wakeAt(Instant.MAX);
        lines.forEach((key, line) -> line.removeAll()
                .forEach(entry -> other.line(key.priority(), key.reserve()).add(entry.moved(other.arrivals++))));
        lines.clear();
        other.serve(calls);
    }

    private WaitingLine line(QuotaPriority priority, Reserve reserve) {
        return lines.computeIfAbsent(new LineKey(priority, reserve), key -> new WaitingLine(key.reserve()));
    }

    /** A permit if one is left and nobody waits for it; else null. */
    Permit tryAcquire(QuotaTerms terms, Instant now) {
        AfterLock calls = new AfterLock();
        Permit permit;
        lock.lock();
        try {
            if (successor != null) {
                // Who asks for it by its old name waits a moment in the line of the new one.
                return null;
            }
            permit = lines.isEmpty() && !stopped ? grant(terms.reserve(), now, calls) : null;
        } finally {
            lock.unlock();
        }
        calls.run();
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
            ServiceQuota counted = counted();
            counted.line(terms.priority(), terms.reserve())
                    .add(new Waiting(counted.arrivals++, time.now(), deadline, waiter));
            if (counted != this) {
                counted.serve(calls);
            }
        });
    }

    /** Until when nothing can be sent; empty when something can, or when that is not known. */
    Optional<Instant> limitedUntil(QuotaTerms terms) {
        return look(now -> Optional.ofNullable(ledger.obstacle(terms.reserve(), now))
                .map(Obstacle::end)
                .map(time::wall));
    }

    /** Refuses all who wait; who comes gets what is left, but does not wait. */
    void endWaits() {
        update(calls -> waitsEnded = true);
    }

    /** Refuses all who wait, and all who come. */
    void stop() {
        update(calls -> stopped = true);
    }

    void answered(Permit permit, RateLimit said) {
        update(calls -> {
            counted().ledger.answered(permit, said, time.now());
            serveSuccessor(calls);
        });
    }

    void refused(Permit permit, RateLimit said) {
        refusedByServer.increment();
        update(calls -> {
            ServiceQuota counted = counted();
            Ledger.Refusal refusal = counted.ledger.refused(permit, said, time.now());
            if (refusal.ofTheDay()) {
                calls.add(dayEvents::refused);
            }
            LOG.info(
                    "HeroBase refused {} (429), so the {}'s limit of {} requests counts as used up until {}; other clients"
                            + " of the account count too",
                    service,
                    refusal.window().window(),
                    refusal.window().limit() == null
                            ? "unknown number of"
                            : refusal.window().limit(),
                    time.wall(refusal.window().resetsAt()));
            serveSuccessor(calls);
        });
    }

    void notSent(Permit permit) {
        update(calls -> {
            counted().ledger.notSent(permit);
            serveSuccessor(calls);
        });
    }

    void tellLimit(long daily) {
        update(calls -> ledger.tellLimit(daily));
    }

    /** Takes over what the counts service says; {@code settledBefore} is {@link #settled()} when it was asked. */
    void reconcile(UsageCount told, long settledBefore) {
        update(calls -> ledger.reconcile(told, settledBefore, time.now()));
    }

    long settled() {
        return look(now -> ledger.settled());
    }

    ServiceStatus status() {
        return look(now -> {
            return new ServiceStatus(
                    service,
                    ledger.status().stream()
                            .map(window -> window.resettingAt(time.wall(window.resetsAt())))
                            .toList(),
                    waiting(),
                    waitTimes.count(),
                    refusedHere.sum(),
                    refusedByServer.sum(),
                    limit(now));
        });
    }

    /** What keeps the next request from being sent; null: nothing. */
    private ServiceStatus.Limit limit(Instant now) {
        WaitingLine line = lines.isEmpty() ? null : lines.firstEntry().getValue();
        Obstacle obstacle = ledger.obstacle(line == null ? Reserve.NONE : line.reserve(), now);
        if (obstacle == null && line != null) {
            obstacle = line.first() == null ? Obstacle.ALL_BUSY : ledger.awaited(now);
        }
        return obstacle == null
                ? null
                : new ServiceStatus.Limit(obstacle.window(), time.wall(obstacle.end()), obstacle.what());
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
        void make(AfterLock calls);
    }

    private void update(Change change) {
        AfterLock calls = new AfterLock();
        lock.lock();
        try {
            change.make(calls);
            serve(calls);
        } finally {
            lock.unlock();
        }
        calls.run();
    }

    /** Reads something, of the windows as they are now. */
    private <T> T look(Function<Instant, T> reading) {
        AfterLock calls = new AfterLock();
        T read;
        lock.lock();
        try {
            Instant now = time.now();
            roll(now, calls);
            read = reading.apply(now);
        } finally {
            lock.unlock();
        }
        calls.run();
        return read;
    }

    private void roll(Instant now, AfterLock calls) {
        if (ledger.roll(now)) {
            calls.add(dayEvents::begins);
        }
    }

    private Permit grant(Reserve reserve, Instant now, AfterLock calls) {
        roll(now, calls);
        Ledger.Grant grant = ledger.grant(reserve, now);
        return grant == null ? null : new Permit(this, grant.units(), now, grant.marks());
    }

    /**
     * Gives out what can be given, refuses who would wait in vain, and comes back when the next window opens. Called under
     * the lock.
     */
    void serve(AfterLock calls) {
        if (lines.isEmpty()) {
            stalledSince = null;
            wakeAt(Instant.MAX);
            return;
        }
        if (stopped) {
            lines.values().forEach(line -> refuse(line.removeAll(), "the context is stopping", null, calls));
        }
        Instant now = time.now();
        boolean served;
        do {
            served = serveNext(now, calls);
            stalledSince = served ? null : stalledSince;
        } while (served);
        if (waitsEnded) {
            lines.values()
                    .forEach(line -> refuse(
                            line.removeAll(), "the context is stopping", ledger.obstacle(line.reserve(), now), calls));
        }
        Instant next = ledger.grantsFrom(now);
        for (WaitingLine line : lines.values()) {
            Instant wait = refuseInVain(line, now, calls);
            next = wait.isBefore(next) ? wait : next;
        }
        lines.values().removeIf(line -> line.size() == 0);
        Instant toSay = stall(now);
        next = toSay.isBefore(next) ? toSay : next;
        int waiting = waiting();
        ledger.want(waiting, lines.values().stream().map(WaitingLine::reserve).toList());
        wakeAt(lines.isEmpty() ? Instant.MAX : next);
    }

    /** Says so once when nobody was served for a while although no window is used up; returns when to look again. */
    private Instant stall(Instant now) {
        if (!isStalled(now)) {
            stalledSince = null;
            return Instant.MAX;
        }
        if (stalledSince == null) {
            stalledSince = now;
            stallSaid = false;
        }
        Instant due = stalledSince.plus(SILENCE);
        if (stallSaid || now.isBefore(due)) {
            return stallSaid ? Instant.MAX : due;
        }
        stallSaid = true;
        Obstacle awaited = ledger.awaited(now);
        LOG.warn(
                "{} requests wait for {} and none was sent for {} s, though no limit is known to be used up: {}. {}",
                waiting(),
                service,
                Duration.between(stalledSince, now).toSeconds(),
                awaited.what(),
                awaited.remedy());
        return Instant.MAX;
    }

    /** Whether somebody could send at once, and it is no window that forbids it. */
    private boolean isStalled(Instant now) {
        for (WaitingLine line : lines.values()) {
            if (line.first() != null && ledger.obstacle(line.reserve(), now) == null) {
                return true;
            }
        }
        return false;
    }

    /** Serves who is first of those who could send at once; false when nobody can be served. */
    private boolean serveNext(Instant now, AfterLock calls) {
        List<WaitingLine> tried = new ArrayList<>(0);
        for (Next next = next(tried); next != null; next = next(tried)) {
            Permit permit = grant(next.line().reserve(), now, calls);
            if (permit != null) {
                Waiting entry = next.entry();
                next.line().remove(entry);
                if (entry.threads() != null) {
                    entry.threads().take();
                }
                waitTimes.add(Duration.between(entry.since(), now));
                calls.add(() -> entry.waiter().granted(permit));
                return true;
            }
            tried.add(next.line());
        }
        return false;
    }

    /** Who comes next, by priority and arrival; null: nobody who could send at once. */
    private Next next(List<WaitingLine> tried) {
        Next best = null;
        QuotaPriority priority = null;
        for (Map.Entry<LineKey, WaitingLine> line : lines.entrySet()) {
            if (best != null && line.getKey().priority() != priority) {
                // The lines are in the order of their priority.
                break;
            }
            Waiting first =
                    tried.contains(line.getValue()) ? null : line.getValue().first();
            if (first != null && (best == null || first.arrival() < best.entry().arrival())) {
                best = new Next(line.getValue(), first);
                priority = line.getKey().priority();
            }
        }
        return best;
    }

    /** Returns when the line must be looked at again. */
    private Instant refuseInVain(WaitingLine line, Instant now, AfterLock calls) {
        if (line.size() == 0) {
            return Instant.MAX;
        }
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
        wake = when.equals(Instant.MAX) ? () -> {} : time.callAt(when, this::wake);
    }

    private void wake() {
        update(calls -> wakeAt = Instant.MIN);
    }

    private void refuse(List<Waiting> entries, String why, Obstacle obstacle, AfterLock calls) {
        if (entries.isEmpty()) {
            return;
        }
        Obstacle named = obstacle == null ? awaited(entries.get(0)) : obstacle;
        String text = service + " was not sent: " + named.text(time::wall)
                + (named.end() == null && !why.startsWith("the ") ? "" : ", and " + why) + ". " + named.remedy();
        Instant end = time.wall(named.end());
        for (Waiting entry : entries) {
            refusedHere.increment();
            calls.add(() ->
                    entry.waiter().refused(new HerobaseQuotaExceededException(text, service, named.window(), end)));
        }
    }

    /** What was waited for although nothing is used up. */
    private Obstacle awaited(Waiting entry) {
        return entry.threads() != null && !entry.threads().isFree() ? Obstacle.ALL_BUSY : ledger.awaited(time.now());
    }

    /** Who counts what is sent to this service now. */
    private ServiceQuota counted() {
        return successor == null ? this : successor;
    }

    private void serveSuccessor(AfterLock calls) {
        if (successor != null) {
            successor.serve(calls);
        }
    }

    private record Next(WaitingLine line, Waiting entry) {}

    /** What the account wants to know of its services' days; called outside of any lock. */
    interface DayEvents {

        /** A new day window begins. */
        void begins();

        /** The server refused a request because the day is used up. */
        void refused();

        /** Somebody waits for the end of the day. */
        void usedUp();
    }

    private record LineKey(QuotaPriority priority, Reserve reserve) implements Comparable<LineKey> {

        @Override
        public int compareTo(LineKey other) {
            int byPriority = priority.compareTo(other.priority);
            return byPriority != 0 ? byPriority : reserve.compareTo(other.reserve);
        }
    }
}
