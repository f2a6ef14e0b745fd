package io.github.camelherobase.simulator.service;

import java.util.stream.Stream;

import io.github.camelherobase.simulator.world.Call;
import io.github.camelherobase.simulator.world.CallFilter;
import io.github.camelherobase.simulator.world.CallSource;

/** The calls that an export contains: those asked for, within the account's project rights. */
final class CallSelection {

    private final CallSource source;
    private final ProjectRights rights;
    private final LimitParameter limit;

    CallSelection(CallSource source, ProjectRights rights, LimitParameter limit) {
        this.source = source;
        this.rights = rights;
        this.limit = limit;
    }

    Stream<Call> of(ServiceCall call, CallFilter filter) {
        return limit.cut(
                source.calls(filter, call.received()).filter(found -> rights.cover(call.account(), found.campaign())),
                call.query());
    }
}
