package io.github.camelherobase.simulator.world;

import java.util.List;
import java.util.Set;

/**
 * A lead search as its user saved it in the UI ("Saved search export" on the vendor's page). Immutable: the methods
 * give changed copies.
 *
 * @param name under which it is called
 * @param campaigns patterns of campaign codes; none means all
 * @param statuses none means all
 * @param closures none means all
 * @param columns of the CSV export, in order: lead properties such as {@code uniqueId}, or import names; none means
 *     the lead's simple properties and then every field of the campaigns' definitions
 */
public record SavedSearch(
        String name,
        List<String> campaigns,
        Set<LeadStatus> statuses,
        Set<LeadClosure> closures,
        List<String> columns) {

    public SavedSearch {
        campaigns = List.copyOf(campaigns);
        statuses = Set.copyOf(statuses);
        closures = Set.copyOf(closures);
        columns = List.copyOf(columns);
    }

    /** A search that finds every lead. */
    public static SavedSearch named(String name) {
        return new SavedSearch(name, List.of(), Set.of(), Set.of(), List.of());
    }

    /** Only leads of these campaigns; codes with {@code *} and {@code ?}. */
    public SavedSearch inCampaigns(String... codes) {
        return new SavedSearch(name, List.of(codes), statuses, closures, columns);
    }

    /** Only leads of these statuses. */
    public SavedSearch withStatuses(LeadStatus... wanted) {
        return new SavedSearch(name, campaigns, Set.of(wanted), closures, columns);
    }

    /** Only leads of these closures. */
    public SavedSearch withClosures(LeadClosure... wanted) {
        return new SavedSearch(name, campaigns, statuses, Set.of(wanted), columns);
    }

    /** The CSV export's columns. */
    public SavedSearch withColumns(String... names) {
        return new SavedSearch(name, campaigns, statuses, closures, List.of(names));
    }
}
