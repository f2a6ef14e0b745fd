package io.github.camelherobase.connect;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

import org.apache.kafka.common.TopicPartition;

/**
 * Leads that were sent, with no answer, and that the look-up did not settle. That one is not there only a later lead can
 * show, which is: so each is looked up again when one was accepted, and at growing pauses. Not safe for several threads.
 */
final class DoubtfulLeads {

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    /** A look-up is a request of the account's quota, for each lead. */
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

    private final Map<WaitingLead, LookUps> leads = new LinkedHashMap<>();
    private final InstantSource clock;

    /** Those of one lead. */
    private static final class LookUps {

        private final GrowingPause pause = new GrowingPause(FIRST_PAUSE, LONGEST_PAUSE);
        /** Of the next; null while one is under way. */
        private Instant due;

        private boolean followsLaterOne;
    }

    DoubtfulLeads(InstantSource clock) {
        this.clock = clock;
    }

    /** It came into doubt, or a look-up has left it there. */
    void add(WaitingLead lead) {
        LookUps lookUps = leads.computeIfAbsent(lead, any -> new LookUps());
        lookUps.due = clock.instant().plus(lookUps.pause.next());
    }

    /** It is in doubt no more. */
    void remove(WaitingLead lead) {
        leads.remove(lead);
    }

    /** HeroBase has one more. The first one shows it; where it does not, more would only cost. */
    void accepted() {
        for (LookUps each : leads.values()) {
            if (each.due != null && !each.followsLaterOne) {
                each.followsLaterOne = true;
                each.due = Instant.MIN;
            }
        }
    }

    /** The next to be looked up; null when none is to be now. */
    WaitingLead poll() {
        Instant now = clock.instant();
        for (Map.Entry<WaitingLead, LookUps> each : leads.entrySet()) {
            Instant due = each.getValue().due;
            if (due != null && !now.isBefore(due)) {
                each.getValue().due = null;
                return each.getKey();
            }
        }
        return null;
    }

    int size() {
        return leads.size();
    }

    /** Those that are not being looked up now. */
    int resting() {
        return (int) leads.values().stream().filter(each -> each.due != null).count();
    }

    void forget(Collection<TopicPartition> partitions) {
        leads.keySet().removeIf(lead -> partitions.contains(WaitingLead.partition(lead.origin())));
    }

    void clear() {
        leads.clear();
    }
}
