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
     * @throws IllegalArgumentException naming the option that is wrong
     */
    public static ExportOperation of(HerobaseConfiguration configuration, ZoneId zone) {
        return switch (configuration.getOperation()) {
            case simpleLeads -> SimpleLeadsExport.of(configuration, zone);
            case rawLeads ->
                configuration.isPivot()
                        ? PivotedLeadsExport.of(configuration, zone)
                        : RawLeadsExport.of(configuration, zone);
            case savedSearch ->
                configuration.getFormat() == ExportFormat.csv
                        ? SavedSearchCsvExport.of(configuration, zone)
                        : SavedSearchExport.of(configuration, zone);
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
