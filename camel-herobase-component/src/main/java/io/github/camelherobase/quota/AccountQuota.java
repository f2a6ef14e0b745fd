package io.github.camelherobase.quota;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

import io.github.camelherobase.api.HerobaseClock;
import io.github.camelherobase.api.HerobaseClock.Cancellable;
import io.github.camelherobase.api.QuotaPriority;
import io.github.camelherobase.api.QuotaStore;

/** The quota of one account: each service has its own, shared by all routes of the context. */
public final class AccountQuota {

    private final String account;
    private final boolean fairUse;
    /** How long those are waited for that have a thread already, when waits end. */
    private static final Duration LAST_ONES = Duration.ofMillis(100);

    private static final Duration LOOKS_EACH = Duration.ofMillis(10);

    private final RequestCost cost;
    private final SteadyTime time;
    private final ServiceNames names = new ServiceNames();
    private final UsageSync usage;
    /** Guards the services and who waits for them, and the threads on which their requests leave. */
    private final ReentrantLock lock = new ReentrantLock();

    private final AccountThreads threads = new AccountThreads();
    private final Condition quiet = lock.newCondition();
    /** By the name the quota counts it under. */
    private final Map<String, ServiceQuota> services = new ConcurrentHashMap<>();
    /** The same by method and path template, so that a name is looked up once. */
    private final Map<String, ServiceQuota> byRequest = new ConcurrentHashMap<>();

    /** Distinguishes this process from the others that share a store. */
    private final String node = UUID.randomUUID().toString().substring(0, 13);

    private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();
    private QuotaStore store;
    private Executor storeExecutor;
    private boolean waitsEnded;
    private boolean stopped;

    /**
     * @param account its name in messages
     * @param fairUse whether every request carries the fair-use header: it then costs one unit, and a minute's limit
     *     applies besides the day's
     * @param zone the zone of the server's production hours
     * @param syncInterval how old the server's counts may become while requests are sent; zero: they are never asked for
     */
    public AccountQuota(String account, boolean fairUse, ZoneId zone, Duration syncInterval, HerobaseClock clock) {
        this.account = account;
        this.fairUse = fairUse;
        this.cost = fairUse ? RequestCost.FAIR_USE : RequestCost.naive(zone);
        this.time = new SteadyTime(clock);
        this.usage = new UsageSync(this, syncInterval, time);
    }

    /**
     * Shares the quota with other processes; to be called before the first request.
     *
     * @param executor asks the store; must have a thread for each call
     */
    public void shareThrough(QuotaStore store, Executor executor) {
        this.store = store;
        this.storeExecutor = executor;
    }

    /** The server's names of services by method and path; to be called before the first request. */
    public void nameServices(Map<String, String> namesByRequest) {
        names.preset(namesByRequest);
    }

    public String account() {
        return account;
    }

    public boolean isFairUse() {
        return fairUse;
    }

    /** Where limits and counts are asked for; without it every service's first request goes alone, as a probe. */
    public void usageFrom(UsageSource source) {
        usage.from(source);
    }

    /**
     * The threads of an endpoint of this account.
     *
     * @param most how many it may use at once
     * @param priority whose tasks go first when the account's threads are all in use
     * @param executor starts a thread for each call
     */
    public SendingThreads threads(int most, QuotaPriority priority, Executor executor) {
        lock.lock();
        try {
            return new SendingThreads(this, threads, executor, priority, most);
        } finally {
            lock.unlock();
        }
    }

    /** The time by which quota is waited for. */
    public Instant now() {
        return time.now();
    }

    /**
     * A permit if one is left and nobody waits; else null.
     *
     * @param service method and path template
     */
    public Permit tryAcquire(String service, QuotaTerms terms) {
        Instant now = time.now();
        return usage.isSettledFor(service, now) ? service(service).tryAcquire(terms, now) : null;
    }

    /**
     * Asks for a permit, in the order of priority and asking; answers through {@code waiter}, at once or later, on any
     * thread.
     *
     * @param service method and path template
     * @param deadline the request is refused as soon as it is known that no window opens before, in the time of {@link #now};
     *     {@link Instant#MAX}: never but for the context's stop
     */
    public void acquire(String service, QuotaTerms terms, Instant deadline, Waiter waiter) {
        usage.whenSettledFor(service, () -> service(service).acquire(terms, deadline, waiter));
    }

    /** Until when nothing can be sent to a service; empty when something can, or when that is not known. */
    public Optional<Instant> limitedUntil(String service, QuotaTerms terms) {
        return service(service).limitedUntil(terms);
    }

    /** How all services stand that were used so far. */
    public List<ServiceStatus> status() {
        return services.values().stream().map(ServiceQuota::status).toList();
    }

    /** How one service stands, by its name in {@link #status()}. */
    public ServiceStatus status(String service) {
        return service(service).status();
    }

    /** Seconds from now; NaN when it is not known. */
    public double secondsUntil(Instant when) {
        return when == null
                ? Double.NaN
                : Math.max(0, Duration.between(time.wall(time.now()), when).toMillis() / 1000.0);
    }

    /** Calls with the name of each service in use, and from now on of each new one; on any thread. */
    public void onService(Consumer<String> listener) {
        listeners.add(listener);
        services.keySet().forEach(name -> AfterLock.run(() -> listener.accept(name)));
    }

    /** How long requests to a service waited, by its name in {@link #status()}. */
    public WaitTimes waitTimes(String service) {
        return service(service).waitTimes();
    }

