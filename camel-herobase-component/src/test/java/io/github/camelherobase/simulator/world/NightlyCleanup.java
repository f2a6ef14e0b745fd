package io.github.camelherobase.simulator.world;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What the system does to leads at night (vendor's page: Unresolved, Abandoned, Expired). */
final class NightlyCleanup {

    /** The product's help: "after a week". */
    private static final Duration ABANDONED_AFTER = Duration.ofDays(7);

    private final World world;

    NightlyCleanup(World world) {
        this.world = world;
    }

    void run(Instant now) {
        world.dialer().unresolveAll();
        List<Lead> open =
                world.leads().filter(lead -> !lead.status().isClosed()).toList();
        open.forEach(lead -> clean(lead, now));
    }

    private void clean(Lead lead, Instant now) {
        if (lead.status() == LeadStatus.Unresolved
                && !now.isBefore(lead.lastModifiedTime().plus(ABANDONED_AFTER))) {
            world.change(lead.uniqueId(), draft -> draft.status(LeadStatus.Abandoned));
        }
        lead.campaign()
                .expiry()
                .of(lead.status())
                .filter(limit -> !now.isBefore(lead.uploadTime().plus(limit)))
                .ifPresent(limit -> world.change(lead.uniqueId(), draft -> draft.status(LeadStatus.Expired)));
    }
}
