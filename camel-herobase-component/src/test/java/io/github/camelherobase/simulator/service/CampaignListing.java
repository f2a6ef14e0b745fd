package io.github.camelherobase.simulator.service;

import java.util.List;
import java.util.stream.Stream;

import io.github.camelherobase.simulator.http.QueryParameters;
import io.github.camelherobase.simulator.world.Campaign;
import io.github.camelherobase.simulator.world.Glob;
import io.github.camelherobase.simulator.world.GlobCase;
import io.github.camelherobase.simulator.world.World;

/**
 * The campaigns within an account's project rights: the active ones, or with {@code Active=All} all; with
 * {@code Project} those whose project's name matches a pattern (from a client's notes).
 */
final class CampaignListing implements NodeListService.Listing {

    private final World world;
    private final ProjectRights rights;
    private final GlobCase globCase;

    CampaignListing(World world, ProjectRights rights, GlobCase globCase) {
        this.world = world;
        this.rights = rights;
        this.globCase = globCase;
    }

    @Override
    public Stream<Node> of(Nodes nodes, ServiceCall call) {
        return campaigns(call.query())
                .filter(campaign -> rights.cover(call.account(), campaign))
                .map(nodes::campaign);
    }

    private Stream<Campaign> campaigns(QueryParameters query) {
        boolean all = query.text("Active").filter("All"::equalsIgnoreCase).isPresent();
        List<Glob> projects = Glob.all(query.list("Project"), globCase);
        return world.campaigns().stream()
                .filter(campaign -> all || campaign.active())
                .filter(campaign -> projects.isEmpty()
                        || Glob.anyMatches(projects, campaign.project().name()));
    }
}
