package io.github.camelherobase.operation;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

import io.github.camelherobase.api.Call;
import io.github.camelherobase.api.JsonObject;
import io.github.camelherobase.api.RecordStream;
import io.github.camelherobase.cursor.TimeWindow;
import io.github.camelherobase.stream.JsonRecordStream;
import io.github.camelherobase.stream.MergedStream;

/**
 * {@code GET /calls}: one request for each org code, some of them at once. A call is listed under its agent and under the
 * units above, so the same call may come several times and is handed out once.
 */
public final class Calls {

    static final String SERVICE = "GET /calls";

    private static final String PATH = "/calls";

    private Calls() {}

    /** All calls of a window in any order, each once. */
    public static CompletionStage<Export<Call>> open(
            ExportClient client, CallsFilter filter, CallUnits units, TimeWindow window) {
        Instant asked = client.now();
        // The first request is sent before all others: its time is the one up to which the answers hold.
        return units.codes(client, filter.orgCodes(), window)
                .thenCompose(codes -> client.open(request(client, filter, codes.get(0), window))
                        .thenApply(first -> new Export<>(
                                new DistinctCalls(merged(client, filter, codes, window, first.records())),
                                first.rateLimit(),
                                asOf(first.sentAt(), window, asked))));
    }

    /** A client whose clock is behind does not ask up to the server's time: what is later was not read. */
    private static Instant asOf(Instant sentAt, TimeWindow window, Instant asked) {
        Instant end = CallsFilter.end(window, asked);
        return window.isOpen() && end.isBefore(sentAt) ? end : sentAt;
    }

    private static RecordStream<Call> merged(
            ExportClient client, CallsFilter filter, List<String> codes, TimeWindow window, RecordStream<Call> first) {
        if (codes.size() == 1) {
            return first;
        }
        List<Supplier<CompletionStage<RecordStream<Call>>>> others = codes.stream()
                .skip(1)
                .<Supplier<CompletionStage<RecordStream<Call>>>>map(code ->
                        () -> client.open(request(client, filter, code, window)).thenApply(Export::records))
                .toList();
        return MergedStream.of(first, others, call -> call.toBytes().length, client.readers());
    }

    static ExportRequest<Call> request(ExportClient client, CallsFilter filter, String orgCode, TimeWindow window) {
        Function<JsonObject, Call> call = json -> new Call(json, client.zone());
        return new ExportRequest<>(
                SERVICE,
                PATH,
                filter.parameters(orgCode, window, client.now(), client.zone()),
                "An org code must be one of your units or users, see herobase:orgUnits and herobase:users; long periods of"
                        + " many calls may be more than the server manages, so take shorter ones",
                source -> new JsonRecordStream<>(source, SERVICE, RecordFormat.MAX_RECORD_SIZE, call));
    }

    /** The same, window by window. */
    public static Feed<Call> feed(ExportClient client, CallsFilter filter, CallUnits units) {
        return new CallsFeed(client, filter, units);
    }
}
