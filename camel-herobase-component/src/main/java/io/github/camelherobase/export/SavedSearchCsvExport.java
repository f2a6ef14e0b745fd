package io.github.camelherobase.export;

import java.time.Instant;
import java.time.ZoneId;
import java.util.function.Function;

import io.github.camelherobase.HerobaseConfiguration;
import io.github.camelherobase.option.CsvOptions;
import io.github.camelherobase.option.SavedSearchOptions;
import io.github.camelherobase.request.ExportClient;
import io.github.camelherobase.request.ExportRequest;
import io.github.camelherobase.request.Feed;
import io.github.camelherobase.request.KeyColumns;
import io.github.camelherobase.request.SavedSearch;
import io.github.camelherobase.stream.CsvFormat;

/** {@code herobase:savedSearch?format=csv}: a map for each row, with the columns that the search has. */
record SavedSearchCsvExport(SavedSearchOptions options, CsvFormat format, KeyColumns columns, ZoneId boundsZone)
        implements ExportOperation {

    /** @throws IllegalArgumentException naming the option that is wrong */
    static SavedSearchCsvExport of(HerobaseConfiguration configuration, ZoneId zone, ZoneId boundsZone) {
        LeadColumns.refuseWithCsv(configuration);
        return new SavedSearchCsvExport(
                new SavedSearchOptions(configuration, zone),
                CsvOptions.format(configuration),
                CsvOptions.keyColumns(configuration),
                boundsZone);
    }

    @Override
    public ExportRequest<?> request(Function<String, Object> headers, Instant now) {
        return SavedSearch.csv(options.of(headers), format, names -> {}, now, boundsZone);
    }

    @Override
    public Feed<?> feed(ExportClient client) {
        return SavedSearch.csvFeed(client, options.of(header -> null), format, columns);
    }

    @Override
    public Function<Object, Object> rows() {
        return Function.identity();
    }
}
