package io.github.camelherobase.simulator.service;

import java.util.stream.Stream;

import io.github.camelherobase.simulator.world.Lead;
import io.github.camelherobase.simulator.world.LeadFilter;
import io.github.camelherobase.simulator.world.LeadSource;

/** The leads that an export contains: those asked for, within the account's project rights. */
final class LeadSelection {

    private final LeadSource source;
    private final ProjectRights rights;
    private final LimitParameter limit;

    LeadSelection(LeadSource source, ProjectRights rights, LimitParameter limit) {
        this.source = source;
        this.rights = rights;
        this.limit = limit;
    }

    Stream<Lead> of(ServiceCall call, LeadFilter filter) {
        return limit.cut(
                source.leads(filter, call.received()).filter(lead -> rights.cover(call.account(), lead.campaign())),
                call.query());
    }
}
