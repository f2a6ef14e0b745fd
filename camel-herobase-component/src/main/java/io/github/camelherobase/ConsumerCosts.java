package io.github.camelherobase;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/** What the context's consumers cost in requests a day, by account and service: their polls share one quota. */
final class ConsumerCosts {

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
     * Adds a consumer.
     *
     * @param dailyLimit of the service; null when it is not known yet
     * @return what all consumers of the same account and service cost a day
     * @throws IllegalStateException when that is more than the limit
     */
    long add(Object consumer, Cost cost, Long dailyLimit) {
        lock.lock();
        try {
            costs.put(consumer, cost);
            long sum = costs.values().stream()
                    .filter(other -> other.account().equals(cost.account())
                            && other.service().equals(cost.service()))
                    .mapToLong(Cost::requestsADay)
                    .sum();
            if (dailyLimit != null && sum > dailyLimit) {
                costs.remove(consumer);
                throw new IllegalStateException(
                        "The consumers of " + cost.account() + " would ask " + cost.service() + " "
                                + sum + " times a day, but its limit is " + dailyLimit
                                + "; make delay longer, or ask the vendor for a higher limit");
            }
            return sum;
        } finally {
            lock.unlock();
        }
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
