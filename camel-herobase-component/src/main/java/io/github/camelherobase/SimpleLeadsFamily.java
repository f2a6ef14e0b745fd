package io.github.camelherobase;

import java.time.Instant;
import java.time.ZoneId;
import java.util.function.Function;

import io.github.camelherobase.operation.ExportClient;
import io.github.camelherobase.operation.ExportRequest;
import io.github.camelherobase.operation.Feed;
import io.github.camelherobase.operation.SimpleLeads;

/** {@code herobase:simpleLeads}. */
record SimpleLeadsFamily(ExportFilters filters, LeadColumns columns, ZoneId zone) implements ExportFamily {

    @Override
    public ExportRequest<?> request(Function<String, Object> headers, Instant now) {
        return SimpleLeads.request(filters.of(headers), now, zone);
    }

    @Override
    public Feed<?> feed(ExportClient client) {
        return SimpleLeads.feed(client, filters.ofConsumer());
    }

    @Override
    public Function<Object, Object> rows() {
        return columns::row;
    }
}