    /** Refuses all who wait; who comes gets what is left, but does not wait. Called when the context begins to stop. */
    public void endWaits() {
        lock.lock();
        try {
            waitsEnded = true;
        } finally {
            lock.unlock();
        }
        usage.settle();
        services.values().forEach(ServiceQuota::endWaits);
    }

    /**
     * Waits until those whose wait was ended have gone on in their routes: Camel looks whether exchanges are under way, and
     * if there are any, again after a second.
     *
     * @param most nanoseconds; and only briefly when nothing is left but requests that are under way
     */
    public void awaitQuiet(long most) throws InterruptedException {
        lock.lock();
        try {
            long end = System.nanoTime() + most;
            boolean last = false;
            while (!threads.isQuiet() && System.nanoTime() < end) {
                if (!last && !threads.isAwaited()) {
                    last = true;
                    end = Math.min(end, System.nanoTime() + LAST_ONES.toNanos());
                }
                quiet.awaitNanos(LOOKS_EACH.toNanos());
            }
        } finally {
            lock.unlock();
        }
    }

    /** Refuses all who wait, and all who come; called when the context has stopped. */
    public void stop() {
        lock.lock();
        try {
            stopped = true;
        } finally {
            lock.unlock();
        }
        services.values().forEach(ServiceQuota::stop);
        usage.stop();
    }

    /** A change of who uses which threads, after which others may send. */
    void changeThreads(Runnable change) {
        AfterLock calls = new AfterLock();
        lock.lock();
        try {
            change.run();
            threads.startTasks(calls);
            if (threads.isQuiet()) {
                quiet.signalAll();
            }
            services.values().forEach(service -> service.serve(calls));
        } finally {
            lock.unlock();
        }
        calls.run();
    }

    Cancellable callIn(Duration wait, Runnable task) {
        return time.callIn(wait, task);
    }

    /**
     * The server's names of the services, from now on. What was counted under other names is counted under these: the
     * windows go on, and who waits goes on waiting.
     */
    void learnNames(Collection<String> told) {
        AfterLock calls = new AfterLock();
        lock.lock();
        try {
            names.learn(told);
            Map<ServiceQuota, Set<String>> requests = new LinkedHashMap<>();
            byRequest.forEach((request, quota) -> requests.computeIfAbsent(quota, key -> new LinkedHashSet<>())
                    .add(request));
            byRequest.clear();
            requests.forEach((quota, asked) -> move(quota, asked, calls));
        } finally {
            lock.unlock();
        }
        calls.run();
    }

    /** Counts requests, that one quota counted so far, under the names they have now. */
    private void move(ServiceQuota quota, Set<String> requests, AfterLock calls) {
        String before = quota.name();
        Set<String> after = new LinkedHashSet<>();
        requests.forEach(request -> after.add(names.keyOf(request)));
        if (after.equals(Set.of(before))) {
            return;
        }
        services.remove(before, quota);
        boolean moved = false;
        for (String name : after) {
            ServiceQuota there = services.get(name);
            if (moved) {
                // The server counts apart what we counted as one: nobody knows which part was whose.
                ServiceQuota part = there == null ? add(name, calls) : there;
                part.ledger().raiseTo(quota.ledger());
            } else if (there == null) {
                services.put(name, quota);
                quota.rename(name, renamed(quota, name));
                tell(name, calls);
            } else {
                there.ledger().add(quota.ledger());
                quota.succeededBy(there, calls);
            }
            moved = true;
        }
    }

    private Ledger renamed(ServiceQuota quota, String name) {
        if (store == null) {
            return quota.ledger();
        }
        Ledger ledger = shared(name, quota);
        ledger.add(quota.ledger());
        return ledger;
    }

    Map<String, ServiceQuota> services() {
        return services;
    }

    /** The quota of a service, by the name that the server or we give it. */
    ServiceQuota named(String name) {
        String key = names.keyOf(name);
        ServiceQuota known = services.get(key);
        if (known != null) {
            return known;
        }
        AfterLock calls = new AfterLock();
        ServiceQuota quota;
        lock.lock();
        try {
            quota = services.get(key);
            if (quota == null) {
                quota = add(key, calls);
            }
        } finally {
            lock.unlock();
        }
        calls.run();
        return quota;
    }

    private ServiceQuota add(String key, AfterLock calls) {
        ServiceQuota added = new ServiceQuota(key, time, lock, usage);
        added.keepIn(
                store == null
                        ? new ServiceWindows(fairUse, fairUse ? cost : when -> cost.at(time.wall(when)))
                        : shared(key, added));
        services.put(key, added);
        if (waitsEnded) {
            calls.add(added::endWaits);
        }
        if (stopped) {
            calls.add(added::stop);
        }
        tell(key, calls);
        return added;
    }

    private void tell(String name, AfterLock calls) {
        listeners.forEach(listener -> calls.add(() -> listener.accept(name)));
    }

    private ServiceQuota service(String service) {
        ServiceQuota found = byRequest.get(service);
        if (found != null) {
            return found;
        }
        ServiceQuota named = named(service);
        lock.lock();
        try {
            // Unless the server's name was learned meanwhile.
            if (services.get(names.keyOf(service)) == named) {
                byRequest.put(service, named);
                return named;
            }
        } finally {
            lock.unlock();
        }
        return service(service);
    }

    private Ledger shared(String key, ServiceQuota quota) {
        return new SharedLedger(
                account + " " + key,
                node,
                store,
                storeExecutor,
                time,
                hours -> new ServiceWindows(fairUse, hours),
                cost,
                quota::changed);
    }
}
