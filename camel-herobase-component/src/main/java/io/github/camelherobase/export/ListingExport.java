package io.github.camelherobase.export;

import java.time.Instant;
import java.util.function.Function;

import io.github.camelherobase.HerobaseConfiguration;
import io.github.camelherobase.HerobaseOperation;
import io.github.camelherobase.api.HerobaseRecord;
import io.github.camelherobase.option.IncludeNames;
import io.github.camelherobase.request.ExportClient;
import io.github.camelherobase.request.ExportRequest;
import io.github.camelherobase.request.Feed;
import io.github.camelherobase.request.Listing;

/** Campaigns, projects, users, units and lead definitions: small lists, for producers. */
record ListingExport(HerobaseOperation operation, String path, IncludeNames include) implements ExportOperation {

    static ListingExport of(HerobaseConfiguration configuration, String path) {
        return new ListingExport(configuration.getOperation(), path, new IncludeNames(configuration));
    }

    @Override
    public ExportRequest<?> request(Function<String, Object> headers, Instant now) {
        return Listing.list(path, include.of(headers));
    }

    @Override
    public Feed<?> feed(ExportClient client) {
        throw new IllegalArgumentException(
                "herobase:" + operation + " has no consumer, because its records tell no time of"
                        + " change; use a timer and to(\"herobase:" + operation + "\")");
    }

    @Override
    public Function<Object, Object> rows() {
        return record -> ((HerobaseRecord) record).toMap();
    }
}
