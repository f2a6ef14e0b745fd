package io.github.camelherobase.connect;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** When a lead in doubt is looked up, each time a request of the account's quota. */
class DoubtfulLeadsTest {

    private static final Instant BEGIN = Instant.parse("2026-05-06T08:00:00Z");

    private Instant now = BEGIN;
    private final DoubtfulLeads doubtful = new DoubtfulLeads(() -> now);

    private static WaitingLead lead(long offset) {
        return new WaitingLead(new SinkRecord("in", 0, null, null, null, "{}", offset), new SettledOffsets(), Map.of());
    }

    /** The seconds at which it is looked up while nothing settles it. */
    private List<Long> lookUps(int most) {
        List<Long> seconds = new ArrayList<>();
        while (seconds.size() < most) {
            WaitingLead next = doubtful.poll();
            if (next == null) {
                now = now.plusSeconds(1);
            } else {
                seconds.add(Duration.between(BEGIN, now).toSeconds());
                doubtful.add(next);
            }
        }
        return seconds;
    }

    @Test
    void oneThatNothingSettlesIsLookedUpLessAndLessOften() {
        doubtful.add(lead(1));
        assertThat(lookUps(12)).containsExactly(1L, 3L, 7L, 15L, 31L, 63L, 127L, 255L, 511L, 1_023L, 1_623L, 2_223L);
    }

    @Test
    void aLaterLeadIsReasonForOneLookUpMore() {
        doubtful.add(lead(1));
        lookUps(9);
        doubtful.accepted();
        assertThat(doubtful.poll()).as("at once").isNotNull();
        assertThat(doubtful.resting()).isZero();
        assertThat(doubtful.size()).isEqualTo(1);
    }

    @Test
    void moreLaterLeadsAreNone() {
        doubtful.add(lead(1));
        doubtful.accepted();
        doubtful.add(doubtful.poll());
        doubtful.accepted();
        assertThat(doubtful.poll()).isNull();
    }

    @Test
    void anotherDoubtChangesNothingForTheFirst() {
        doubtful.add(lead(1));
        lookUps(8);
        WaitingLead other = lead(2);
        doubtful.add(other);
        now = now.plusSeconds(1);
        assertThat(doubtful.poll()).isSameAs(other);
        assertThat(doubtful.poll()).isNull();
        doubtful.remove(other);
        assertThat(doubtful.size()).isEqualTo(1);
    }
}
