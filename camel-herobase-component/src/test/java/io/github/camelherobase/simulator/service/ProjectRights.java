package io.github.camelherobase.simulator.service;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.github.camelherobase.simulator.account.Account;
import io.github.camelherobase.simulator.world.Campaign;
import io.github.camelherobase.simulator.world.Glob;
import io.github.camelherobase.simulator.world.GlobCase;
import io.github.camelherobase.simulator.world.Project;

/** Which campaigns an account may touch (vendor's page, "Project rights"). */
final class ProjectRights {

    private final GlobCase globCase;
    private final Map<String, List<Glob>> globs = new ConcurrentHashMap<>();

    ProjectRights(GlobCase globCase) {
        this.globCase = globCase;
    }

    boolean cover(Account account, Campaign campaign) {
        return cover(account, campaign.project());
    }

    boolean cover(Account account, Project project) {
        List<Glob> rights =
                globs.computeIfAbsent(account.username(), name -> Glob.all(account.projectRights(), globCase));
        return Glob.anyMatches(rights, project.name());
    }
}
