package io.github.camelherobase.request;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

import io.github.camelherobase.api.HerobaseAccessDeniedException;
import io.github.camelherobase.api.Lead;
import io.github.camelherobase.api.RawLeadField;
import io.github.camelherobase.api.RecordStream;
import io.github.camelherobase.base.AsyncFailure;
import io.github.camelherobase.cursor.Fingerprint;
import io.github.camelherobase.cursor.TimeWindow;
import io.github.camelherobase.stream.CsvFormat;
import io.github.camelherobase.stream.FilteredRecordStream;
import io.github.camelherobase.stream.PivotStream;
import io.github.camelherobase.stream.RawLeadStream;
import io.github.camelherobase.stream.RecordSource;

/** {@code GET /rawleads/csv}: one row for each field of each lead; filters as those of SimpleLeads (vendor's page). */
public final class RawLeads {

    private static final String SERVICE = "GET /rawleads/csv";
    private static final String PATH = "/rawleads/csv";

    private RawLeads() {}

    public static ExportRequest<RawLeadField> rows(
            SimpleLeadsFilter filter, CsvFormat format, Instant now, ZoneId zone) {
        return new ExportRequest<>(
                SERVICE, PATH, filter.parameters(now, zone), new CsvRecords<>(SERVICE, format, RawLeads::rows));
    }

    /** One map for each lead. */
    public static ExportRequest<Map<String, Object>> pivot(
            SimpleLeadsFilter filter, CsvFormat format, Instant now, ZoneId zone) {
        return new ExportRequest<>(
                SERVICE,
                PATH,
                filter.parameters(now, zone),
                new CsvRecords<>(SERVICE, format, (source, how) -> new PivotStream(rows(source, how), SERVICE)));
    }

    private static RecordStream<RawLeadField> rows(RecordSource source, CsvFormat format) {
        return new RawLeadStream(source, SERVICE, format, RecordFormat.MAX_RECORD_SIZE);
    }

    /**
     * Rows of leads of the campaigns that were asked for. Rows do not show a lead's campaign, and servers do not take every
     * kind of campaigns' names, so all leads of the same time are asked for before, and rows of leads that surely belong to
     * other campaigns are passed over. Where leads cannot be told from others, the server is trusted.
     *
     * @param leadId the id of the lead that a record belongs to
     * @param request of the export, for the campaigns that the server is asked for
     */
    public static <T> CompletionStage<Export<T>> ofCampaigns(
            ExportClient client,
            SimpleLeadsFilter filter,
            CampaignNames campaigns,
            Function<T, String> leadId,
            Function<SimpleLeadsFilter, ExportRequest<T>> request) {
        return campaigns
                .asked(client, filter)
                .thenCompose(asked -> asked.campaigns().equals(filter.campaigns())
                        ? client.open(request.apply(asked))
                        : withoutOthers(client, filter, campaigns, leadId, request));
    }

    private static <T> CompletionStage<Export<T>> withoutOthers(
            ExportClient client,
            SimpleLeadsFilter filter,
            CampaignNames campaigns,
            Function<T, String> leadId,
            Function<SimpleLeadsFilter, ExportRequest<T>> request) {
        RecordCheck<Lead> check =
                SimpleLeads.check(filter.ofCampaignsOnly(), client.now(), client.elsewhere(), campaigns);
        return leads(client, filter.ofEveryCampaign())
                .thenApplyAsync(leads -> LeadIds.of(leads.records(), check), client.readers())
                .thenCompose(others -> client.open(request.apply(filter.ofEveryCampaign()))
                        .thenApply(export -> export.with(new FilteredRecordStream<>(export.records()) {
                            @Override
                            protected boolean isWanted(T record) {
                                return !others.contains(leadId.apply(record));
                            }
                        })));
    }

    private static CompletionStage<Export<Lead>> leads(ExportClient client, SimpleLeadsFilter filter) {
        return client.elsewhere()
                .open(SimpleLeads.request(filter, client.now(), client.zone(), client.boundsZone()))
                .exceptionally(RawLeads::advised);
    }

