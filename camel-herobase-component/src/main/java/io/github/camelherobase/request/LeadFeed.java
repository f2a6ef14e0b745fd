package io.github.camelherobase.request;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

import io.github.camelherobase.api.HerobaseProtocolException;
import io.github.camelherobase.api.Lead;
import io.github.camelherobase.cursor.TimeWindow;

/** Leads in JSON, window by window. */
final class LeadFeed implements Feed<Lead> {

    private final ExportClient client;
    private final Supplier<CompletionStage<?>> before;
    private final String service;
    private final String filters;
    private final List<String> uncheckedFilters;
    private final BiFunction<TimeWindow, ZoneId, ExportRequest<Lead>> request;
    private final Function<TimeWindow, RecordCheck<Lead>> check;

    /** @param before done before a window is asked for */
    LeadFeed(
            ExportClient client,
            Supplier<CompletionStage<?>> before,
            String service,
            String filters,
            List<String> uncheckedFilters,
            BiFunction<TimeWindow, ZoneId, ExportRequest<Lead>> request,
            Function<TimeWindow, RecordCheck<Lead>> check) {
        this.client = client;
        this.before = before;
        this.service = service;
        this.filters = filters;
        this.uncheckedFilters = uncheckedFilters;
        this.request = request;
        this.check = check;
    }

    @Override
    public String service() {
        return service;
    }

    @Override
    public String filters() {
        return filters;
    }

    @Override
    public List<String> uncheckedFilters() {
        return uncheckedFilters;
    }

    @Override
    public CompletionStage<Export<Lead>> open(TimeWindow window) {
        return before.get().thenCompose(done -> client.open(request.apply(window, client.boundsZone())));
    }

    @Override
    public BoundsTrial<Lead> boundsTrial() {
        return new Trial(client, request, true);
    }

    @Override
    public String key(Lead lead) {
        return lead.getUniqueId();
    }

    @Override
    public byte[] content(Lead lead) {
        return lead.toBytes();
    }

    @Override
    public RecordCheck<Lead> check(TimeWindow window) {
        return check.apply(window);
    }

    /**
     * By leads, which show when they were changed.
     *
     * @param isOfFeed whether they are the feed's own records
     */
    record Trial(ExportClient client, BiFunction<TimeWindow, ZoneId, ExportRequest<Lead>> request, boolean isOfFeed)
            implements BoundsTrial<Lead> {

        @Override
        public CompletionStage<Export<Lead>> open(TimeWindow window, ZoneId written, Lead sample) {
            return client.open(request.apply(new TimeWindow(window.from(), null), written));
        }

        @Override
        public Instant stamp(Lead lead) {
            try {
                OffsetDateTime modified = lead.getLastModifiedTime();
                return modified == null ? null : modified.toInstant();
            } catch (HerobaseProtocolException e) {
                // In a form of its own, it shows nothing; the lead is delivered all the same.
                return null;
            }
        }

        @Override
        public String key(Lead lead) {
            return lead.getUniqueId();
        }

        @Override
        public ZoneId boundsZone() {
            return client.boundsZone();
        }

        @Override
        public ZoneId stampZone() {
            return client.zone();
        }
    }
}
