package io.github.camelherobase.quota;

import java.time.ZoneId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.github.camelherobase.api.HerobaseClock;

/** The quota of one account: each service has its own, shared by all routes of the context. */
public final class AccountQuota {

    private final boolean fairUse;
    private final RequestCost cost;
    private final HerobaseClock clock;
    private final Map<String, ServiceQuota> services = new ConcurrentHashMap<>();

    /**
     * @param fairUse whether every request carries the fair-use header: it then costs one unit, and a minute's limit
     *     applies besides the day's
     * @param zone the zone of the server's production hours
     */
    public AccountQuota(boolean fairUse, ZoneId zone, HerobaseClock clock) {
        this.fairUse = fairUse;
        this.cost = fairUse ? RequestCost.FAIR_USE : RequestCost.naive(zone);
        this.clock = clock;
    }

    public boolean isFairUse() {
        return fairUse;
    }

    /** The quota of a service, named by method and path template. */
    public ServiceQuota service(String service) {
        return services.computeIfAbsent(service, name -> new ServiceQuota(name, fairUse, cost, clock));
    }

    /** Refuses all who wait; called when the context stops. */
    public void stop() {
        services.values().forEach(ServiceQuota::stop);
    }
}
