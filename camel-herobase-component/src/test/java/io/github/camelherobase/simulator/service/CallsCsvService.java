package io.github.camelherobase.simulator.service;

import io.github.camelherobase.simulator.http.HttpAnswer;
import io.github.camelherobase.simulator.world.CallFilter;
import io.github.camelherobase.simulator.world.CallSource;
import io.github.camelherobase.simulator.world.World;

/** GET /calls/csv: the same calls as a table. */
final class CallsCsvService implements Service {

    private final CallSelection calls;
    private final CallFilterReader filters;
    private final CallJson json;
    private final CsvAnswer csv;

    CallsCsvService(World world, CallSource source, ProjectRights rights, OpenPoints openPoints) {
        this.calls = new CallSelection(source, rights, openPoints.limitParameter());
        this.filters = new CallFilterReader(world.organisation(), world.settings(), openPoints);
        this.json = new CallJson(world.settings(), openPoints.enumForm());
        this.csv = new CsvAnswer(openPoints.csvFormat());
    }

    @Override
    public HttpAnswer answer(ServiceCall call) {
        CallFilter filter = filters.read(call);
        return csv.of(CallJson.COLUMNS, () -> calls.of(call, filter).map(json::row));
    }
}
