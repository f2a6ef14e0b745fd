package io.github.camelherobase.simulator.world;

import java.time.Instant;
import java.util.List;
import java.util.Random;

import io.github.camelherobase.simulator.clock.SimulatorClock;

/**
 * Agents who call open leads and record what came of it. The same seed on the same leads gives the same results. The
 * clock is not moved: all calls of one run happen now.
 */
public final class Agents {

    private static final List<String> NAMES =
            List.of("agent1@example.com", "agent2@example.com", "søren@example.com", "t01abcd");

    private final World world;
    private final SimulatorClock clock;
    private final Random random;

    Agents(World world, SimulatorClock clock, long seed) {
        this.world = world;
        this.clock = clock;
        this.random = new Random(seed);
    }

    /**
     * One call to each of at most {@code calls} open leads, the lowest numbers first.
     *
     * @return how many leads were called
     */
    public int work(int calls) {
        List<String> open = world.leads()
                .filter(lead -> !lead.status().isClosed())
                .limit(calls)
                .map(Lead::uniqueId)
                .toList();
        open.forEach(uniqueId -> call(uniqueId, CallOutcome.draw(random)));
        return open.size();
    }

    /** One call to each open lead; returns how many were called. */
    public int workAll() {
        return work(Integer.MAX_VALUE);
    }

    /** Calls until every lead is closed; returns the number of calls. */
    public int closeAll() {
        int calls = 0;
        int called = workAll();
        while (called > 0) {
            calls += called;
            called = workAll();
        }
        return calls;
    }

    private void call(String uniqueId, CallOutcome outcome) {
        String agent = NAMES.get(random.nextInt(NAMES.size()));
        Instant now = world.settings().precision().cut(clock.now());
        world.change(uniqueId, draft -> {
            Lead lead = draft.build();
            draft.lastModifiedBy(agent);
            switch (outcome) {
                case NO_CONTACT -> noContact(draft, lead);
                case SALE -> close(draft, lead, LeadClosure.Success, agent, now);
                case NOT_INTERESTED -> close(draft, lead, LeadClosure.NotInterested, agent, now);
                case WRONG_NUMBER -> close(draft, lead, LeadClosure.InvalidLead, agent, now);
                case NOT_IN_TARGET_GROUP -> close(draft, lead, LeadClosure.Unqualified, agent, now);
                case COMMON_REDIAL ->
                    draft.status(LeadStatus.RedialManualCommon).processedBy(agent, now);
                case PRIVATE_REDIAL ->
                    draft.status(LeadStatus.RedialManualPrivate).processedBy(agent, now);
                case VIP_REDIAL -> draft.status(LeadStatus.VIPRedial).processedBy(agent, now);
                case UNREACHABLE -> draft.status(LeadStatus.Failed);
            }
        });
    }

    /** RedialAutomatic only follows New or RedialAutomatic; other redials keep their status (vendor's page). */
    private void noContact(LeadDraft draft, Lead lead) {
        int attempts = lead.callAttempts() + 1;
        draft.callAttempts(attempts);
        if (attempts >= world.settings().maxCallAttempts()) {
            draft.status(LeadStatus.Depleted);
        } else if (lead.status() == LeadStatus.New) {
            draft.status(LeadStatus.RedialAutomatic);
        }
    }

    /** The agent picks a result; the closure follows from the data. */
    private static void close(LeadDraft draft, Lead lead, LeadClosure wanted, String agent, Instant now) {
        LeadDefinition definition = lead.campaign().definition();
        draft.data(definition.resultField(), definition.resultFor(wanted));
        draft.closure(definition.closureOf(draft.build().data()));
        draft.status(LeadStatus.UserProcessed).processedBy(agent, now);
    }
}
