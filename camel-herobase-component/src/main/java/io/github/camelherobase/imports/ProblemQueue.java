package io.github.camelherobase.imports;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;

import io.github.camelherobase.api.ImportReport.Problem;
import io.github.camelherobase.imports.LeadSource.TakenLead;

/**
 * Hands the problems of one import to their sink, one at a time, on a thread that sends no leads: the sink's route may
 * lead back into the same endpoint. What the sink did not take is handed to it again by the next attempt, so that no
 * rejected lead is lost on its way to {@code rejectedUri}.
 */
final class ProblemQueue {

    /** With so many waiting no further lead is taken. */
    private static final int FULL = 256;

    private static final int ROOM_AGAIN = 128;

    private final ProblemSink sink;
    private final Executor executor;
    private final ReentrantLock lock = new ReentrantLock();

    /** Those not taken by the sink yet. */
    private final Deque<Waiting> waiting = new ArrayDeque<>();

    private boolean handing;
    /** These two are read for each lead, so without the lock. */
    private volatile Throwable failure;

    private volatile CompletableFuture<Void> room = CompletableFuture.completedFuture(null);
    private CompletableFuture<Void> idle = CompletableFuture.completedFuture(null);

    /** One of them. */
    record Waiting(Problem problem, TakenLead lead) {}

    ProblemQueue(ProblemSink sink, Executor executor) {
        this.sink = sink;
        this.executor = executor;
    }

    void hand(Problem problem, TakenLead lead) {
        if (sink == ProblemSink.NONE) {
            return;
        }
        lock.lock();
        try {
            waiting.add(new Waiting(problem, lead));
            if (waiting.size() >= FULL && failure == null && room.isDone()) {
                room = new CompletableFuture<>();
            }
        } finally {
            lock.unlock();
        }
        begin();
    }

    /** Hands over what the sink did not take before. */
    void handMissed() {
        lock.lock();
        try {
            failure = null;
        } finally {
            lock.unlock();
        }
        begin();
    }

    private void begin() {
        lock.lock();
        try {
            if (handing || failure != null || waiting.isEmpty()) {
                return;
            }
            handing = true;
            idle = new CompletableFuture<>();
        } finally {
            lock.unlock();
        }
        try {
            executor.execute(this::handAll);
        } catch (RejectedExecutionException e) {
            end(new IllegalStateException("the endpoint is being stopped", e));
        } catch (RuntimeException | Error e) {
            end(e);
        }
    }

    private void handAll() {
        try {
            for (Waiting next = first(); next != null; next = next()) {
                sink.take(next.problem(), next.lead().element());
            }
        } catch (RuntimeException | Error e) {
            end(e);
        }
    }

    private Waiting first() {
        lock.lock();
        try {
            return waiting.peek();
        } finally {
            lock.unlock();
        }
    }

    /** The first was taken; the next, or null at the end. */
    private Waiting next() {
        CompletableFuture<Void> done = null;
        CompletableFuture<Void> roomAgain = null;
        lock.lock();
        try {
            waiting.remove();
            if (waiting.size() <= ROOM_AGAIN) {
                roomAgain = room;
            }
            if (!waiting.isEmpty()) {
                return waiting.peek();
            }
            handing = false;
            done = idle;
            return null;
        } finally {
            lock.unlock();
            complete(roomAgain);
            complete(done);
        }
    }

    private void end(Throwable why) {
        lock.lock();
        try {
            failure = why;
            handing = false;
        } finally {
            lock.unlock();
        }
        complete(room);
        complete(idle);
    }

    private static void complete(CompletableFuture<Void> stage) {
        if (stage != null) {
            stage.complete(null);
        }
    }

    /** Done when there is room for another problem; never fails. */
    CompletableFuture<Void> room() {
        return room;
    }

    /** Done when everything was handed over, or that failed; never fails. */
    CompletableFuture<Void> idle() {
        lock.lock();
        try {
            return idle;
        } finally {
            lock.unlock();
        }
    }

    /** Why the sink did not take a problem; null when it took all. */
    Throwable failure() {
        return failure;
    }

    List<Waiting> missed() {
        lock.lock();
        try {
            return List.copyOf(waiting);
        } finally {
            lock.unlock();
        }
    }
}
