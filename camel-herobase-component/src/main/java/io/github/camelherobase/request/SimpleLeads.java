package io.github.camelherobase.request;

import java.time.Instant;
import java.time.ZoneId;
import java.util.function.Function;

import io.github.camelherobase.api.JsonObject;
import io.github.camelherobase.api.Lead;
import io.github.camelherobase.stream.JsonRecordStream;

/** {@code GET /simpleleads}: the recommended export, streamed as a JSON array (vendor's page). */
public final class SimpleLeads {

    static final String SERVICE = "GET /simpleleads";
    private static final String PATH = "/simpleleads";

    private SimpleLeads() {}

    public static ExportRequest<Lead> request(SimpleLeadsFilter filter, Instant now, ZoneId zone, ZoneId boundsZone) {
        Function<JsonObject, Lead> lead = json -> new Lead(json, zone);
        return new ExportRequest<>(
                SERVICE,
                PATH,
                filter.parameters(now, boundsZone),
                source -> new JsonRecordStream<>(source, SERVICE, RecordFormat.MAX_RECORD_SIZE, lead));
    }

    /** Whether a lead is one that was asked for. */
    public static RecordCheck<Lead> check(
            SimpleLeadsFilter filter, Instant now, ExportClient client, CampaignNames campaigns) {
        return LeadCheck.of(filter, now, client.zone(), () -> campaigns.listed(client));
    }

    /** The same, window by window. */
    public static Feed<Lead> feed(ExportClient client, SimpleLeadsFilter filter, CampaignNames campaigns) {
        return new LeadFeed(
                client,
                () -> campaigns.asked(client, filter),
                SERVICE,
                filter.inClear(),
                filter.notShownByLeads(),
                (window, boundsZone) ->
                        request(campaigns.known(filter).within(window), client.now(), client.zone(), boundsZone),
                window -> LeadCheck.of(filter, window, client.zone(), () -> campaigns.listed(client)));
    }
}
