package io.github.camelherobase.export;

import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

import io.github.camelherobase.HerobaseConfiguration;
import io.github.camelherobase.api.Lead;
import io.github.camelherobase.option.SavedSearchOptions;
import io.github.camelherobase.request.Export;
import io.github.camelherobase.request.ExportClient;
import io.github.camelherobase.request.ExportRequest;
import io.github.camelherobase.request.Feed;
import io.github.camelherobase.request.RecordCheck;
import io.github.camelherobase.request.SavedSearch;
import io.github.camelherobase.request.SavedSearchFilter;

/** {@code herobase:savedSearch}: leads as JSON. */
record SavedSearchExport(
        SavedSearchOptions options, LeadColumns columns, ZoneId zone, ZoneId boundsZone, FilterWarning warning)
        implements ExportOperation {

    /** @throws IllegalArgumentException naming the option that is wrong */
    static SavedSearchExport of(HerobaseConfiguration configuration, ZoneId zone, ZoneId boundsZone) {
        return new SavedSearchExport(
                new SavedSearchOptions(configuration, zone),
                LeadColumns.of(configuration),
                zone,
                boundsZone,
                new FilterWarning("GET /leads"));
    }

    @Override
    public ExportRequest<Lead> request(Function<String, Object> headers, Instant now) {
        return SavedSearch.json(options.of(headers), now, zone, boundsZone);
    }

    @Override
    public CompletionStage<? extends Export<?>> open(Function<String, Object> headers, ExportClient client) {
        Instant now = client.now();
        SavedSearchFilter filter = options.of(headers);
        RecordCheck<Lead> check = SavedSearch.check(filter, now, zone);
        return client.open(SavedSearch.json(filter, now, zone, boundsZone))
                .thenApply(export -> export.with(new CheckedRecordStream<>(export.records(), check, warning)));
    }

    @Override
    public Feed<?> feed(ExportClient client) {
        return SavedSearch.jsonFeed(client, options.of(header -> null));
    }

    @Override
    public Function<Object, Object> rows() {
        return columns::row;
    }
}
