package io.github.camelherobase.export;

import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

import io.github.camelherobase.HerobaseConfiguration;
import io.github.camelherobase.option.CsvOptions;
import io.github.camelherobase.option.ExportFilters;
import io.github.camelherobase.request.CampaignNames;
import io.github.camelherobase.request.Export;
import io.github.camelherobase.request.ExportClient;
import io.github.camelherobase.request.ExportRequest;
import io.github.camelherobase.request.Feed;
import io.github.camelherobase.request.RawLeads;
import io.github.camelherobase.request.SimpleLeadsFilter;
import io.github.camelherobase.stream.CsvFormat;

/** {@code herobase:rawLeads?pivot=true}: a map for each lead. */
record PivotedLeadsExport(ExportFilters filters, CsvFormat format, ZoneId boundsZone, CampaignNames campaigns)
        implements ExportOperation {

    /** @throws IllegalArgumentException naming the option that is wrong */
    static PivotedLeadsExport of(HerobaseConfiguration configuration, ZoneId zone, ZoneId boundsZone) {
        return new PivotedLeadsExport(
                new ExportFilters(configuration, zone),
                CsvOptions.format(configuration),
                boundsZone,
                new CampaignNames());
    }

    @Override
    public ExportRequest<?> request(Function<String, Object> headers, Instant now) {
        return RawLeads.pivot(filters.of(headers), format, now, boundsZone);
    }

    @Override
    public CompletionStage<? extends Export<?>> open(Function<String, Object> headers, ExportClient client) {
        SimpleLeadsFilter filter = filters.of(headers);
        return RawLeads.ofCampaigns(
                client,
                filter,
                campaigns,
                RawLeads::pivotedId,
                asked -> RawLeads.pivot(asked, format, client.now(), boundsZone));
    }

    @Override
    public Feed<?> feed(ExportClient client) {
        return RawLeads.pivotFeed(client, filters.ofConsumer(), format, campaigns);
    }

    @Override
    public Function<Object, Object> rows() {
        return Function.identity();
    }
}
