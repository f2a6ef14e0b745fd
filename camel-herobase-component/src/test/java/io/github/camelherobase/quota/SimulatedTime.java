package io.github.camelherobase.quota;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

import io.github.camelherobase.api.HerobaseClock;

/** Time that jumps from one awaited call to the next, on the test's own thread: a day takes as long as its work. */
final class SimulatedTime implements HerobaseClock {

    private final PriorityQueue<Call> calls =
            new PriorityQueue<>(Comparator.comparing(Call::when).thenComparing(Call::number));
    private Instant now;
    private long number;

    SimulatedTime(Instant begin) {
        now = begin;
    }

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public Cancellable callAt(Instant when, Runnable task) {
        Call call = new Call(when.isBefore(now) ? now : when, number++, task);
        calls.add(call);
        return () -> calls.remove(call);
    }

    void callAfter(Duration wait, Runnable task) {
        callAt(now.plus(wait), task);
    }

    /** How many calls are awaited. */
    int awaited() {
        return calls.size();
    }

    /** Makes all calls before {@code end}. */
    void runUntil(Instant end) {
        while (!calls.isEmpty() && calls.peek().when().isBefore(end)) {
            Call call = calls.remove();
            now = call.when();
            call.task().run();
        }
        now = end;
    }

    private record Call(Instant when, long number, Runnable task) {}
}
