package io.github.camelherobase.simulator.service;

import java.util.stream.Stream;

import io.github.camelherobase.simulator.account.Account;
import io.github.camelherobase.simulator.world.Lead;
import io.github.camelherobase.simulator.world.LeadFilter;
import io.github.camelherobase.simulator.world.World;

/** The leads that an export contains: those that fit, within the account's project rights. */
final class LeadSelection {

    private final World world;
    private final ProjectRights rights;

    LeadSelection(World world, ProjectRights rights) {
        this.world = world;
        this.rights = rights;
    }

    Stream<Lead> of(Account account, LeadFilter filter) {
        return world.committedLeads()
                .filter(lead -> filter.accepts(lead, world.settings()) && rights.cover(account, lead.campaign()));
    }
}
