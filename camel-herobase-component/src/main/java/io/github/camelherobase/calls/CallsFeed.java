package io.github.camelherobase.calls;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletionStage;

import io.github.camelherobase.api.Call;
import io.github.camelherobase.cursor.TimeWindow;
import io.github.camelherobase.request.Export;
import io.github.camelherobase.request.ExportClient;
import io.github.camelherobase.request.Feed;
import io.github.camelherobase.request.RecordCheck;
import io.github.camelherobase.request.WindowCheck;

/** Calls, window by window; a window is a part of the time in which calls start. */
record CallsFeed(ExportClient client, CallsFilter filter, CallUnits units) implements Feed<Call> {

    @Override
    public String service() {
        return Calls.SERVICE;
    }

    /** Of units whose number is not known yet, there is one at least. */
    @Override
    public long requestsAWindow() {
        return units.requests(filter.orgCodes());
    }

    @Override
    public CompletionStage<?> prepare(TimeWindow window) {
        return units.codes(client, filter.orgCodes(), window);
    }

    @Override
    public String filters() {
        return filter.inClear(String.join(",", filter.orgCodes()));
    }

    @Override
    public CompletionStage<Export<Call>> open(TimeWindow window) {
        return Calls.open(client, filter, units, window);
    }

    @Override
    public Map<String, String> learned() {
        return units.learned();
    }

    @Override
    public void restore(Map<String, String> learned) {
        units.restore(learned);
    }

    @Override
    public String key(Call call) {
        return call.getUniqueId();
    }

    @Override
    public byte[] content(Call call) {
        return call.toBytes();
    }

    @Override
    public RecordCheck<Call> check(TimeWindow window) {
        WindowCheck check = new WindowCheck(window, client.zone());
        return call -> check.violatedFilter(call.text("startTime")) == null ? null : "startTime/timeSpan";
    }

    @Override
    public Instant unfinishedSince(Call call) {
        return call.isFinished() || call.getStartTime() == null
                ? null
                : call.getStartTime().toInstant();
    }
}
