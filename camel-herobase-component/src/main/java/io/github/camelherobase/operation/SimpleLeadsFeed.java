package io.github.camelherobase.operation;

import java.util.concurrent.CompletionStage;

import io.github.camelherobase.api.Lead;
import io.github.camelherobase.cursor.TimeWindow;

/** {@code GET /simpleleads}, window by window. */
public final class SimpleLeadsFeed implements Feed<Lead> {

    private final SimpleLeads simpleLeads;
    private final SimpleLeadsFilter filter;

    /** @param filter whose times are passed over */
    public SimpleLeadsFeed(SimpleLeads simpleLeads, SimpleLeadsFilter filter) {
        this.simpleLeads = simpleLeads;
        this.filter = filter;
    }

    @Override
    public String service() {
        return SimpleLeads.SERVICE;
    }

    @Override
    public String filters() {
        return filter.inClear();
    }

    @Override
    public CompletionStage<Export<Lead>> open(TimeWindow window) {
        return simpleLeads.open(filter.within(window));
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
        return new LeadCheck(filter, window, simpleLeads.zone());
    }
}
