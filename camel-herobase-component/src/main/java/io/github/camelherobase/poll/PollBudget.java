package io.github.camelherobase.poll;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;

import io.github.camelherobase.quota.RequestCost;

/** What the context's consumers cost in requests a day, by account and service: their polls share one quota. */
public final class PollBudget {

    private static final Duration DAY = Duration.ofDays(1);

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Object, Cost> costs = new HashMap<>();

    /** What one consumer costs, history not counted: it is read once. */
    record Cost(String account, String service, long requestsADay) {

        /** @param requestsAWindow as a poll of the live end is one window */
        static Cost of(String account, String service, Duration delay, long requestsAWindow) {
            long polls = Math.max(1, DAY.dividedBy(delay.isZero() ? Duration.ofMillis(1) : delay));
            return new Cost(account, service, polls * requestsAWindow);
        }
    }

    /**
     * The daily limit of a service, and how it counts.
     *
     * @param requests null when it is not known yet
     * @param fairUse whether every request counts one
     * @param countedAs the name under which the quota counts a service, which may be that of several
     */
    public record DailyLimit(Long requests, boolean fairUse, UnaryOperator<String> countedAs) {

        private boolean isExceededBy(long requestsADay) {
            return requests != null
                    && (fairUse ? requestsADay : RequestCost.leastWithoutFairUse(requestsADay, requests)) > requests;
        }
    }

    /**
     * Adds a consumer.
     *
     * @return what all consumers of the same account and service cost a day
     * @throws IllegalStateException when that is more than the limit
     */
    long add(Object consumer, Cost cost, DailyLimit limit) {
        lock.lock();
        try {
            costs.put(consumer, cost);
            String tooMuch = tooMuch(cost, limit);
            if (tooMuch != null) {
                costs.remove(consumer);
                throw new IllegalStateException(tooMuch);
            }
            return sum(cost, limit);
        } finally {
            lock.unlock();
        }
    }

    /** What a consumer costs after all, whether that is too much or not. */
    void replace(Object consumer, Cost cost) {
        lock.lock();
        try {
            costs.put(consumer, cost);
        } finally {
            lock.unlock();
        }
    }

    /** Why the consumers do not fit the limit; null when they do, or when it is not known. */
    String tooMuch(Cost cost, DailyLimit limit) {
        lock.lock();
        try {
            long sum = sum(cost, limit);
            return limit.isExceededBy(sum)
                    ? "The consumers of " + cost.account() + " would ask " + cost.service() + " " + sum
                            + " times a day, but its limit is " + limit.requests()
                            + (limit.fairUse() ? "" : ", and without fairUse a request counts up to eight times")
                            + "; make delay longer, or ask the vendor for a higher limit"
                    : null;
        } finally {
            lock.unlock();
        }
    }

    private long sum(Cost cost, DailyLimit limit) {
        String service = limit.countedAs().apply(cost.service());
        return costs.values().stream()
                .filter(other -> other.account().equals(cost.account())
                        && limit.countedAs().apply(other.service()).equals(service))
                .mapToLong(Cost::requestsADay)
                .sum();
    }

    void remove(Object consumer) {
        lock.lock();
        try {
            costs.remove(consumer);
        } finally {
            lock.unlock();
        }
    }
}
