package io.github.camelherobase;

import java.time.Instant;
import java.util.function.Function;

import io.github.camelherobase.api.HerobaseRecord;
import io.github.camelherobase.operation.ExportClient;
import io.github.camelherobase.operation.ExportRequest;
import io.github.camelherobase.operation.Feed;
import io.github.camelherobase.operation.Listing;

/** Campaigns, projects, users, units and lead definitions: small lists, for producers. */
record ListingFamily(HerobaseOperation operation, String path, IncludeNames include) implements ExportFamily {

    @Override
    public ExportRequest<?> request(Function<String, Object> headers, Instant now) {
        return Listing.list(path, include.of(headers.apply(HerobaseConstants.INCLUDE)));
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
