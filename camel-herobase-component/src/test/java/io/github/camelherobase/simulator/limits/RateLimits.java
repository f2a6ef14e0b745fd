package io.github.camelherobase.simulator.limits;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.github.camelherobase.simulator.account.Account;

/** The limits of all accounts and services. They are never off; a limit may be very high. */
public final class RateLimits {

    private record MeterKey(String owner, String serviceKey) {}

    private final RatePolicy policy;
    private final Map<MeterKey, ServiceMeter> meters = new ConcurrentHashMap<>();

    public RateLimits(RatePolicy policy) {
        this.policy = policy;
    }

    /** Begins anew: nothing was used yet. */
    public void clear() {
        meters.clear();
    }

    public RatePolicy policy() {
        return policy;
    }

    /** Judges one request, and counts it. */
    public Verdict judge(Account account, String serviceKey, FairUse fairUse, Instant now) {
        return meter(account, serviceKey).judge(account.dailyLimit(serviceKey), fairUse, now);
    }

    /** What was used of a service; counts nothing. */
    public ServiceUsage usage(Account account, String serviceKey, Instant now) {
        return meter(account, serviceKey).usage(serviceKey, account.dailyLimit(serviceKey), now);
    }

    /** The windows of a service: its day, and its minute. */
    public List<WindowUsage> windows(Account account, String serviceKey, Instant now) {
        return meter(account, serviceKey).windows(account.dailyLimit(serviceKey), now);
    }

    private ServiceMeter meter(Account account, String serviceKey) {
        MeterKey key = new MeterKey(policy.scope().ownerOf(account), serviceKey);
        ServiceMeter known = meters.get(key);
        return known != null ? known : meters.computeIfAbsent(key, missing -> new ServiceMeter(policy));
    }
}
