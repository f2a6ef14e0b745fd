package io.github.camelherobase.simulator.world;

import java.time.Instant;
import java.util.stream.Stream;

/** Where the export services take their leads from. */
@FunctionalInterface
public interface LeadSource {

    /** The leads asked for as exports see them at {@code now}. */
    Stream<Lead> leads(LeadFilter filter, Instant now);

    /** The leads that are stored. */
    static LeadSource stored(World world) {
        return (filter, now) -> world.committedLeads().filter(lead -> filter.accepts(lead, world.settings()));
    }
}
