package io.github.camelherobase.simulator.service;

import io.github.camelherobase.simulator.http.HttpAnswer;
import io.github.camelherobase.simulator.world.EntryAccess;
import io.github.camelherobase.simulator.world.LeadFilter;
import io.github.camelherobase.simulator.world.LeadSource;
import io.github.camelherobase.simulator.world.World;

/** GET /simpleleads over the stored leads. */
final class SimpleLeadsService implements Service {

    private final LeadSelection leads;
    private final LeadFilterReader filters;
    private final LeadJson json;

    SimpleLeadsService(World world, LeadSource source, ProjectRights rights, OpenPoints openPoints) {
        this.leads = new LeadSelection(source, rights, openPoints.limitParameter());
        this.filters = new LeadFilterReader(openPoints, world.settings());
        this.json = new LeadJson(world.settings(), openPoints.enumForm());
    }

    @Override
    public HttpAnswer answer(ServiceCall call) {
        LeadFilter filter = filters.read(call);
        EntryAccess access = call.account().entryAccess();
        return JsonArrayAnswer.of(() -> leads.of(call, filter).map(lead -> json.forExport(lead, access)));
    }
}
