package io.github.camelherobase.simulator.service;

import io.github.camelherobase.simulator.http.HttpAnswer;
import io.github.camelherobase.simulator.world.OrgUnit;
import io.github.camelherobase.simulator.world.World;

/** GET /orgunits/{orgCode} (vendor's page, "include"). */
final class OrgUnitService implements Service {

    private final World world;
    private final ProjectRights rights;

    OrgUnitService(World world, ProjectRights rights) {
        this.world = world;
        this.rights = rights;
    }

    @Override
    public HttpAnswer answer(ServiceCall call) {
        OrgUnit unit = world.organisation()
                .unit(call.pathVariables().get("orgCode"))
                .orElseThrow(() -> RefusedException.notFound("No such unit"));
        Node node = new Nodes(world, rights, call.account()).unit(unit);
        return SmallAnswer.of(call, Graph.of(node, new Include(call.query())));
    }
}
