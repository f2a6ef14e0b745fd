package io.github.camelherobase.quota;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

import io.github.camelherobase.api.HerobaseClock;
import io.github.camelherobase.api.QuotaStore;

/** The quota of one account: each service has its own, shared by all routes of the context. */
public final class AccountQuota {

    private final String account;
    private final boolean fairUse;
    private final RequestCost cost;
    private final HerobaseClock clock;
    private final ServiceNames names = new ServiceNames();
    private final UsageSync usage;
    /** By the name the quota counts it under. */
    private final Map<String, ServiceQuota> services = new ConcurrentHashMap<>();
    /** The same by method and path template, so that a name is looked up once. */
    private final Map<String, ServiceQuota> byRequest = new ConcurrentHashMap<>();

    /** Distinguishes this process from the others that share a store. */
    private final String node = UUID.randomUUID().toString().substring(0, 13);

    private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();
    private QuotaStore store;
    private Executor storeExecutor;
    private volatile boolean stopped;

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
        this.clock = clock;
        this.usage = new UsageSync(this, syncInterval, clock);
    }

    /**
     * Shares the quota with other processes; to be called before the first request.
     *
     * @param executor asks the store
     */
    public void shareThrough(QuotaStore store, Executor executor) {
        this.store = store;
        this.storeExecutor = executor;
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
     * A permit if one is left and nobody waits for it; else null.
     *
     * @param service method and path template
     */
    public Permit tryAcquire(String service, QuotaTerms terms) {
        Instant now = clock.now();
        return usage.isSettledFor(service, now) ? service(service).tryAcquire(terms, now) : null;
    }

    /**
     * Asks for a permit, in the order of priority and asking; answers through {@code waiter}, at once or later, on any
     * thread.
     *
     * @param service method and path template
     * @param deadline the request is refused as soon as it is known that no window opens before;
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
    public double secondsUntil(Instant time) {
        return time == null
                ? Double.NaN
                : Math.max(0, Duration.between(clock.now(), time).toMillis() / 1000.0);
    }

    /** Calls with the name of each service in use, and from now on of each new one; on any thread. */
    public void onService(Consumer<String> listener) {
        listeners.add(listener);
        services.keySet().forEach(listener);
    }

    /** How long requests to a service waited, by its name in {@link #status()}. */
    public WaitTimes waitTimes(String service) {
        return service(service).waitTimes();
    }

    /** Refuses all who wait; called when the context stops. */
    public void stop() {
        stopped = true;
        services.values().forEach(ServiceQuota::stop);
        usage.stop();
    }

    /** The server's names of the services, from now on. */
    void learnNames(Collection<String> told) {
        names.learn(told);
        byRequest.clear();
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
        ServiceQuota added = newService(key);
        ServiceQuota first = services.putIfAbsent(key, added);
        if (first != null) {
            return first;
        }
        if (stopped) {
            added.stop();
        }
        listeners.forEach(listener -> listener.accept(key));
        return added;
    }

    private ServiceQuota service(String service) {
        ServiceQuota found = byRequest.get(service);
        if (found == null) {
            found = named(service);
            byRequest.put(service, found);
            if (services.get(names.keyOf(service)) != found) {
                // The server's name was learned meanwhile.
                byRequest.remove(service, found);
            }
        }
        return found;
    }

    private ServiceQuota newService(String key) {
        ServiceQuota quota = new ServiceQuota(key, clock, usage);
        quota.keepIn(store == null ? newWindows() : shared(key, quota));
        return quota;
    }

    private ServiceWindows newWindows() {
        return new ServiceWindows(fairUse, cost);
    }

    private Ledger shared(String key, ServiceQuota quota) {
        return new SharedLedger(
                account + " " + key, node, store, storeExecutor, clock, this::newWindows, quota::changed);
    }
}
