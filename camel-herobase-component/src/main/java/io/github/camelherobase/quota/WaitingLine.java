package io.github.camelherobase.quota;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;

/**
 * Those who wait for quota on the same terms, first come, first served; and who of them runs out of patience first.
 * Guarded by the lock of its {@link ServiceQuota}.
 */
final class WaitingLine {

    private final long reserve;
    private final Deque<Waiting> byArrival = new ArrayDeque<>();
    private final Queue<Waiting> byDeadline = new PriorityQueue<>(Comparator.comparing(entry -> entry.deadline));
    private int size;

    WaitingLine(long reserve) {
        this.reserve = reserve;
    }

    long reserve() {
        return reserve;
    }

    int size() {
        return size;
    }

    void add(Waiting entry) {
        size++;
        byArrival.add(entry);
        if (entry.deadline.isBefore(Instant.MAX)) {
            byDeadline.add(entry);
        }
    }

    /** Who came first; null when nobody waits. */
    Waiting first() {
        while (!byArrival.isEmpty() && byArrival.peek().left) {
            byArrival.remove();
        }
        return byArrival.peek();
    }

    Waiting removeFirst() {
        Waiting entry = first();
        byArrival.remove();
        leave(entry);
        return entry;
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

    List<Waiting> removeAll() {
        List<Waiting> removed =
                new ArrayList<>(byArrival.stream().filter(entry -> !entry.left).toList());
        removed.forEach(this::leave);
        byArrival.clear();
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
    }

    /** One who waits. */
    static final class Waiting {

        private final long arrival;
        private final Instant since;
        private final Instant deadline;
        private final Waiter waiter;
        private boolean left;

        Waiting(long arrival, Instant since, Instant deadline, Waiter waiter) {
            this.arrival = arrival;
            this.since = since;
            this.deadline = deadline;
            this.waiter = waiter;
        }

        long arrival() {
            return arrival;
        }

        Instant since() {
            return since;
        }

        Waiter waiter() {
            return waiter;
        }
    }
}
