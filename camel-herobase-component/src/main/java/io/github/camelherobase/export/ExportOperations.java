package io.github.camelherobase.export;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.time.ZoneId;

import io.github.camelherobase.ExportFormat;
import io.github.camelherobase.HerobaseConfiguration;
import io.github.camelherobase.calls.CallUnits;
import io.github.camelherobase.option.CallsOptions;
import io.github.camelherobase.option.ExportFilters;
import io.github.camelherobase.option.IncludeNames;
import io.github.camelherobase.option.OptionText;
import io.github.camelherobase.option.SavedSearchOptions;
import io.github.camelherobase.request.KeyColumns;
import io.github.camelherobase.stream.CsvFormat;

/** Finds an operation's family, and checks its options once, at start. */
public final class ExportOperations {

    private ExportOperations() {}

    /**
     * Null for an operation that streams nothing out.
     *
     * @throws IllegalArgumentException naming the option that is wrong
     */
    public static ExportOperation of(HerobaseConfiguration configuration, ZoneId zone) {
        LeadColumns columns = new LeadColumns(OptionText.names(configuration.getDataFields()));
        return switch (configuration.getOperation()) {
            case simpleLeads ->
                new SimpleLeadsExport(
                        new ExportFilters(configuration, zone), columns, zone, new FilterWarning("GET /simpleleads"));
            case rawLeads ->
                configuration.isPivot()
                        ? new PivotedLeadsExport(new ExportFilters(configuration, zone), csv(configuration), zone)
                        : new RawLeadsExport(new ExportFilters(configuration, zone), csv(configuration), zone);
            case savedSearch ->
                configuration.getFormat() == ExportFormat.csv
                        ? new SavedSearchCsvExport(
                                new SavedSearchOptions(configuration, zone),
                                csv(configuration),
                                new KeyColumns(
                                        configuration.getIdColumn(),
                                        configuration.getModifiedColumn(),
                                        configuration.getIdempotentRepository() != null),
                                zone)
                        : new SavedSearchExport(
                                new SavedSearchOptions(configuration, zone),
                                columns,
                                zone,
                                new FilterWarning("GET /leads"));
            case calls -> new CallsExport(new CallsOptions(configuration, zone), new CallUnits());
            case campaigns -> listing(configuration, "/campaigns");
            case projects -> listing(configuration, "/projects");
            case users -> listing(configuration, "/users");
            case orgUnits -> listing(configuration, "/organizationalunits");
            case leadDefinitions -> listing(configuration, "/leaddefinitions");
            case importLeads, lead, orgUnit, account, requestLimits, requestCounts -> null;
        };
    }

    private static ListingExport listing(HerobaseConfiguration configuration, String path) {
        return new ListingExport(configuration.getOperation(), path, new IncludeNames(configuration));
    }

    private static CsvFormat csv(HerobaseConfiguration configuration) {
        String delimiter = configuration.getCsvDelimiter().replace("\\t", "\t");
        if (delimiter.length() != 1) {
            throw new IllegalArgumentException(
                    "csvDelimiter=" + configuration.getCsvDelimiter() + " is not one character, such as ; or \\t");
        }
        try {
            return new CsvFormat(
                    delimiter.charAt(0), Charset.forName(configuration.getCsvCharset()), configuration.isCsvHeader());
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw new IllegalArgumentException(
                    "csvCharset=" + configuration.getCsvCharset() + " is no charset; expected for example UTF-8", e);
        }
    }
}
