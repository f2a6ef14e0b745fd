package io.github.camelherobase.request;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

import io.github.camelherobase.api.RawLeadField;
import io.github.camelherobase.api.RecordStream;
import io.github.camelherobase.cursor.TimeWindow;
import io.github.camelherobase.stream.CsvFormat;
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

    public static Feed<RawLeadField> rowFeed(ExportClient client, SimpleLeadsFilter filter, CsvFormat format) {
        return new RawFeed<>(
                client,
                filter.inClear(),
                filter.notShownByRows(),
                window -> rows(filter.within(window), format, client.now(), client.boundsZone()),
                row -> row.getUniqueLeadId() + RecordContent.KEY_SEPARATOR + row.getFieldName(),
                row -> RecordContent.of(List.of(row.getFieldValue())));
    }

    public static Feed<Map<String, Object>> pivotFeed(ExportClient client, SimpleLeadsFilter filter, CsvFormat format) {
        return new RawFeed<>(
                client,
                filter.inClear() + "&pivot=true",
                filter.notShownByRows(),
                window -> pivot(filter.within(window), format, client.now(), client.boundsZone()),
                lead -> String.valueOf(lead.get("uniqueId")),
                lead -> RecordContent.of(lead.values()));
    }

    private record RawFeed<T>(
            ExportClient client,
            String filters,
            List<String> uncheckedFilters,
            Function<TimeWindow, ExportRequest<T>> request,
            Function<T, String> keys,
            Function<T, byte[]> contents)
            implements Feed<T> {

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
            return client.open(request.apply(window));
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
