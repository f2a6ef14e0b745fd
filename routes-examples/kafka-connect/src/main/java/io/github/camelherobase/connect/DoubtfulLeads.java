package io.github.camelherobase.connect;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;

import org.apache.kafka.common.TopicPartition;

/**
 * Leads that were sent, with no answer, and that the look-up did not settle. That one is not there only a later lead can
 * show, which is: so they are looked up again when one was accepted, and now and then.
 */
final class DoubtfulLeads {

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    /** A look-up is a request of the account's quota, for each lead. */
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

    private final Deque<WaitingLead> leads = new ArrayDeque<>();
    private Duration pause = FIRST_PAUSE;
    private Instant due = Instant.MIN;
    private int toLookUp;
    private boolean awaitsLater;

    void add(WaitingLead lead) {
        if (leads.isEmpty()) {
            pause = FIRST_PAUSE;
            due = Instant.now().plus(pause);
            awaitsLater = true;
        }
        leads.add(lead);
    }

    /** HeroBase has one more. The first one shows it; where it does not, more would only cost. */
    void accepted() {
        if (awaitsLater) {
            awaitsLater = false;
            pause = FIRST_PAUSE;
            due = Instant.MIN;
        }
    }

    /** The next to be looked up; null when none is to be now. */
    WaitingLead poll() {
        Instant now = Instant.now();
        if (toLookUp == 0 && !now.isBefore(due)) {
            toLookUp = leads.size();
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
            due = now.plus(pause);
        }
        if (toLookUp == 0) {
            return null;
        }
        toLookUp--;
        return leads.poll();
    }

    int size() {
        return leads.size();
    }

    void forget(Collection<TopicPartition> partitions) {
        leads.removeIf(lead -> partitions.contains(WaitingLead.partition(lead.origin())));
        toLookUp = Math.min(toLookUp, leads.size());
    }

    void clear() {
        leads.clear();
        toLookUp = 0;
    }
}
