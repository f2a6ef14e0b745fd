package io.github.camelherobase.request;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;

import io.github.camelherobase.api.JsonObject;
import io.github.camelherobase.api.Lead;
import io.github.camelherobase.cursor.TimeWindow;
import io.github.camelherobase.stream.CsvFormat;
import io.github.camelherobase.stream.CsvTableStream;
import io.github.camelherobase.stream.JsonRecordStream;

/** {@code GET /leads} and {@code GET /leads/csv}: a search that was saved in the user interface (vendor's page). */
public final class SavedSearch {

    private static final String JSON_SERVICE = "GET /leads";
    static final String CSV_SERVICE = "GET /leads/csv";

    private static final String ADVICE =
            "Only searches saved in HeroBase by the user that the web-service account is linked"
                    + " to can be run: check searchName, and whether the search was renamed or deleted";

    /**
     * What a lead of {@code GET /leads} is asked with when a route names nothing to include: the server leaves out all
     * else but its own members, so it would have neither data nor a campaign.
     */
    public static final List<String> USUAL_PARTS = List.of("data", "campaign");

    private SavedSearch() {}

    public static ExportRequest<Lead> json(SavedSearchFilter filter, Instant now, ZoneId zone, ZoneId boundsZone) {
        Function<JsonObject, Lead> lead = json -> new Lead(json, zone);
        return new ExportRequest<>(
                JSON_SERVICE,
                "/leads",
                filter.includingByDefault(USUAL_PARTS).parameters(now, boundsZone),
                ADVICE,
                source -> new JsonRecordStream<>(source, JSON_SERVICE, RecordFormat.MAX_RECORD_SIZE, lead));
    }

    /** @param onColumns told the columns' names of each answer */
    public static ExportRequest<Map<String, Object>> csv(
            SavedSearchFilter filter, CsvFormat format, Consumer<List<String>> onColumns, Instant now, ZoneId zone) {
        return new ExportRequest<>(
                CSV_SERVICE,
                "/leads/csv",
                filter.parameters(now, zone),
                ADVICE,
                new CsvRecords<>(
                        CSV_SERVICE,
                        format,
                        (source, how) ->
                                new CsvTableStream(source, CSV_SERVICE, how, RecordFormat.MAX_RECORD_SIZE, onColumns)));
    }

    /** Whether a lead is one that was asked for. */
    public static RecordCheck<Lead> check(SavedSearchFilter filter, Instant now, ZoneId zone) {
        return LeadCheck.ofTime(filter.modifiedFrom(), filter.modifiedTo(), now, zone);
    }

    /** Leads as JSON, window by window. */
    public static Feed<Lead> jsonFeed(ExportClient client, SavedSearchFilter filter) {
        return new LeadFeed(
                client,
                () -> CompletableFuture.completedFuture(null),
                JSON_SERVICE,
                filter.inClear(),
                filter.notShown(),
                (window, boundsZone) -> json(filter.within(window), client.now(), client.zone(), boundsZone),
                window -> LeadCheck.ofTime(window, client.zone()));
    }

    /** Rows, window by window. */
    public static Feed<Map<String, Object>> csvFeed(
            ExportClient client, SavedSearchFilter filter, CsvFormat format, KeyColumns columns) {
        return new Feed<>() {
            @Override
            public String service() {
                return CSV_SERVICE;
            }

            @Override
            public String filters() {
                return filter.inClear() + "&format=csv";
            }

            @Override
            public List<String> uncheckedFilters() {
                return filter.notShown();
            }

            @Override
            public CompletionStage<Export<Map<String, Object>>> open(TimeWindow window) {
                return client.open(
                        csv(filter.within(window), format, columns::found, client.now(), client.boundsZone()));
            }

            @Override
            public String key(Map<String, Object> row) {
                return columns.id(row);
            }

            @Override
            public byte[] content(Map<String, Object> row) {
                return RecordContent.of(row.values());
            }

            /** Rows show a time only if the search has such a column; the leads of the same search do. */
            @Override
            public BoundsTrial<Lead> boundsTrial() {
                return new LeadFeed.Trial(
                        client.elsewhere(),
                        (window, written) -> json(filter.within(window), client.now(), client.zone(), written),
                        false);
            }

            @Override
            public RecordCheck<Map<String, Object>> check(TimeWindow window) {
                WindowCheck check = new WindowCheck(window, client.zone());
                return row -> check.violatedFilter(columns.modified(row));
            }
        };
    }
}
