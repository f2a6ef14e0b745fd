package io.github.camelherobase.imports;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;

import io.github.camelherobase.api.HerobaseClock;

/**
 * Time of a model on one thread. Whoever waits lets it pass: meanwhile all that is due happens, in other nodes and in the
 * same one, so that requests and pauses overlap.
 */
final class ModelTime {

    private static final int DEEPEST = 25;
    private static final boolean TOLD = Boolean.getBoolean("journal.told");

    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparingLong(Event::when).thenComparingLong(Event::number));
    private final List<String> story = new ArrayList<>();
    private long now;
    private long number;
    private int depth;

    private record Event(long when, long number, Runnable task) {}

    ModelTime(Instant begin) {
        now = begin.toEpochMilli();
    }

    long now() {
        return now;
    }

    void at(long when, Runnable task) {
        events.add(new Event(Math.max(when, now), number++, task));
    }

    /** What happened, for whoever asks why. */
    List<String> story() {
        return story;
    }

    void tell(String what, Object... values) {
        if (TOLD) {
            story.add(Instant.ofEpochMilli(now).toString().substring(11) + " " + String.format(what, values));
        }
    }

    /** What is due meanwhile happens. */
    void pass(long millis) {
        long end = now + millis;
        if (depth >= DEEPEST) {
            now = end;
            return;
        }
        depth++;
        try {
            while (!events.isEmpty() && events.peek().when() <= end) {
                Event next = events.remove();
                now = Math.max(now, next.when());
                next.task().run();
            }
        } finally {
            depth--;
        }
        now = Math.max(now, end);
    }

    /** Whether nobody else waits meanwhile for whoever lets time pass now. */
    boolean isNobodyHeldUp() {
        return depth <= 1;
    }

    /** A machine's clock, which is off by {@code offset}, for as long as its process lives. */
    HerobaseClock clock(Duration offset, BooleanSupplier alive) {
        return new HerobaseClock() {
            @Override
            public Instant now() {
                return Instant.ofEpochMilli(now).plus(offset);
            }

            @Override
            public Cancellable callAt(Instant when, Runnable task) {
                boolean[] cancelled = {false};
                at(when.minus(offset).toEpochMilli(), () -> {
                    if (!cancelled[0] && alive.getAsBoolean()) {
                        task.run();
                    }
                });
                return () -> cancelled[0] = true;
            }
        };
    }
}
