package io.github.camelherobase;

import java.time.Instant;
import java.util.List;
import java.util.function.Function;

import io.github.camelherobase.api.HerobaseRecord;
import io.github.camelherobase.operation.ExportClient;
import io.github.camelherobase.operation.ExportRequest;
import io.github.camelherobase.operation.Feed;
import io.github.camelherobase.operation.Listing;

/** Campaigns, projects, users, units and lead definitions: small lists, for producers. */
record ListingFamily(HerobaseOperation operation, String path, List<String> include) implements ExportFamily {

    @Override
    public ExportRequest<?> request(Function<String, Object> headers, Instant now) {
        List<String> header = OptionText.names(headers.apply(HerobaseConstants.INCLUDE));
        return Listing.list(path, header.isEmpty() ? include : header);
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
