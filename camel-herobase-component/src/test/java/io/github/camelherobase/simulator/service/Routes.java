package io.github.camelherobase.simulator.service;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

import io.github.camelherobase.simulator.account.Resource;
import io.github.camelherobase.simulator.limits.RateLimits;
import io.github.camelherobase.simulator.world.CallSource;
import io.github.camelherobase.simulator.world.World;

/** The table of all services. */
public final class Routes {

    private Routes() {}

    /**
     * The services over a world.
     *
     * @param callSource whose calls GET /calls lists
     * @param generatedLeads when set, GET /simpleleads answers so many made-up leads in place of the stored ones
     */
    public static List<Route> of(
            World world, RateLimits limits, OpenPoints openPoints, CallSource callSource, OptionalLong generatedLeads) {
        ProjectRights rights = new ProjectRights(openPoints.globCase());
        Service simpleLeads = generatedLeads.isPresent()
                ? new GeneratedLeadsService(world, openPoints, generatedLeads.getAsLong())
                : new SimpleLeadsService(world, rights, openPoints);
        List<Route> routes = new ArrayList<>();
        routes.add(Route.post(
                "/leads", Resource.LEADS, Representation.SMALL, new ImportLeadService(world, rights, openPoints)));
        routes.add(Route.get(
                "/leads", Resource.LEADS, Representation.STREAMED, new SavedSearchService(world, rights, openPoints)));
        routes.add(Route.get(
                "/leads/csv",
                Resource.LEADS,
                Representation.STREAMED_CSV,
                new SavedSearchCsvService(world, rights, openPoints)));
        Service rawLeads = new RawLeadsService(world, rights, openPoints);
        routes.add(Route.get("/rawleads", Resource.LEADS, Representation.STREAMED_CSV, rawLeads));
        routes.add(Route.get("/rawleads/csv", Resource.LEADS, Representation.STREAMED_CSV, rawLeads));
        routes.add(Route.get("/simpleleads", Resource.LEADS, Representation.STREAMED, simpleLeads));
        routes.add(
                Route.get("/leads/{uniqueId}", Resource.LEADS, Representation.SMALL, new LeadService(world, rights)));
        routes.add(Route.get(
                "/calls",
                Resource.CALLS,
                Representation.STREAMED,
                new CallsService(world, callSource, rights, openPoints)));
        routes.add(Route.get(
                "/calls/csv",
                Resource.CALLS,
                Representation.STREAMED_CSV,
                new CallsCsvService(world, callSource, rights, openPoints)));
        routes.add(Route.get("/myaccount", Resource.ACCOUNT, Representation.SMALL, new MyAccountService()));
        // They list themselves too, hence the late look at the table.
        routes.add(Route.get(
                "/myaccount/request/limits",
                Resource.ACCOUNT,
                Representation.SMALL,
                new UsageService(limits, () -> keys(routes, limits), openPoints.usageShape()::limits)));
        routes.add(Route.get(
                "/myaccount/request/counts",
                Resource.ACCOUNT,
                Representation.SMALL,
                new UsageService(limits, () -> keys(routes, limits), openPoints.usageShape()::counts)));
        return routes;
    }

    private static List<String> keys(List<Route> routes, RateLimits limits) {
        return routes.stream()
                .map(route -> limits.policy().serviceKeys().keyOf(route.method(), route.template()))
                .distinct()
                .toList();
    }
}
