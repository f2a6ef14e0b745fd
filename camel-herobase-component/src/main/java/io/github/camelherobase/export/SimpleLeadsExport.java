package io.github.camelherobase.export;

import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

import io.github.camelherobase.HerobaseConfiguration;
import io.github.camelherobase.api.Lead;
import io.github.camelherobase.option.ExportFilters;
import io.github.camelherobase.request.CampaignNames;
import io.github.camelherobase.request.Export;
import io.github.camelherobase.request.ExportClient;
import io.github.camelherobase.request.ExportRequest;
import io.github.camelherobase.request.Feed;
import io.github.camelherobase.request.RecordCheck;
import io.github.camelherobase.request.SimpleLeads;
import io.github.camelherobase.request.SimpleLeadsFilter;

/** {@code herobase:simpleLeads}. */
record SimpleLeadsExport(
        ExportFilters filters,
        LeadColumns columns,
        ZoneId zone,
        ZoneId boundsZone,
        CampaignNames campaigns,
        FilterWarning warning)
        implements ExportOperation {

    /** @throws IllegalArgumentException naming the option that is wrong */
    static SimpleLeadsExport of(HerobaseConfiguration configuration, ZoneId zone, ZoneId boundsZone) {
        return new SimpleLeadsExport(
                new ExportFilters(configuration, zone),
                LeadColumns.of(configuration),
                zone,
                boundsZone,
                new CampaignNames(),
                new FilterWarning("GET /simpleleads"));
    }

    @Override
    public ExportRequest<Lead> request(Function<String, Object> headers, Instant now) {
        return SimpleLeads.request(filters.of(headers), now, zone, boundsZone);
    }

    @Override
    public CompletionStage<? extends Export<?>> open(Function<String, Object> headers, ExportClient client) {
        Instant now = client.now();
        SimpleLeadsFilter filter = filters.of(headers);
        RecordCheck<Lead> check = SimpleLeads.check(filter, now, client, campaigns);
        return campaigns
                .asked(client, filter)
                .thenCompose(asked -> client.open(SimpleLeads.request(asked, now, zone, boundsZone)))
                .thenApply(export -> export.with(new CheckedRecordStream<>(export.records(), check, warning)));
    }

    @Override
    public Feed<?> feed(ExportClient client) {
        return SimpleLeads.feed(client, filters.ofConsumer(), campaigns);
    }

    @Override
    public Function<Object, Object> rows() {
        return columns::row;
    }
}
