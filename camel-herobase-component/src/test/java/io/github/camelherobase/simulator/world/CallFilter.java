package io.github.camelherobase.simulator.world;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;

/**
 * Which calls are asked for. Bounds are compared as local times, as those of leads are.
 *
 * @param orgCodes of users or units; a call must be under one of them
 * @param from inclusive, of the call's start
 * @param to exclusive, of the call's start
 */
public record CallFilter(
        List<String> orgCodes, UnitScope unitScope, Optional<LocalDateTime> from, Optional<LocalDateTime> to) {

    /** Whether the call is asked for. */
    public boolean accepts(Call call, WorldSettings settings) {
        LocalDateTime start = settings.bounded(call.startTime());
        return (from.isEmpty() || !start.isBefore(from.get()))
                && (to.isEmpty() || start.isBefore(to.get()))
                && orgCodes.stream().anyMatch(orgCode -> isUnder(orgCode, call));
    }

    private boolean isUnder(String orgCode, Call call) {
        return call.user().orgCode().equals(orgCode) || unitScope.covers(orgCode, call);
    }
}
