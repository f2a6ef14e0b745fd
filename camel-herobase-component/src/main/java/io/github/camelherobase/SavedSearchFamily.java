package io.github.camelherobase;

import java.time.Instant;
import java.time.ZoneId;
import java.util.function.Function;

import io.github.camelherobase.operation.ExportClient;
import io.github.camelherobase.operation.ExportRequest;
import io.github.camelherobase.operation.Feed;
import io.github.camelherobase.operation.SavedSearch;

/** {@code herobase:savedSearch}: leads as JSON. */
record SavedSearchFamily(SavedSearchOptions options, LeadColumns columns, ZoneId zone) implements ExportFamily {

    @Override
    public ExportRequest<?> request(Function<String, Object> headers, Instant now) {
        return SavedSearch.json(options.of(headers), now, zone);
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
