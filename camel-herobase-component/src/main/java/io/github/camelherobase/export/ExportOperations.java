package io.github.camelherobase.export;

import java.time.ZoneId;

import io.github.camelherobase.ExportFormat;
import io.github.camelherobase.HerobaseConfiguration;

/**
 * Finds the class of an export operation, which checks its options once, at start. A new operation is such a class, a
 * constant in {@code HerobaseOperation} and a line here.
 */
public final class ExportOperations {

    private ExportOperations() {}

    /**
     * Null for an operation that streams nothing out.
     *
     * @param zone of the times in options, headers and answers
     * @param boundsZone in which the server reads bounds
     * @throws IllegalArgumentException naming the option that is wrong
     */
    public static ExportOperation of(HerobaseConfiguration configuration, ZoneId zone, ZoneId boundsZone) {
        return switch (configuration.getOperation()) {
            case simpleLeads -> SimpleLeadsExport.of(configuration, zone, boundsZone);
            case rawLeads ->
                configuration.isPivot()
                        ? PivotedLeadsExport.of(configuration, zone, boundsZone)
                        : RawLeadsExport.of(configuration, zone, boundsZone);
            case savedSearch ->
                configuration.getFormat() == ExportFormat.csv
                        ? SavedSearchCsvExport.of(configuration, zone, boundsZone)
                        : SavedSearchExport.of(configuration, zone, boundsZone);
            case calls -> CallsExport.of(configuration, zone);
            case campaigns -> ListingExport.of(configuration, "/campaigns");
            case projects -> ListingExport.of(configuration, "/projects");
            case users -> ListingExport.of(configuration, "/users");
            case orgUnits -> ListingExport.of(configuration, "/organizationalunits");
            case leadDefinitions -> ListingExport.of(configuration, "/leaddefinitions");
            case importLeads, lead, orgUnit, account, requestLimits, requestCounts -> null;
        };
    }
}
