package io.github.camelherobase.support;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

import io.github.camelherobase.api.HerobaseClock;
import io.github.camelherobase.simulator.clock.MovableClock;

/** One time for the component and the simulator, moved by the test: from one awaited call to the next. */
public final class ManualClock implements HerobaseClock {

    private final MovableClock simulator;
    private final PriorityQueue<Call> calls = new PriorityQueue<>(Comparator.comparing(Call::when));

    public ManualClock(MovableClock simulator) {
        this.simulator = simulator;
    }

    @Override
    public Instant now() {
        return simulator.now();
    }

    @Override
    public synchronized Cancellable callAt(Instant when, Runnable task) {
        Call call = new Call(when, task);
        calls.add(call);
        return () -> cancel(call);
    }

    private synchronized void cancel(Call call) {
        calls.remove(call);
    }

    public void advance(Duration step) {
        advanceTo(now().plus(step));
    }

    /** Moves to the next awaited call and makes it; returns false when none is awaited. */
    public boolean advanceToNextCall() {
        Instant next;
        synchronized (this) {
            if (calls.isEmpty()) {
                return false;
            }
            next = calls.peek().when();
        }
        advanceTo(next.isBefore(now()) ? now() : next);
        return true;
    }

    private void advanceTo(Instant target) {
        List<Runnable> due = new ArrayList<>();
        synchronized (this) {
            simulator.set(target);
            while (!calls.isEmpty() && !calls.peek().when().isAfter(target)) {
                due.add(calls.remove().task());
            }
        }
        due.forEach(Runnable::run);
    }

    private record Call(Instant when, Runnable task) {}
}