    private static <T> T advised(Throwable failure) {
        Throwable cause = AsyncFailure.cause(failure);
        if (cause instanceof HerobaseAccessDeniedException denied) {
            throw new HerobaseAccessDeniedException(
                    denied.getMessage()
                            + ". Rows of rawLeads do not show their campaign, so campaigns takes the right to GET /simpleleads"
                            + " besides; without it, leave out campaigns",
                    denied.getService());
        }
        throw failure instanceof CompletionException completed ? completed : new CompletionException(failure);
    }

    /** A number for each lead, sorted. */
    private record LeadIds(long[] hashes) {

        /** Those that a check is against. */
        private static LeadIds of(RecordStream<Lead> leads, RecordCheck<Lead> check) {
            long[] hashes = new long[1024];
            int size = 0;
            try (leads) {
                while (leads.hasNext()) {
                    Lead lead = leads.next();
                    if (check.violatedFilter(lead) != null) {
                        hashes = size < hashes.length ? hashes : Arrays.copyOf(hashes, size * 2);
                        hashes[size++] = hash(lead.getUniqueId());
                    }
                }
            }
            long[] sorted = Arrays.copyOf(hashes, size);
            Arrays.sort(sorted);
            return new LeadIds(sorted);
        }

        private static long hash(String id) {
            return Fingerprint.of(String.valueOf(id).getBytes(StandardCharsets.UTF_8))
                    .high();
        }

        private boolean contains(String id) {
            return Arrays.binarySearch(hashes, hash(id)) >= 0;
        }
    }

    public static Feed<RawLeadField> rowFeed(
            ExportClient client, SimpleLeadsFilter filter, CsvFormat format, CampaignNames campaigns) {
        return new RawFeed<>(
                client,
                filter,
                "",
                campaigns,
                asked -> rows(asked, format, client.now(), client.boundsZone()),
                row -> row.getUniqueLeadId() + RecordContent.KEY_SEPARATOR + row.getFieldName(),
                RawLeadField::getUniqueLeadId,
                row -> RecordContent.of(List.of(row.getFieldValue())));
    }

    public static Feed<Map<String, Object>> pivotFeed(
            ExportClient client, SimpleLeadsFilter filter, CsvFormat format, CampaignNames campaigns) {
        return new RawFeed<>(
                client,
                filter,
                "&pivot=true",
                campaigns,
                asked -> pivot(asked, format, client.now(), client.boundsZone()),
                RawLeads::pivotedId,
                RawLeads::pivotedId,
                lead -> RecordContent.of(lead.values()));
    }

    public static String pivotedId(Map<String, Object> lead) {
        return String.valueOf(lead.get("uniqueId"));
    }

    private record RawFeed<T>(
            ExportClient client,
            SimpleLeadsFilter filter,
            String form,
            CampaignNames campaigns,
            Function<SimpleLeadsFilter, ExportRequest<T>> request,
            Function<T, String> keys,
            Function<T, String> leadIds,
            Function<T, byte[]> contents)
            implements Feed<T> {

        @Override
        public String filters() {
            return filter.inClear() + form;
        }

        @Override
        public List<String> uncheckedFilters() {
            return filter.notShownByRows();
        }

        @Override
        public String besides() {
            return filter.campaigns().isEmpty() ? null : SimpleLeads.SERVICE;
        }

        /** Rows show no time, but leads do, and their service reads bounds as this one does. */
        @Override
        public BoundsTrial<Lead> boundsTrial() {
            SimpleLeadsFilter all = filter.ofEveryLead();
            return new LeadFeed.Trial(
                    client.elsewhere(),
                    (window, written) -> SimpleLeads.request(all.within(window), client.now(), client.zone(), written),
                    false);
        }

        @Override
        public String uniqueId(String key) {
            int end = key.indexOf(RecordContent.KEY_SEPARATOR);
            return end < 0 ? key : key.substring(0, end);
        }

        @Override
        public String service() {
            return SERVICE;
        }

        @Override
        public CompletionStage<Export<T>> open(TimeWindow window) {
            return ofCampaigns(client, filter.within(window), campaigns, leadIds, request);
        }

        @Override
        public String key(T record) {
            return keys.apply(record);
        }

        @Override
        public byte[] content(T record) {
            return contents.apply(record);
        }

        /** Which fields a raw row has besides the data is not documented, so nothing can be checked. */
        @Override
        public RecordCheck<T> check(TimeWindow window) {
            return record -> null;
        }
    }
}
