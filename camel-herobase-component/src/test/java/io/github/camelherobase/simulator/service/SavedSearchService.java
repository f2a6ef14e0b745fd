package io.github.camelherobase.simulator.service;

import java.util.function.Predicate;
import java.util.stream.Stream;

import io.github.camelherobase.simulator.http.HttpAnswer;
import io.github.camelherobase.simulator.world.Lead;
import io.github.camelherobase.simulator.world.LeadFilter;
import io.github.camelherobase.simulator.world.LeadSource;
import io.github.camelherobase.simulator.world.World;

/** GET /leads: what a saved search finds; complex members by {@code include}. */
final class SavedSearchService implements Service {

    private final SavedSearchReader searches;
    private final LeadSelection leads;
    private final LeadJson json;

    SavedSearchService(World world, LeadSource source, ProjectRights rights, OpenPoints openPoints) {
        this.searches = new SavedSearchReader(world, openPoints);
        this.leads = new LeadSelection(source, rights, openPoints.limitParameter());
        this.json = new LeadJson(world.settings(), openPoints.enumForm());
    }

    @Override
    public HttpAnswer answer(ServiceCall call) {
        Include include = new Include(call.query());
        return searches.search(call)
                .map(search -> searches.filter(search, call))
                .map(filter -> found(call, filter, include))
                .orElseGet(() -> JsonArrayAnswer.of(Stream::empty));
    }

    private HttpAnswer found(ServiceCall call, LeadFilter filter, Include include) {
        Predicate<Lead> dialled = searches.dialled(call.query());
        return JsonArrayAnswer.of(() -> leads.of(call, filter)
                .filter(dialled)
                .map(lead -> json.including(lead, call.account().entryAccess(), include)));
    }
}
