package io.github.camelherobase.calls;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

import io.github.camelherobase.api.Call;
import io.github.camelherobase.base.AsyncFailure;
import io.github.camelherobase.cursor.TimeWindow;
import io.github.camelherobase.request.Export;
import io.github.camelherobase.request.ExportClient;
import io.github.camelherobase.request.Feed;
import io.github.camelherobase.stream.MergedStream;

/**
 * {@code GET /calls}: one request for each org code, some of them at once. A call is listed under its agent and under the
 * units above, so the same call may come several times and is handed out once.
 */
public final class Calls {

    static final String SERVICE = "GET /calls";

    static final String PATH = "/calls";

    private Calls() {}

    /** All calls of a window in any order, each once. */
    static CompletionStage<Export<Call>> open(
            ExportClient client, CallsFilter filter, CallUnits units, TimeWindow window) {
        Instant asked = client.now();
        return units.codes(client, filter.orgCodes(), window)
                .thenCompose(codes -> {
                    List<CallRequest> requests = codes.stream()
                            .map(code -> new CallRequest(client, filter, code, window))
                            .toList();
                    return requests.size() == 1
                            ? requests.get(0).export().thenApply(only -> only.with(new DistinctCalls(only.records())))
                            : joined(client, requests.iterator());
                })
                .thenApply(export -> new Export<>(
                        export.records(),
                        export.rateLimit(),
                        asOf(export.sentAt(), window, asked),
                        export.ownSentAt(),
                        export.tellsTime()));
    }

    /**
     * All calls of a period in any order, each once, in slices that the server manages.
     *
     * @param slice how long the first is; null: all of the period, as long as the server manages it
     */
    public static CompletionStage<Export<Call>> openPeriod(
            ExportClient client, CallsFilter filter, CallUnits units, TimeWindow period, Duration slice) {
        return units.codes(client, filter.orgCodes(), CallSlices.sample(client, period))
                .thenCompose(codes -> joined(client, new CallSlices(client, filter, codes, period, slice)));
    }

    /** The first request is sent before all others: its time is the one up to which the answers hold. */
    private static CompletionStage<Export<Call>> joined(ExportClient client, Iterator<? extends CallPart> parts) {
        CallPart first = parts.next();
        return first.export()
                .handle((export, failure) -> failure == null
                        ? CompletableFuture.completedFuture(export.with(new DistinctCalls(MergedStream.of(
                                first, export.records(), parts, call -> call.toBytes().length, client.readers()))))
                        : inPlaceOf(first, failure, client, parts))
                .thenCompose(Function.identity());
    }

    private static CompletionStage<Export<Call>> inPlaceOf(
            CallPart first, Throwable failure, ExportClient client, Iterator<? extends CallPart> others) {
        List<CallPart> instead = first.fallbacks(AsyncFailure.cause(failure));
        return instead.isEmpty()
                ? CompletableFuture.failedFuture(failure)
                : joined(client, new Parts(new ArrayDeque<>(instead), others));
    }

    /** A client whose clock is behind does not ask up to the server's time: what is later was not read. */
    private static Instant asOf(Instant sentAt, TimeWindow window, Instant asked) {
        Instant end = CallsFilter.end(window, asked);
        return window.isOpen() && end.isBefore(sentAt) ? end : sentAt;
    }

    /** The same, window by window. */
    public static Feed<Call> feed(ExportClient client, CallsFilter filter, CallUnits units) {
        return new CallsFeed(client, filter, units, new AtomicReference<>());
    }

    /** Some before others. */
    private record Parts(Deque<CallPart> some, Iterator<? extends CallPart> others) implements Iterator<CallPart> {

        @Override
        public boolean hasNext() {
            return !some.isEmpty() || others.hasNext();
        }

        @Override
        public CallPart next() {
            return some.isEmpty() ? others.next() : some.removeFirst();
        }
    }
}
