package io.github.camelherobase.imports;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.ReentrantLock;

import io.github.camelherobase.api.ImportReport.Problem;

/**
 * Hands the problems of one import to their sink, one at a time. What the sink did not take is handed to it again by the
 * next attempt, so that no rejected lead is lost on its way to {@code rejectedUri}.
 */
final class ProblemQueue {

    private final ProblemSink sink;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Missed> missed = new ArrayDeque<>();

    private record Missed(Problem problem, Object original) {}

    ProblemQueue(ProblemSink sink) {
        this.sink = sink;
    }

    /** @throws RuntimeException the sink's; the problem is kept */
    void hand(Problem problem, Object original) {
        lock.lock();
        try {
            sink.take(problem, original);
        } catch (RuntimeException e) {
            missed.add(new Missed(problem, original));
            throw e;
        } finally {
            lock.unlock();
        }
    }

    /** @throws RuntimeException the sink's; what it did not take is kept */
    void handMissed() {
        lock.lock();
        try {
            while (!missed.isEmpty()) {
                sink.take(missed.peek().problem(), missed.peek().original());
                missed.remove();
            }
        } finally {
            lock.unlock();
        }
    }

    boolean hasMissed() {
        lock.lock();
        try {
            return !missed.isEmpty();
        } finally {
            lock.unlock();
        }
    }
}
