package io.github.camelherobase.simulator.world;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * The leads as exports see them: a change shows up a while after its own time stamp, as that of a transaction which
 * takes its time does. Keeps nothing when there is no delay. Safe for use by several threads.
 */
final class CommittedLeads {

    private record Change(Instant visibleFrom, Lead lead) {}

    private final Duration delay;
    private final Map<Long, Lead> visible = new ConcurrentSkipListMap<>();
    private final Queue<Change> pending = new ArrayDeque<>();

    CommittedLeads(Duration delay) {
        this.delay = delay;
    }

    /** A lead was made or changed; changes of one lead must come in their order. */
    synchronized void changed(Lead lead, Instant now) {
        if (!delay.isZero()) {
            pending.add(new Change(now.plus(delay), lead));
        }
    }

    synchronized void clear() {
        visible.clear();
        pending.clear();
    }

    /** What exports see now, by rising number. */
    synchronized Map<Long, Lead> at(Instant now) {
        while (!pending.isEmpty() && !now.isBefore(pending.element().visibleFrom())) {
            Lead lead = pending.remove().lead();
            visible.put(lead.number(), lead);
        }
        return visible;
    }
}
