package io.github.camelherobase.simulator.service;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.github.camelherobase.simulator.http.QueryParameters;
import io.github.camelherobase.simulator.world.CallFilter;
import io.github.camelherobase.simulator.world.Organisation;
import io.github.camelherobase.simulator.world.WorldSettings;

/**
 * Reads the parameters of GET /calls (observed). Without {@code TimeSpan} the period has no end, without
 * {@code StartTime} no start (inferred).
 */
final class CallFilterReader {

    private final Organisation organisation;
    private final WorldSettings settings;
    private final OpenPoints openPoints;
    private final TimeParameter times;

    CallFilterReader(Organisation organisation, WorldSettings settings, OpenPoints openPoints) {
        this.organisation = organisation;
        this.settings = settings;
        this.openPoints = openPoints;
        this.times = new TimeParameter(settings.boundsZone(), openPoints);
    }

    CallFilter read(ServiceCall call) {
        Optional<LocalDateTime> from = times.read(call.query(), "StartTime");
        Optional<LocalDateTime> to = end(call.query(), from);
        openPoints.longPeriods().meet(LongPeriods.length(from, to, settings.bounded(call.received())));
        return new CallFilter(orgCodes(call.query()), openPoints.unitScope(), from, to);
    }

    private List<String> orgCodes(QueryParameters query) {
        List<String> codes = new ArrayList<>(query.list("OrgCode"));
        codes.addAll(query.list("OrgCodes"));
        if (codes.isEmpty()) {
            throw RefusedException.missing("OrgCode");
        }
        for (String code : codes) {
            if (organisation.unit(code).isEmpty() && organisation.user(code).isEmpty()) {
                throw RefusedException.argument("OrgCode", "Unknown org code");
            }
        }
        return codes;
    }

    private Optional<LocalDateTime> end(QueryParameters query, Optional<LocalDateTime> from) {
        Optional<TimeSpanParameter.TimeSpan> span = TimeSpanParameter.read(query, "TimeSpan");
        if (span.isPresent()) {
            return from.map(
                    start -> start.plus(span.get().period()).plus(span.get().time()));
        }
        return switch (openPoints.endTimeParameter()) {
            case IGNORED -> Optional.empty();
            case HONOURED -> times.read(query, "EndTime");
        };
    }
}
