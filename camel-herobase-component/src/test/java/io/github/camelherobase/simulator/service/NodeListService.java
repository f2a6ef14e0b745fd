package io.github.camelherobase.simulator.service;

import java.util.stream.Stream;

import io.github.camelherobase.simulator.http.HttpAnswer;
import io.github.camelherobase.simulator.world.World;

/** Lists all objects of a kind, complex members by {@code include}. What it does not know of the query is ignored. */
final class NodeListService implements Service {

    /** Which objects are listed. */
    @FunctionalInterface
    interface Listing {
        Stream<Node> of(Nodes nodes, ServiceCall call);
    }

    private final World world;
    private final ProjectRights rights;
    private final Listing listing;

    NodeListService(World world, ProjectRights rights, Listing listing) {
        this.world = world;
        this.rights = rights;
        this.listing = listing;
    }

    @Override
    public HttpAnswer answer(ServiceCall call) {
        Include include = new Include(call.query());
        Nodes nodes = new Nodes(world, rights, call.account());
        return SmallAnswer.of(
                call,
                listing.of(nodes, call).map(node -> Graph.of(node, include)).toList());
    }
}
