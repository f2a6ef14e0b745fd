package io.github.camelherobase.operation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

import io.github.camelherobase.api.Call;
import io.github.camelherobase.api.JsonObject;
import io.github.camelherobase.api.JsonRecord;
import io.github.camelherobase.api.RecordStream;
import io.github.camelherobase.cursor.TimeWindow;
import io.github.camelherobase.stream.JsonRecordStream;

/**
 * {@code GET /calls}: one request for each org code. A call is listed under its agent and under the units above, so the
 * same call comes several times and is handed out once.
 */
public final class Calls {

    static final String SERVICE = "GET /calls";

    private static final String PATH = "/calls";

    private Calls() {}

    /** All calls of a window, org code after org code, each call once. */
    public static CompletionStage<Export<Call>> open(ExportClient client, CallsFilter filter, TimeWindow window) {
        Instant asked = client.now();
        return orgCodes(client, filter.orgCodes()).thenCompose(codes -> {
            Function<String, CompletionStage<Export<Call>>> next =
                    code -> client.open(request(client, filter, code, window));
            return next.apply(codes.get(0))
                    .thenApply(first -> new Export<>(
                            new DistinctCalls(new ChainedStream<>(
                                    first.records(),
                                    codes.subList(1, codes.size()).iterator(),
                                    next)),
                            first.rateLimit(),
                            asOf(first.sentAt(), window, asked)));
        });
    }

    /** A client whose clock is behind does not ask up to the server's time: what is later was not read. */
    private static Instant asOf(Instant sentAt, TimeWindow window, Instant asked) {
        Instant end = CallsFilter.end(window, asked);
        return window.isOpen() && end.isBefore(sentAt) ? end : sentAt;
    }

    private static ExportRequest<Call> request(
            ExportClient client, CallsFilter filter, String orgCode, TimeWindow window) {
        Function<JsonObject, Call> call = json -> new Call(json, client.zone());
        return new ExportRequest<>(
                SERVICE,
                PATH,
                filter.parameters(orgCode, window, client.now(), client.zone()),
                "An org code must be one of your units or users, see herobase:orgUnits and herobase:users; long periods of"
                        + " many calls may be more than the server manages, so take shorter ones",
                source -> new JsonRecordStream<>(source, SERVICE, RecordFormat.MAX_RECORD_SIZE, call));
    }

    /** Every unit of the organisation when all are asked for. */
    private static CompletionStage<List<String>> orgCodes(ExportClient client, List<String> asked) {
        if (!asked.equals(List.of("*")) && !asked.equals(List.of("all"))) {
            return CompletableFuture.completedFuture(asked);
        }
        return client.open(Listing.list("/organizationalunits", List.of())).thenApply(export -> {
            try (RecordStream<JsonRecord> units = export.records()) {
                return codes(units);
            }
        });
    }

    private static List<String> codes(RecordStream<JsonRecord> units) {
        List<String> codes = new ArrayList<>();
        units.forEachRemaining(unit -> codes.add(unit.getOrgCode()));
        if (codes.isEmpty()) {
            throw new IllegalStateException(
                    "GET /organizationalunits lists no unit, so there are no calls to ask for; name the orgCodes");
        }
        return codes;
    }

    /** The same, window by window. */
    public static Feed<Call> feed(ExportClient client, CallsFilter filter) {
        return new CallsFeed(client, filter);
    }
}
