package io.github.camelherobase.simulator.service;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.camelherobase.simulator.account.Account;
import io.github.camelherobase.simulator.world.Campaign;
import io.github.camelherobase.simulator.world.LeadDefinition;
import io.github.camelherobase.simulator.world.LeadField;
import io.github.camelherobase.simulator.world.OrgUnit;
import io.github.camelherobase.simulator.world.Project;
import io.github.camelherobase.simulator.world.User;
import io.github.camelherobase.simulator.world.World;

/**
 * The objects of the organisation and the campaigns as one account sees them. The names {@code project},
 * {@code leadDefinition} and those of a definition's entries are invented, the real ones are not public.
 */
final class Nodes {

    private final World world;
    private final ProjectRights rights;
    private final Account account;

    Nodes(World world, ProjectRights rights, Account account) {
        this.world = world;
        this.rights = rights;
        this.account = account;
    }

    Node unit(OrgUnit unit) {
        Node node = Node.of(unit.uniqueId()).with("orgCode", unit.orgCode()).with("name", unit.name());
        unit.parent()
                .flatMap(world.organisation()::unit)
                .ifPresent(parent -> node.withOne("parent", () -> unit(parent)));
        return node.withMany("children", () -> units(world.organisation().children(unit.orgCode())))
                .withMany("users", () -> world.organisation().usersOf(unit.orgCode()).stream()
                        .map(this::user)
                        .toList());
    }

    Node user(User user) {
        return Node.of(user.uniqueId())
                .with("uniqueId", user.uniqueId())
                .with("orgCode", user.orgCode())
                .with("username", user.username())
                .with("name", user.name())
                .with("email", user.email())
                .withOne(
                        "parent",
                        () -> unit(world.organisation().unit(user.unit()).orElseThrow()))
                .withMany("campaigns", () -> world.organisation().campaignsOf(user.orgCode()).stream()
                        .flatMap(code -> world.campaign(code).stream())
                        .filter(campaign -> rights.cover(account, campaign))
                        .map(this::campaign)
                        .toList());
    }

    Node campaign(Campaign campaign) {
        return Node.of(campaign.uniqueId())
                .with("uniqueId", campaign.uniqueId())
                .with("code", campaign.code())
                .with("name", campaign.name())
                .with("active", campaign.active())
                .withOne("project", () -> project(campaign.project()))
                .withOne("leadDefinition", () -> definition(campaign.definition()));
    }

    Node project(Project project) {
        return Node.of(project.uniqueId())
                .with("uniqueId", project.uniqueId())
                .with("name", project.name())
                .with("active", project.active());
    }

    Node definition(LeadDefinition definition) {
        List<LeadField> visible = definition.fields().stream()
                .filter(field -> account.entryAccess().sees(field.access()))
                .toList();
        return Node.of(definition.uniqueId())
                .with("uniqueId", definition.uniqueId())
                .with("name", definition.name())
                .with(
                        "entries",
                        visible.stream().map(field -> entry(definition, field)).toList());
    }

    private List<Node> units(List<OrgUnit> units) {
        return units.stream().map(this::unit).toList();
    }

    private static Map<String, Object> entry(LeadDefinition definition, LeadField field) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("name", field.importName());
        entry.put("importName", field.importName());
        entry.put("type", field.importName().equals(definition.phoneField()) ? "Phone" : "Text");
        entry.put("sortOrder", definition.fields().indexOf(field) + 1);
        entry.put("required", field.required());
        return entry;
    }
}
