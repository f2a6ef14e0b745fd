package io.github.camelherobase.calls;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import io.github.camelherobase.api.Call;
import io.github.camelherobase.api.RecordStream;
import io.github.camelherobase.calls.OrgTree.Branch;
import io.github.camelherobase.cursor.TimeWindow;
import io.github.camelherobase.request.ExportClient;

/**
 * Whether a unit's calls include those of the units below it, which is not documented: a call of a unit below is looked for
 * among those of the unit at its top. Asked until a call is seen, then known for good.
 */
final class UnitCoverage {

    /** Units looked at in one window; one in which nobody called tells nothing. */
    private static final int UNITS_A_WINDOW = 3;

    /** What it costs at most to ask about a window. */
    static final int REQUESTS_A_WINDOW = UNITS_A_WINDOW + 1;

    private static final CallsFilter NOTHING_INCLUDED = new CallsFilter(List.of(), List.of());

    private final AtomicInteger asked = new AtomicInteger();
    private volatile Optional<Boolean> known = Optional.empty();

    Optional<Boolean> known() {
        return known;
    }

    /** It was found out before a restart. */
    void restore(boolean included) {
        known = Optional.of(included);
    }

    /** @return empty when none of the units that were looked at has a call in the window */
    CompletionStage<Optional<Boolean>> ask(ExportClient client, OrgTree tree, TimeWindow window) {
        List<Branch> branches = tree.branches();
        if (known.isPresent() || branches.isEmpty()) {
            return CompletableFuture.completedFuture(known);
        }
        int from = asked.getAndAdd(UNITS_A_WINDOW);
        Iterator<Branch> some = IntStream.range(from, from + Math.min(UNITS_A_WINDOW, branches.size()))
                .mapToObj(number -> branches.get(Math.floorMod(number, branches.size())))
                .iterator();
        return ask(client, some, window);
    }

    private CompletionStage<Optional<Boolean>> ask(ExportClient client, Iterator<Branch> some, TimeWindow window) {
        if (!some.hasNext()) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        Branch branch = some.next();
        return aCall(client, branch.unit(), window)
                .thenCompose(call -> call == null
                        ? ask(client, some, window)
                        : isListed(client, branch.top(), call).thenApply(listed -> {
                            known = Optional.of(listed);
                            return known;
                        }));
    }

    private static CompletionStage<Call> aCall(ExportClient client, String unit, TimeWindow window) {
        return new CallRequest(client, NOTHING_INCLUDED, unit, window).export().thenApply(export -> {
            try (RecordStream<Call> calls = export.records()) {
                Call call = calls.hasNext() ? calls.next() : null;
                return call == null || call.getStartTime() == null || call.getUniqueId() == null ? null : call;
            }
        });
    }

    /** Within the second in which the call started. */
    private static CompletionStage<Boolean> isListed(ExportClient client, String top, Call call) {
        Instant second = call.getStartTime().toInstant().truncatedTo(ChronoUnit.SECONDS);
        TimeWindow window = new TimeWindow(second, second.plusSeconds(1));
        return new CallRequest(client, NOTHING_INCLUDED, top, window).export().thenApply(export -> {
            try (RecordStream<Call> calls = export.records()) {
                boolean found = false;
                while (!found && calls.hasNext()) {
                    found = call.getUniqueId().equals(calls.next().getUniqueId());
                }
                return found;
            }
        });
    }
}
