package io.github.camelherobase.quota;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** How long requests waited for quota: a histogram. Safe for use by several threads. */
public final class WaitTimes {

    private static final List<Duration> BOUNDS = List.of(
            Duration.ZERO,
            Duration.ofMillis(100),
            Duration.ofSeconds(1),
            Duration.ofSeconds(10),
            Duration.ofMinutes(1),
            Duration.ofMinutes(10),
            Duration.ofHours(1),
            Duration.ofDays(1));

    private final LongAdder[] counts = new LongAdder[BOUNDS.size() + 1];
    private final LongAdder totalMillis = new LongAdder();

    WaitTimes() {
        for (int bucket = 0; bucket < counts.length; bucket++) {
            counts[bucket] = new LongAdder();
        }
    }

    void none() {
        counts[0].increment();
    }

    void add(Duration wait) {
        totalMillis.add(wait.toMillis());
        int bucket = 0;
        while (bucket < BOUNDS.size() && wait.compareTo(BOUNDS.get(bucket)) > 0) {
            bucket++;
        }
        counts[bucket].increment();
    }

    /** Permits given. */
    public long count() {
        long count = 0;
        for (LongAdder bucket : counts) {
            count += bucket.sum();
        }
        return count;
    }

    /** The sum of all waits. */
    public Duration total() {
        return Duration.ofMillis(totalMillis.sum());
    }

    /** How many waited at most so long and longer than the bucket before allows, shortest first. */
    public List<Bucket> buckets() {
        List<Bucket> buckets = new ArrayList<>();
        for (int bucket = 0; bucket < counts.length; bucket++) {
            Duration most = bucket < BOUNDS.size() ? BOUNDS.get(bucket) : QuotaTerms.UNTIL_RESET;
            buckets.add(new Bucket(most, counts[bucket].sum()));
        }
        return buckets;
    }

    /**
     * One bar of the histogram.
     *
     * @param atMost the longest wait in it; {@link QuotaTerms#UNTIL_RESET} in the last
     * @param count permits given after such a wait
     */
    public record Bucket(Duration atMost, long count) {

        /** The longest wait in ISO 8601, or {@code longer}. */
        public String label() {
            return atMost.equals(QuotaTerms.UNTIL_RESET) ? "longer" : atMost.toString();
        }
    }
}
