package io.github.camelherobase.simulator.world;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What an export asks for. Bounds are compared as local times, since those are what the service shows: in the hour that
 * an autumn clock change doubles, they cannot tell the first pass from the second.
 *
 * @param projects one must match the project's name; empty means all
 * @param campaigns which campaigns are asked for
 * @param modifiedFrom inclusive
 * @param modifiedTo exclusive (observed)
 * @param statuses the status must be one of them; empty means all
 * @param closures the closure must be one of them; empty means all
 * @param uniqueId the one lead
 */
public record LeadFilter(
        List<Glob> projects,
        Predicate<Campaign> campaigns,
        Optional<LocalDateTime> modifiedFrom,
        Optional<LocalDateTime> modifiedTo,
        Set<LeadStatus> statuses,
        Set<LeadClosure> closures,
        Optional<String> uniqueId) {

    /** Whether the export contains {@code lead}. */
    public boolean accepts(Lead lead, WorldSettings settings) {
        return accepts(lead.status(), lead.closure())
                && isInWindow(lead, settings)
                && accepts(lead.campaign())
                && (uniqueId.isEmpty() || uniqueId.get().equals(lead.uniqueId()));
    }

    /** Whether the export contains leads of this status and closure. */
    public boolean accepts(LeadStatus status, LeadClosure closure) {
        return (statuses.isEmpty() || statuses.contains(status)) && (closures.isEmpty() || closures.contains(closure));
    }

    /** Whether the export contains leads of this campaign. */
    public boolean accepts(Campaign campaign) {
        return (projects.isEmpty()
                        || Glob.anyMatches(projects, campaign.project().name()))
                && campaigns.test(campaign);
    }

    private boolean isInWindow(Lead lead, WorldSettings settings) {
        if (modifiedFrom.isEmpty() && modifiedTo.isEmpty()) {
            return true;
        }
        LocalDateTime modified = settings.bounded(lead.lastModifiedTime());
        return (modifiedFrom.isEmpty() || !modified.isBefore(modifiedFrom.get()))
                && (modifiedTo.isEmpty() || modified.isBefore(modifiedTo.get()));
    }
}
