package io.github.camelherobase.quota;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.ReentrantLock;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.camelherobase.api.HerobaseClock;
import io.github.camelherobase.api.HerobaseClock.Cancellable;
import io.github.camelherobase.api.HerobaseException;
import io.github.camelherobase.base.AsyncFailure;

/**
 * Keeps our counts true to the server's: asks for limits and counts before the first request, at a new day, after a
 * daily 429, and once in an interval while requests are sent or wait for a day's end. An account that sends nothing asks
 * for nothing.
 */
final class UsageSync implements ServiceQuota.DayEvents {

    private static final Logger LOG = LoggerFactory.getLogger(UsageSync.class);
    /** However many services ask for it. */
    private static final Duration NOT_MORE_OFTEN_THAN = Duration.ofMinutes(1);
    /** Requests are not held up longer by a first answer that does not come. */
    private static final Duration MAX_FIRST_ANSWER_WAIT = Duration.ofSeconds(30);

    private final AccountQuota quota;
    private final Duration interval;
    private final HerobaseClock clock;

    private final ReentrantLock lock = new ReentrantLock();
    private final List<Runnable> held = new ArrayList<>();
    private volatile UsageSource source;
    /** Whether requests may be sent: the first answer came, or will not come. */
    private volatile boolean settled = true;
    /** When the counts are too old; {@link Instant#MAX} while they are asked for, or when they cannot be had. */
    private volatile Instant dueAt = Instant.MAX;

    /** Null until it was asked. */
    private Instant askedAt;

    private boolean asking;
    /** Wanted while an answer is under way: to ask again so long after that question; null: not wanted. */
    private Duration askNextAfter;

    private boolean limitsWanted = true;
    /** Whether the counts were, or are to be, asked for since a day was used up. */
    private boolean endConfirmed;

    private boolean denied;
    private boolean stopped;
    private Cancellable appointment;
    private Cancellable patience = () -> {};

    UsageSync(AccountQuota quota, Duration interval, HerobaseClock clock) {
        this.quota = quota;
        this.interval = interval;
        this.clock = clock;
    }

    /** The first source stays: all of an account give the same answers. */
    void from(UsageSource usageSource) {
        lock.lock();
        try {
            if (source != null || interval.isZero()) {
                return;
            }
            source = usageSource;
            settled = false;
            dueAt = Instant.MIN;
        } finally {
            lock.unlock();
        }
    }

    /** Whether a request may be sent now; asks for the counts when they are due. */
    boolean isSettledFor(String service, Instant now) {
        if (now.isBefore(dueAt)) {
            return settled || source.services().contains(service);
        }
        if (source != null && source.services().contains(service)) {
            return true;
        }
        ask();
        return settled;
    }

    /** Calls when a request may be sent: now, or after the first answer. */
    void whenSettledFor(String service, Runnable call) {
        if (!isSettledFor(service, clock.now())) {
            lock.lock();
            try {
                if (!settled) {
                    held.add(call);
                    return;
                }
            } finally {
                lock.unlock();
            }
        }
        call.run();
    }

    @Override
    public void begins() {
        limitsMayHaveChanged();
    }

    @Override
    public void refused() {
        limitsMayHaveChanged();
    }

    private void limitsMayHaveChanged() {
        lock.lock();
        try {
            limitsWanted = true;
            endConfirmed = false;
        } finally {
            lock.unlock();
        }
        askAfter(NOT_MORE_OFTEN_THAN);
    }

    /** What was in flight at the last question may have been counted twice: now that it matters, it is asked again. */
    @Override
    public void usedUp() {
        boolean confirmed;
        lock.lock();
        try {
            confirmed = endConfirmed;
            endConfirmed = true;
        } finally {
            lock.unlock();
        }
        askAfter(confirmed ? interval : NOT_MORE_OFTEN_THAN);
    }

    private void askAfter(Duration wait) {
        lock.lock();
        try {
            if (source == null || denied || stopped || appointment != null) {
                return;
            }
            if (asking) {
                // The answer under way may be older than what we want to know.
                askNextAfter = askNextAfter == null || wait.compareTo(askNextAfter) < 0 ? wait : askNextAfter;
                return;
            }
            appointment = clock.callAt(askedAt == null ? clock.now() : askedAt.plus(wait), this::ask);
        } finally {
            lock.unlock();
        }
    }

    private void ask() {
        boolean limitsToo;
        lock.lock();
        try {
            if (asking || denied || stopped) {
                return;
            }
            asking = true;
            askedAt = clock.now();
            dueAt = Instant.MAX;
            limitsToo = limitsWanted;
            if (appointment != null) {
                appointment.cancel();
                appointment = null;
            }
            if (!settled) {
                patience = clock.callAt(askedAt.plus(MAX_FIRST_ANSWER_WAIT), this::settle);
            }
        } finally {
            lock.unlock();
        }
        CompletionStage<Void> limits =
                limitsToo ? source.limits().thenAccept(this::takeLimits) : CompletableFuture.completedFuture(null);
        limits.thenCompose(done -> askCounts()).whenComplete((done, failure) -> answered(failure));
    }

    private void takeLimits(Map<String, Long> limits) {
        quota.learnNames(limits.keySet());
        limits.forEach((name, daily) -> quota.named(name).tellLimit(daily));
        lock.lock();
        try {
            limitsWanted = false;
        } finally {
            lock.unlock();
        }
    }

    private CompletionStage<Void> askCounts() {
        Map<String, Long> settledBefore = new HashMap<>();
        quota.services().forEach((name, service) -> settledBefore.put(name, service.settled()));
        return source.counts()
                .thenAccept(counts -> counts.forEach((name, count) -> {
                    quota.named(name).reconcile(count, settledBefore.getOrDefault(name, 0L));
                }));
    }

    private void answered(Throwable failure) {
        Duration next;
        lock.lock();
        try {
            asking = false;
            next = askNextAfter;
            askNextAfter = null;
            denied = failure != null && !isRetryable(failure);
            dueAt = denied || stopped ? Instant.MAX : askedAt.plus(interval);
        } finally {
            lock.unlock();
        }
        if (failure != null) {
            LOG.warn(
                    "HeroBase does not tell the request counts of {}{}; requests are counted here only. What other"
                            + " programs of the account use then shows as a refusal (429), which is waited out: leave them"
                            + " a share with quotaReserve. {}",
                    quota.account(),
                    denied ? "" : " now",
                    AsyncFailure.cause(failure).getMessage());
        }
        settle();
        if (next != null) {
            askAfter(next);
        }
    }

    private static boolean isRetryable(Throwable failure) {
        return AsyncFailure.cause(failure) instanceof HerobaseException e && e.isRetryable();
    }

    /** Lets go who waits for the first answer. */
    void settle() {
        List<Runnable> calls;
        lock.lock();
        try {
            settled = true;
            patience.cancel();
            calls = List.copyOf(held);
            held.clear();
        } finally {
            lock.unlock();
        }
        calls.forEach(AfterLock::run);
    }

    /** Lets go who is held up; the services refuse them. */
    void stop() {
        lock.lock();
        try {
            stopped = true;
            dueAt = Instant.MAX;
            if (appointment != null) {
                appointment.cancel();
            }
        } finally {
            lock.unlock();
        }
        settle();
    }
}
