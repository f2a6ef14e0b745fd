package io.github.camelherobase.quota;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import io.github.camelherobase.api.HerobaseClock;

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
        return services.computeIfAbsent(names.keyOf(name), this::newService);
    }

    private ServiceQuota service(String service) {
        ServiceQuota found = byRequest.get(service);
        return found != null ? found : byRequest.computeIfAbsent(service, this::named);
    }

    private ServiceQuota newService(String key) {
        ServiceQuota quota = new ServiceQuota(key, new ServiceWindows(fairUse, cost), clock, usage);
        if (stopped) {
            quota.stop();
        }
        return quota;
    }
}
