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
    /** How long even an impatient request waits for the answer to the first one, as nothing is used up then. */
    private static final Duration PROBE_PATIENCE = Duration.ofMinutes(1);

    private final String service;
    private final HerobaseClock clock;
    private final DayEvents dayEvents;

    private final ReentrantLock lock = new ReentrantLock();
    private final ServiceWindows windows;
    private final Map<LineKey, WaitingLine> lines = new TreeMap<>();
    private long arrivals;
    private Instant wakeAt = Instant.MAX;
    private Cancellable wake = () -> {};
    private boolean stopped;

    private final WaitTimes waitTimes = new WaitTimes();
    private final LongAdder refusedHere = new LongAdder();
    private final LongAdder refusedByServer = new LongAdder();

    ServiceQuota(String service, ServiceWindows windows, HerobaseClock clock, DayEvents dayEvents) {
        this.service = service;
        this.windows = windows;
        this.clock = clock;
        this.dayEvents = dayEvents;
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
            Instant patience = now.plus(PROBE_PATIENCE);
            Instant until = windows.isProbing() && deadline.isBefore(patience) ? patience : deadline;
            lines.computeIfAbsent(new LineKey(terms.priority(), terms.reserve()), key -> new WaitingLine(key.reserve()))
                    .add(new Waiting(arrivals++, now, until, waiter));
        });
    }

    /** Until when nothing can be sent; empty when something can, or when that is not known. */
    Optional<Instant> limitedUntil(QuotaTerms terms) {
        return look(now ->
                Optional.ofNullable(windows.lastToOpen(terms.reserve(), now)).map(QuotaWindow::end));
    }

    /** Refuses all who wait, and all who come. */
    void stop() {
        update(calls -> stopped = true);
    }

    void answered(Permit permit, RateLimit said) {
        update(calls -> windows.answered(permit, said, clock.now()));
    }

    void refused(Permit permit, RateLimit said) {
        refusedByServer.increment();
        update(calls -> {
            QuotaWindow window = windows.refused(permit, said, clock.now());
            if (windows.isDay(window)) {
                calls.add(dayEvents::refused);
            }
            LOG.info(
                    "HeroBase refused {}: the {}'s limit of {} requests is used up until {}; other clients of the account"
                            + " count too",
                    service,
                    window.name(),
                    window.isLimitKnown() ? window.limit() : "unknown number of",
                    window.end());
        });
    }

    void notSent(Permit permit) {
        update(calls -> windows.notSent(permit));
    }

    void tellLimit(long daily) {
        update(calls -> windows.tellLimit(daily));
    }

    /** Takes over what the counts service says; {@code settledBefore} is {@link #settled()} when it was asked. */
    void reconcile(UsageCount told, long settledBefore) {
        update(calls -> windows.reconcile(told, settledBefore, clock.now()));
    }

    long settled() {
        return look(now -> windows.settled());
    }

    ServiceStatus status() {
        return look(now -> {
            long waiting = lines.values().stream().mapToLong(WaitingLine::size).sum();
            return new ServiceStatus(
                    service, windows.status(), waiting, waitTimes.count(), refusedHere.sum(), refusedByServer.sum());
        });
    }

    WaitTimes waitTimes() {
        return waitTimes;
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
        if (windows.roll(now)) {
            calls.add(dayEvents::begins);
        }
    }

    private Permit grant(long reserve, Instant now, List<Runnable> calls) {
        roll(now, calls);
        int units = windows.units(now);
        WindowMark[] marks = windows.grant(units, reserve, now);
        return marks == null ? null : new Permit(this, units, now, marks);
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
        QuotaWindow blocking = windows.lastToOpen(line.reserve(), now);
        if (blocking != null) {
            refuse(line.removeWithDeadline(blocking.end(), false), "it opens too late", blocking, calls);
        }
        refuse(line.removeWithDeadline(now, true), "it did not open in time", blocking, calls);
        if (line.size() == 0) {
            return Instant.MAX;
        }
        if (windows.isDayUsedUp(line.reserve(), now)) {
            calls.add(dayEvents::usedUp);
        }
        Instant opens = blocking == null ? Instant.MAX : blocking.end();
        Instant deadline = line.earliestDeadline();
        return opens.isBefore(deadline) ? opens : deadline;
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

    private void refuse(List<Waiting> entries, String why, QuotaWindow window, List<Runnable> calls) {
        for (Waiting entry : entries) {
            refusedHere.increment();
            HerobaseQuotaExceededException refusal = refusal(why, window);
            calls.add(() -> entry.waiter().refused(refusal));
        }
    }

    private HerobaseQuotaExceededException refusal(String why, QuotaWindow window) {
        String name = window == null ? "minute" : window.name();
        Instant end = window == null ? null : window.end();
        String limit = window == null || !window.isLimitKnown() ? "" : " of " + window.limit() + " requests";
        return new HerobaseQuotaExceededException(
                service + " was not sent: the account's quota" + limit + " for the " + name + " is used up"
                        + (end == null ? "" : " until " + end) + ", and " + why
                        + ". Repeat it then, raise maxQuotaWait, or ask the vendor for a higher limit",
                service,
                name,
                end);
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
