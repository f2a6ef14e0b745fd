package io.github.camelherobase.simulator.service;

import io.github.camelherobase.simulator.http.HttpAnswer;
import io.github.camelherobase.simulator.world.Lead;
import io.github.camelherobase.simulator.world.World;

/** GET /leads/{uniqueId}: one lead, complex members by {@code include} (observed; the shape is inferred). */
final class LeadService implements Service {

    private final World world;
    private final ProjectRights rights;
    private final LeadJson json;

    LeadService(World world, ProjectRights rights, OpenPoints openPoints) {
        this.world = world;
        this.rights = rights;
        this.json = new LeadJson(world.settings(), openPoints.enumForm());
    }

    @Override
    public HttpAnswer answer(ServiceCall call) {
        Lead lead = world.committedLead(call.pathVariables().get("uniqueId"))
                .filter(found -> rights.cover(call.account(), found.campaign()))
                .orElseThrow(() -> RefusedException.notFound("No such lead"));
        return SmallAnswer.of(call, json.including(lead, call.account().entryAccess(), new Include(call.query())));
    }
}
