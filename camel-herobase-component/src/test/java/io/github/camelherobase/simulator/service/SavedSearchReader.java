package io.github.camelherobase.simulator.service;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import io.github.camelherobase.simulator.http.QueryParameters;
import io.github.camelherobase.simulator.world.Call;
import io.github.camelherobase.simulator.world.Glob;
import io.github.camelherobase.simulator.world.Lead;
import io.github.camelherobase.simulator.world.LeadFilter;
import io.github.camelherobase.simulator.world.SavedSearch;
import io.github.camelherobase.simulator.world.World;

/** Reads which saved search is to be run, and with which bounds. */
final class SavedSearchReader {

    private final World world;
    private final OpenPoints openPoints;
    private final TimeParameter times;

    SavedSearchReader(World world, OpenPoints openPoints) {
        this.world = world;
        this.openPoints = openPoints;
        this.times = new TimeParameter(world.settings().boundsZone(), openPoints);
    }

    /** The search, which only the account's linked user can have saved; empty where none is answered by no lead. */
    Optional<SavedSearch> search(ServiceCall call) {
        String name = call.query()
                .text("searchName")
                .orElseThrow(() -> RefusedException.failed("Sequence contains no matching element"));
        Optional<SavedSearch> found = world.searches().find(call.account().linkedUser(), name);
        if (found.isEmpty()) {
            switch (openPoints.unknownSearch()) {
                case FAILED -> throw RefusedException.failed("Sequence contains no matching element");
                case NOT_FOUND -> throw RefusedException.notFound("No such search");
                case EMPTY -> {
                    return Optional.empty();
                }
            }
        }
        return found;
    }

    /**
     * {@code DialTimeFrom}: only leads that were called at or after it. A public client read of it as the other bound
     * besides {@code modifiedFrom}; that it looks at the start of calls is inferred.
     */
    Predicate<Lead> dialled(QueryParameters query) {
        return times.read(query, "DialTimeFrom")
                .map(from -> world.calls().stream()
                        .filter(call ->
                                !world.settings().bounded(call.startTime()).isBefore(from))
                        .map(Call::uniqueLeadId)
                        .collect(Collectors.toSet()))
                .<Predicate<Lead>>map(called -> lead -> called.contains(lead.uniqueId()))
                .orElse(lead -> true);
    }

    /** What the search finds; {@code project} overrides its choice of campaigns (vendor's page). */
    LeadFilter filter(SavedSearch search, ServiceCall call) {
        QueryParameters query = call.query();
        List<Glob> projects = Glob.all(query.list("project"), openPoints.globCase());
        List<Glob> campaigns = projects.isEmpty() ? Glob.all(search.campaigns(), openPoints.globCase()) : List.of();
        Optional<LocalDateTime> from = times.read(query, "modifiedFrom");
        Optional<LocalDateTime> to = times.read(query, "modifiedTo");
        openPoints
                .longLeadPeriods()
                .meet(LongPeriods.length(from, to, world.settings().bounded(call.received())));
        return new LeadFilter(
                projects,
                CampaignsFilter.HONOURED.of(campaigns),
                from,
                to,
                search.statuses(),
                search.closures(),
                Optional.empty());
    }
}
