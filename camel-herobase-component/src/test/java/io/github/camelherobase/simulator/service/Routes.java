package io.github.camelherobase.simulator.service;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import io.github.camelherobase.simulator.account.Resource;
import io.github.camelherobase.simulator.limits.RateLimits;
import io.github.camelherobase.simulator.world.CallSource;
import io.github.camelherobase.simulator.world.Campaign;
import io.github.camelherobase.simulator.world.GeneratedLeads;
import io.github.camelherobase.simulator.world.LeadSource;
import io.github.camelherobase.simulator.world.World;

/** The table of all services. */
public final class Routes {

    private Routes() {}

    /**
     * The services over a world.
     *
     * @param callSource whose calls GET /calls lists
     * @param generatedLeads when set, exports answer so many made-up leads in place of the stored ones
     */
    public static List<Route> of(
            World world, RateLimits limits, OpenPoints openPoints, CallSource callSource, OptionalLong generatedLeads) {
        ProjectRights rights = new ProjectRights(openPoints.globCase());
        List<Route> routes = new ArrayList<>();
        routes.addAll(leads(world, rights, openPoints, generatedLeads));
        routes.addAll(calls(world, callSource, rights, openPoints));
        routes.addAll(organisation(world, rights));
        routes.addAll(campaigns(world, rights, openPoints));
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

    private static List<Route> leads(
            World world, ProjectRights rights, OpenPoints openPoints, OptionalLong generatedLeads) {
        LeadSource source = generatedLeads.isPresent()
                ? new GeneratedLeads(world, generatedLeads.getAsLong())
                : LeadSource.stored(world);
        Service simpleLeads = source instanceof GeneratedLeads generated
                ? new GeneratedLeadsService(world, openPoints, generated)
                : new SimpleLeadsService(world, source, rights, openPoints);
        Service rawLeads = new RawLeadsService(world, source, rights, openPoints);
        return List.of(
                Route.post(
                        "/leads",
                        Resource.LEADS,
                        Representation.SMALL,
                        new ImportLeadService(world, rights, openPoints)),
                leads("/leads", Representation.STREAMED, new SavedSearchService(world, source, rights, openPoints)),
                leads(
                        "/leads/csv",
                        Representation.STREAMED_CSV,
                        new SavedSearchCsvService(world, source, rights, openPoints)),
                leads("/leads/{uniqueId}", Representation.SMALL, new LeadService(world, rights, openPoints)),
                leads("/simpleleads", Representation.STREAMED, simpleLeads),
                leads("/rawleads", Representation.STREAMED_CSV, rawLeads),
                leads("/rawleads/csv", Representation.STREAMED_CSV, rawLeads));
    }

    private static Route leads(String template, Set<Representation> offered, Service service) {
        return Route.get(template, Resource.LEADS, offered, service);
    }

    private static List<Route> calls(World world, CallSource source, ProjectRights rights, OpenPoints openPoints) {
        return List.of(
                Route.get(
                        "/calls",
                        Resource.CALLS,
                        Representation.STREAMED,
                        new CallsService(world, source, rights, openPoints)),
                Route.get(
                        "/calls/csv",
                        Resource.CALLS,
                        Representation.STREAMED_CSV,
                        new CallsCsvService(world, source, rights, openPoints)));
    }

    /** Whether {@code orgunits} and {@code organizationalunits} are one service under two names is an open point. */
    private static List<Route> organisation(World world, ProjectRights rights) {
        Service users = new NodeListService(world, rights, (nodes, call) -> world.organisation().users().stream()
                .map(nodes::user));
        Service units = new NodeListService(world, rights, (nodes, call) -> world.organisation().units().stream()
                .map(nodes::unit));
        Service unit = new OrgUnitService(world, rights);
        return Stream.of(
                        Map.entry("/users", users),
                        Map.entry("/organizationalunits", units),
                        Map.entry("/organizationalunits/{orgCode}", unit),
                        Map.entry("/orgunits", units),
                        Map.entry("/orgunits/{orgCode}", unit))
                .map(entry -> Route.get(entry.getKey(), Resource.ORGANIZATION, Representation.SMALL, entry.getValue()))
                .toList();
    }

    private static List<Route> campaigns(World world, ProjectRights rights, OpenPoints openPoints) {
        NodeListService.Listing campaigns = new CampaignListing(world, rights, openPoints.globCase());
        NodeListService.Listing projects = (nodes, call) -> world.projects().stream()
                .filter(project -> rights.cover(call.account(), project))
                .map(nodes::project);
        NodeListService.Listing definitions = (nodes, call) -> world.campaigns().stream()
                .filter(campaign -> rights.cover(call.account(), campaign))
                .map(Campaign::definition)
                .distinct()
                .map(nodes::definition);
        return Stream.of(
                        Map.entry("/campaigns", campaigns),
                        Map.entry("/projects", projects),
                        Map.entry("/leaddefinitions", definitions))
                .map(entry -> Route.get(
                        entry.getKey(),
                        Resource.CAMPAIGNS,
                        Representation.SMALL,
                        new NodeListService(world, rights, entry.getValue())))
                .toList();
    }

    /** What the rate limits count, such as {@code POST /leads}. */
    public static Set<String> serviceKeys(List<Route> routes, RateLimits limits) {
        return new TreeSet<>(keys(routes, limits));
    }

    private static List<String> keys(List<Route> routes, RateLimits limits) {
        return routes.stream()
                .map(route -> limits.policy().serviceKeys().keyOf(route.method(), route.template()))
                .distinct()
                .toList();
    }
}
