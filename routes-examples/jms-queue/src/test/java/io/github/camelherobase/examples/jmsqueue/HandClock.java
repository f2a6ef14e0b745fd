package io.github.camelherobase.examples.jmsqueue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.github.camelherobase.api.HerobaseClock;
import io.github.camelherobase.simulator.clock.MovableClock;

/** The simulator's time, moved by hand, for the component; calls are made when it moves. */
final class HandClock implements HerobaseClock {

    private record Call(Instant when, Runnable task) {}

    private final MovableClock clock;
    private final List<Call> calls = new ArrayList<>();

    HandClock(MovableClock clock) {
        this.clock = clock;
    }

    @Override
    public Instant now() {
        return clock.now();
    }

    @Override
    public Cancellable callAt(Instant when, Runnable task) {
        Call call = new Call(when, task);
        synchronized (calls) {
            calls.add(call);
        }
        return () -> {
            synchronized (calls) {
                calls.remove(call);
            }
        };
    }

    void advance(Duration time) {
        clock.advance(time);
        callDue();
    }

    private void callDue() {
        List<Call> due;
        synchronized (calls) {
            due = calls.stream().filter(call -> !call.when().isAfter(now())).toList();
            calls.removeAll(due);
        }
        due.forEach(call -> call.task().run());
    }
}
