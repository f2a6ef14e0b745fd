package io.github.camelherobase.simulator.service;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

import io.github.camelherobase.simulator.http.QueryParameters;
import io.github.camelherobase.simulator.world.Glob;
import io.github.camelherobase.simulator.world.LeadClosure;
import io.github.camelherobase.simulator.world.LeadFilter;
import io.github.camelherobase.simulator.world.LeadStatus;
import io.github.camelherobase.simulator.world.WorldSettings;

/** Reads the filter of GET /simpleleads; parameters it does not know are ignored (observed). */
final class LeadFilterReader {

    private final OpenPoints openPoints;
    private final TimeParameter times;

    private final WorldSettings settings;

    LeadFilterReader(OpenPoints openPoints, WorldSettings settings) {
        this.openPoints = openPoints;
        this.settings = settings;
        this.times = new TimeParameter(settings.boundsZone(), openPoints);
    }

    LeadFilter read(ServiceCall call) {
        QueryParameters query = call.query();
        Set<LeadStatus> statuses = statuses(query);
        if (statuses.isEmpty() && openPoints.noStatusSelection() == NoStatusSelection.REFUSED) {
            throw RefusedException.missing("Statuses");
        }
        Optional<LocalDateTime> from = times.read(query, "ModifiedFrom");
        Optional<LocalDateTime> to = times.read(query, "ModifiedTo");
        openPoints.longLeadPeriods().meet(LongPeriods.length(from, to, settings.bounded(call.received())));
        return new LeadFilter(
                Glob.all(query.list("Projects"), openPoints.globCase()),
                openPoints.campaignsFilter().of(Glob.all(query.list("Campaigns"), openPoints.globCase())),
                from,
                to,
                statuses,
                closures(query),
                query.text("UniqueId"));
    }

    private static Set<LeadStatus> statuses(QueryParameters query) {
        Set<LeadStatus> statuses = EnumSet.noneOf(LeadStatus.class);
        for (String name : query.list("Statuses")) {
            statuses.add(find(LeadStatus.values(), status -> named(name, status.name(), status.number()), "Statuses"));
        }
        for (LeadStatus status : LeadStatus.values()) {
            if (isTrue(query, status.isClosed() ? "AllClosedStatuses" : "AllOpenStatuses")) {
                statuses.add(status);
            }
        }
        return statuses;
    }

    private static Set<LeadClosure> closures(QueryParameters query) {
        List<LeadClosure> closures = new ArrayList<>();
        for (String name : query.list("LeadClosures")) {
            closures.add(find(
                    LeadClosure.values(), closure -> named(name, closure.name(), closure.number()), "LeadClosures"));
        }
        return closures.isEmpty() ? Set.of() : EnumSet.copyOf(closures);
    }

    /** The stack reads enum constants by name in any case, or by number (inferred). */
    private static boolean named(String given, String name, int number) {
        return given.equalsIgnoreCase(name) || given.equals(String.valueOf(number));
    }

    private static <T> T find(T[] constants, Predicate<T> fits, String parameter) {
        return Arrays.stream(constants)
                .filter(fits)
                .findFirst()
                .orElseThrow(() -> RefusedException.argument(parameter, "Requested value was not found"));
    }

    private static boolean isTrue(QueryParameters query, String name) {
        String text = query.text(name).orElse("false");
        if (text.equalsIgnoreCase("true") || text.equals("1")) {
            return true;
        }
        if (text.equalsIgnoreCase("false") || text.equals("0")) {
            return false;
        }
        throw RefusedException.argument(name, "Not a boolean");
    }
}
