package io.github.camelherobase.quota;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;

/**
 * Those who wait for quota on the same terms, first come, first served among those who could send at once; and who of
 * them runs out of patience first. Guarded by the lock of its account.
 */
final class WaitingLine {

    private final Reserve reserve;
    /** By the threads they need. */
    private final Map<SendingThreads, Deque<Waiting>> byThreads = new IdentityHashMap<>();

    private final Queue<Waiting> byDeadline = new PriorityQueue<>(Comparator.comparing(entry -> entry.deadline));
    private int size;

    WaitingLine(Reserve reserve) {
        this.reserve = reserve;
    }

    Reserve reserve() {
        return reserve;
    }

    int size() {
        return size;
    }

    void add(Waiting entry) {
        size++;
        byThreads.computeIfAbsent(entry.threads, threads -> new ArrayDeque<>()).add(entry);
        if (entry.deadline.isBefore(Instant.MAX)) {
            byDeadline.add(entry);
        }
        if (entry.threads != null) {
            entry.threads.waiterCame();
        }
    }

    /** Who came first of those who could send at once; null when there is nobody. */
    Waiting first() {
        Waiting first = null;
        for (Iterator<Map.Entry<SendingThreads, Deque<Waiting>>> queues =
                        byThreads.entrySet().iterator();
                queues.hasNext(); ) {
            Map.Entry<SendingThreads, Deque<Waiting>> queue = queues.next();
            Waiting head = head(queue.getValue());
            if (head == null) {
                queues.remove();
            } else if ((queue.getKey() == null || queue.getKey().isFree())
                    && (first == null || head.arrival < first.arrival)) {
                first = head;
            }
        }
        return first;
    }

    private static Waiting head(Deque<Waiting> queue) {
        while (!queue.isEmpty() && queue.peek().left) {
            queue.remove();
        }
        return queue.peek();
    }

    void remove(Waiting entry) {
        leave(entry);
    }

    /** Takes out all whose deadline is before, or at, {@code when}. */
    List<Waiting> removeWithDeadline(Instant when, boolean inclusive) {
        List<Waiting> removed = new ArrayList<>();
        for (Instant deadline = earliestDeadline();
                deadline.isBefore(when) || inclusive && deadline.equals(when);
                deadline = earliestDeadline()) {
            Waiting entry = byDeadline.remove();
            leave(entry);
            removed.add(entry);
        }
        return removed;
    }

    /** Takes out all, who came first first. */
    List<Waiting> removeAll() {
        List<Waiting> removed = byThreads.values().stream()
                .flatMap(Deque::stream)
                .filter(entry -> !entry.left)
                .sorted(Comparator.comparingLong(Waiting::arrival))
                .toList();
        removed.forEach(this::leave);
        byThreads.clear();
        byDeadline.clear();
        return removed;
    }

    /** {@link Instant#MAX} when nobody's patience ends. */
    Instant earliestDeadline() {
        while (!byDeadline.isEmpty() && byDeadline.peek().left) {
            byDeadline.remove();
        }
        return byDeadline.isEmpty() ? Instant.MAX : byDeadline.peek().deadline;
    }

    private void leave(Waiting entry) {
        entry.left = true;
        size--;
        if (entry.threads != null) {
            entry.threads.waiterLeft();
        }
    }

    /** One who waits. */
    static final class Waiting {

        private final long arrival;
        private final Instant since;
        private final Instant deadline;
        private final Waiter waiter;
        private final SendingThreads threads;
        private boolean left;

        Waiting(long arrival, Instant since, Instant deadline, Waiter waiter) {
            this.arrival = arrival;
            this.since = since;
            this.deadline = deadline;
            this.waiter = waiter;
            this.threads = waiter.threads();
        }

        /** The same, waiting at another service. */
        Waiting moved(long newArrival) {
            return new Waiting(newArrival, since, deadline, waiter);
        }

        long arrival() {
            return arrival;
        }

        Instant since() {
            return since;
        }

        Instant deadline() {
            return deadline;
        }

        Waiter waiter() {
            return waiter;
        }

        SendingThreads threads() {
            return threads;
        }
    }
}
