package io.github.camelherobase.simulator.service;

import io.github.camelherobase.simulator.http.HttpAnswer;
import io.github.camelherobase.simulator.world.CallFilter;
import io.github.camelherobase.simulator.world.CallSource;
import io.github.camelherobase.simulator.world.World;

/** GET /calls: the calls of users and units in a period. */
final class CallsService implements Service {

    private final CallSelection calls;
    private final CallFilterReader filters;
    private final CallJson json;

    CallsService(World world, CallSource source, ProjectRights rights, OpenPoints openPoints) {
        this.calls = new CallSelection(source, rights, openPoints.limitParameter());
        this.filters = new CallFilterReader(world.organisation(), world.settings(), openPoints);
        this.json = new CallJson(world.settings(), openPoints.enumForm());
    }

    @Override
    public HttpAnswer answer(ServiceCall call) {
        CallFilter filter = filters.read(call);
        Include include = new Include(call.query());
        return JsonArrayAnswer.of(() -> calls.of(call, filter).map(found -> json.of(found, include)));
    }
}
