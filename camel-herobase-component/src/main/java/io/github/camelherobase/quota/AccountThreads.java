package io.github.camelherobase.quota;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * How many threads all endpoints of an account may use together for sending, and the endpoints whose tasks wait for one.
 * Guarded by the lock of its account.
 */
final class AccountThreads {

    /** Enough for the 348 requests a minute of the highest limit, of three seconds each. */
    private static final int LEAST = 20;

    private final Set<SendingThreads> waiting = new LinkedHashSet<>();
    private int most = LEAST;
    private int sending;
    /** With those that have sent and go on in their routes. */
    private int running;

    /** No endpoint is held back by the others alone. */
    void allow(int endpointMost) {
        most = Math.max(most, endpointMost);
    }

    boolean isFree() {
        return sending < most;
    }

    void take() {
        sending++;
        running++;
    }

    /** A thread has ended. */
    void leave() {
        running--;
    }

    void release() {
        sending--;
    }

    /** An endpoint has tasks that wait for a thread. */
    void await(SendingThreads endpoint) {
        waiting.add(endpoint);
    }

    boolean isAwaited() {
        return !waiting.isEmpty();
    }

    /** Nothing runs, and nothing waits for a thread. */
    boolean isQuiet() {
        return running == 0 && waiting.isEmpty();
    }

    /** Starts what can be started, the endpoints in turn, those of higher priority first. */
    void startTasks(AfterLock calls) {
        for (SendingThreads next = next(); next != null; next = next()) {
            waiting.remove(next);
            calls.add(next.startTask());
            if (next.hasTasks()) {
                waiting.add(next);
            }
        }
    }

    private SendingThreads next() {
        return waiting.stream()
                .filter(SendingThreads::isFree)
                .min(Comparator.comparing(SendingThreads::priority))
                .orElse(null);
    }
}
