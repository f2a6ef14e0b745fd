package io.github.camelherobase.simulator.world;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.github.camelherobase.simulator.clock.SimulatorClock;

/**
 * How agents' calls change leads: the comments of the vendor's enums as code. Each step happens at the time that the
 * clock shows then.
 */
public final class Dialer {

    private final World world;
    private final SimulatorClock clock;
    private final Map<String, Collection<Lead>> unsavedLeads = new ConcurrentHashMap<>();

    Dialer(World world, SimulatorClock clock) {
        this.world = world;
        this.clock = clock;
    }

    /**
     * An agent calls an open lead.
     *
     * @param agent org code of a user
     * @throws NoSuchElementException when there is no such lead or user
     * @throws IllegalStateException when the lead is closed, or a redial private to somebody else
     */
    public OpenCall dial(String leadId, String agent) {
        return dial(leadId, agent, clock);
    }

    OpenCall dial(String leadId, String agent, SimulatorClock callClock) {
        Lead lead = world.lead(leadId).orElseThrow(() -> new NoSuchElementException("No lead " + leadId));
        if (lead.status().isClosed()) {
            throw new IllegalStateException(lead + " is closed");
        }
        if (lead.ownerUser().filter(owner -> !owner.equals(agent)).isPresent()) {
            throw new IllegalStateException(lead + " is another agent's");
        }
        unresolve(agent);
        String phone = lead.data().getOrDefault(lead.campaign().definition().phoneField(), "");
        return new OpenCall(this, world, callClock, lead, user(agent), phone);
    }

    /** The agent leaves; what was not saved becomes Unresolved. */
    public void logOut(String agent) {
        unresolve(agent);
    }

    /** The agent's session times out; what was not saved becomes Unresolved. */
    public void sessionTimeout(String agent) {
        unresolve(agent);
    }

    /** What nobody saved becomes Unresolved. */
    void unresolveAll() {
        List.copyOf(unsavedLeads.keySet()).forEach(this::unresolve);
    }

    void leftUnsaved(String agent, Lead lead) {
        unsavedLeads
                .computeIfAbsent(agent, key -> new ConcurrentLinkedQueue<>())
                .add(lead);
    }

    User user(String agent) {
        return world.organisation().user(agent).orElseThrow(() -> new NoSuchElementException("No user " + agent));
    }

    private void unresolve(String agent) {
        Collection<Lead> unsaved = unsavedLeads.remove(agent);
        if (unsaved != null) {
            unsaved.forEach(lead -> unresolve(agent, lead));
        }
    }

    /** Unless somebody saved it meanwhile. */
    private void unresolve(String agent, Lead lead) {
        if (world.lead(lead.uniqueId()).filter(lead::equals).isPresent()) {
            world.change(lead.uniqueId(), draft -> draft.status(LeadStatus.Unresolved)
                    .lastModifiedBy(agent));
        }
    }
}
