package io.github.camelherobase.simulator.world;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.github.camelherobase.simulator.clock.SimulatorClock;

/** What people do to leads in the browser, besides calling them. */
public final class UserInterface {

    private final World world;
    private final SimulatorClock clock;

    UserInterface(World world, SimulatorClock clock) {
        this.world = world;
        this.clock = clock;
    }

    /** Uploads leads, which come into a new pool. */
    public List<Lead> upload(String campaignCode, String user, List<Map<String, String>> leads) {
        return upload(campaignCode, user, Optional.empty(), leads);
    }

    /** Uploads leads, which come into a new pool of this name. */
    public List<Lead> upload(String campaignCode, String user, String poolName, List<Map<String, String>> leads) {
        return upload(campaignCode, user, Optional.of(poolName), leads);
    }

    private List<Lead> upload(
            String campaignCode, String user, Optional<String> poolName, List<Map<String, String>> leads) {
        Campaign campaign = world.campaignOf(campaignCode);
        LeadPool pool = world.leadPools().upload(campaign, poolName, clock.now());
        return leads.stream()
                .map(data -> world.store(campaign, pool, data, Optional.of(user)))
                .toList();
    }

    /**
     * Makes a lead by hand, in the month's default pool.
     *
     * @param poolText the pool's name in the user's language, such as {@code Manually created leads}
     */
    public Lead create(String campaignCode, String user, String poolText, Map<String, String> data) {
        Campaign campaign = world.campaignOf(campaignCode);
        Instant now = clock.now();
        return world.store(campaign, world.leadPools().manual(campaign, poolText, now), data, Optional.of(user));
    }

    /** An administrator: the lead should no longer be used. */
    public Lead remove(String leadId) {
        return world.change(leadId, draft -> draft.status(LeadStatus.Removed));
    }

    /** An administrator: the lead is on the customer's do-not-call list. */
    public Lead doNotCall(String leadId) {
        return world.change(leadId, draft -> draft.status(LeadStatus.DoNotCall));
    }

    /** A superadministrator: the lead is on the global do-not-call list. */
    public Lead globalDoNotCall(String leadId) {
        return world.change(leadId, draft -> draft.status(LeadStatus.GlobalDoNotCall));
    }

    /** The person wants to be forgotten: the lead's data are emptied, and the number in its calls. */
    public Lead anonymize(String leadId) {
        Lead anonymous = world.change(
                leadId, draft -> draft.status(LeadStatus.Anonymized).emptyData());
        world.calls().forget(leadId);
        return anonymous;
    }
}
