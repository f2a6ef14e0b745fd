package io.github.camelherobase.quota;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.camelherobase.api.HerobaseClock;
import io.github.camelherobase.api.HerobaseClock.Cancellable;
import io.github.camelherobase.api.HerobaseQuotaExceededException;

/**
 * The quota of one service of one account: who may send now, and who waits for which window. Nobody who waits holds a
 * thread.
 */
public final class ServiceQuota {

    private static final Logger LOG = LoggerFactory.getLogger(ServiceQuota.class);
    private static final long LEAST_MINUTE_LIMIT = 240;
    private static final long HIGH_LIMIT = 10_000;
    private static final long MINUTES_OF_A_DAY = 24 * 60;

    private final String service;
    private final boolean fairUse;
    private final RequestCost cost;
    private final HerobaseClock clock;

    private final ReentrantLock lock = new ReentrantLock();
    private final QuotaWindow minute = QuotaWindow.minute();
    private final QuotaWindow day = QuotaWindow.day();
    private final List<QuotaWindow> windows;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private Cancellable opening = () -> {};
    private boolean stopped;

    ServiceQuota(String service, boolean fairUse, RequestCost cost, HerobaseClock clock) {
        this.service = service;
        this.fairUse = fairUse;
        this.cost = cost;
        this.clock = clock;
        this.windows = fairUse ? List.of(minute, day) : List.of(day);
    }

    /** A permit if one is left and nobody waits for it; else null. */
    public Permit tryAcquire() {
        lock.lock();
        try {
            return waiting.isEmpty() && !stopped ? grant(clock.now()) : null;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Asks for a permit, in the order of asking; answers through {@code waiter}, at once or later, on any thread.
     *
     * @param deadline the request is refused as soon as it is known that no window opens before
     */
    public void acquire(Instant deadline, Waiter waiter) {
        Waiting entry = new Waiting(deadline, waiter);
        List<Runnable> calls = new ArrayList<>();
        lock.lock();
        try {
            waiting.add(entry);
            entry.timeout = clock.callAt(deadline, () -> expire(entry));
            serve(calls);
        } finally {
            lock.unlock();
        }
        calls.forEach(Runnable::run);
    }

    /** Refuses all who wait, and all who come. */
    void stop() {
        List<Runnable> calls = new ArrayList<>();
        lock.lock();
        try {
            stopped = true;
            opening.cancel();
            serve(calls);
        } finally {
            lock.unlock();
        }
        calls.forEach(Runnable::run);
    }

    void answered(Permit permit, RateLimit said) {
        update(() -> {
            Instant now = clock.now();
            windows.forEach(window -> window.answered(permit, now));
            spokenOf(said).learn(permit, said, now);
        });
    }

    void refused(Permit permit, RateLimit said) {
        update(() -> {
            Instant now = clock.now();
            windows.forEach(window -> window.answered(permit, now));
            QuotaWindow window = spokenOf(said);
            window.close(said, now);
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
        update(() -> windows.forEach(window -> window.notSent(permit)));
    }

    private void update(Runnable change) {
        List<Runnable> calls = new ArrayList<>();
        lock.lock();
        try {
            change.run();
            serve(calls);
        } finally {
            lock.unlock();
        }
        calls.forEach(Runnable::run);
    }

    /** Which window the headers describe: with fair use the minute, except on a refusal for the day. */
    private QuotaWindow spokenOf(RateLimit said) {
        if (!fairUse) {
            return day;
        }
        boolean longerThanAMinute = said.resetSeconds() != null && said.resetSeconds() > 60;
        boolean noMinuteFigure = said.limit() != null
                && (said.limit() < LEAST_MINUTE_LIMIT
                        || day.isLimitKnown() && said.limit() != minuteLimit(day.limit()));
        return longerThanAMinute || noMinuteFigure ? day : minute;
    }

    private static long minuteLimit(long daily) {
        return Math.max((daily + MINUTES_OF_A_DAY - 1) / MINUTES_OF_A_DAY, LEAST_MINUTE_LIMIT);
    }

    /** The dearer counting is for services of more than 10,000 requests a day; an unknown limit may be one. */
    private int units(Instant now) {
        return day.isLimitKnown() && day.limit() <= HIGH_LIMIT ? 1 : cost.at(now);
    }

    private Permit grant(Instant now) {
        int units = units(now);
        for (QuotaWindow window : windows) {
            window.roll(now);
            if (!window.allows(units)) {
                return null;
            }
        }
        windows.forEach(window -> window.grant(units));
        return new Permit(this, units, now, minute.generation(), day.generation());
    }

    /** Gives out what can be given, refuses who would wait in vain, and comes back when the next window opens. */
    private void serve(List<Runnable> calls) {
        if (waiting.isEmpty()) {
            return;
        }
        Instant now = clock.now();
        if (stopped) {
            refuseIf(entry -> true, "the context is stopping", null, calls);
            return;
        }
        while (!waiting.isEmpty()) {
            Permit permit = grant(now);
            if (permit == null) {
                break;
            }
            Waiting entry = waiting.remove();
            entry.timeout.cancel();
            calls.add(() -> entry.waiter.granted(permit));
        }
        opening.cancel();
        QuotaWindow blocking = waiting.isEmpty() ? null : lastToOpen(now);
        if (blocking != null) {
            refuseIf(entry -> entry.deadline.isBefore(blocking.end()), "it opens too late", blocking, calls);
            if (!waiting.isEmpty()) {
                opening = clock.callAt(blocking.end(), this::windowOpens);
            }
        }
    }

    private void windowOpens() {
        update(() -> {});
    }

    private void expire(Waiting entry) {
        List<Runnable> calls = new ArrayList<>();
        lock.lock();
        try {
            serve(calls);
            if (waiting.contains(entry)) {
                refuseIf(other -> other == entry, "it did not open in time", lastToOpen(clock.now()), calls);
            }
        } finally {
            lock.unlock();
        }
        calls.forEach(Runnable::run);
    }

    /** Of the windows that allow nothing now, the last to open; null when that is not known before an answer comes. */
    private QuotaWindow lastToOpen(Instant now) {
        int units = units(now);
        QuotaWindow last = null;
        for (QuotaWindow window : windows) {
            if (!window.allows(units)) {
                if (window.end() == null) {
                    return null;
                }
                if (last == null || window.end().isAfter(last.end())) {
                    last = window;
                }
            }
        }
        return last;
    }

    private void refuseIf(Predicate<Waiting> which, String why, QuotaWindow window, List<Runnable> calls) {
        for (Iterator<Waiting> entries = waiting.iterator(); entries.hasNext(); ) {
            Waiting entry = entries.next();
            if (which.test(entry)) {
                entries.remove();
                entry.timeout.cancel();
                HerobaseQuotaExceededException refusal = refusal(why, window);
                calls.add(() -> entry.waiter.refused(refusal));
            }
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

    /** Who asked for a permit; called outside of any lock, and must not block. */
    public interface Waiter {

        void granted(Permit permit);

        void refused(HerobaseQuotaExceededException refusal);
    }

    private static final class Waiting {

        private final Instant deadline;
        private final Waiter waiter;
        private Cancellable timeout;

        private Waiting(Instant deadline, Waiter waiter) {
            this.deadline = deadline;
            this.waiter = waiter;
        }
    }
}
