package io.github.camelherobase.calls;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.camelherobase.api.HerobaseAccessDeniedException;
import io.github.camelherobase.api.JsonRecord;
import io.github.camelherobase.api.RecordStream;
import io.github.camelherobase.base.AsyncFailure;
import io.github.camelherobase.cursor.TimeWindow;
import io.github.camelherobase.request.ExportClient;
import io.github.camelherobase.request.Listing;

/** Which org codes calls are asked under: those that are named, or units of the organisation as it is now. */
public final class CallUnits {

    /** Each unit of the organisation. */
    static final String EACH = "all";

    /** The units at the top of the organisation, where their calls include those of the units below. */
    static final String TOP = "*";

    /** Whether a unit's calls include those of the units below it, as it is kept with a consumer's position. */
    private static final String INCLUSION = "unitsIncluded";

    private static final Logger LOG = LoggerFactory.getLogger(CallUnits.class);

    /** Slices of history follow each other faster than an organisation changes. */
    private static final Duration FRESH = Duration.ofMinutes(1);

    private final UnitCoverage inclusion = new UnitCoverage();
    private volatile Organisation organisation;
    private volatile String said = "";

    private record Organisation(OrgTree tree, Instant at) {}

    /** @param window a part of the time whose calls are to be read */
    CompletionStage<List<String>> codes(ExportClient client, List<String> asked, TimeWindow window) {
        if (asked.equals(List.of(EACH))) {
            return tree(client).thenApply(OrgTree::units);
        }
        if (!asked.equals(List.of(TOP))) {
            return CompletableFuture.completedFuture(asked);
        }
        return tree(client)
                .thenCompose(tree -> inclusion.ask(client, tree, window).thenApply(included -> chosen(tree, included)));
    }

    /** What is to be kept over a restart, by name. */
    Map<String, String> learned() {
        return inclusion
                .known()
                .map(included -> Map.of(INCLUSION, included.toString()))
                .orElse(Map.of());
    }

    void restore(Map<String, String> learned) {
        if (learned.containsKey(INCLUSION)) {
            inclusion.restore(Boolean.parseBoolean(learned.get(INCLUSION)));
        }
    }

    /** Requests to the service of calls that a window costs at most, as far as the organisation is known. */
    long requests(List<String> asked) {
        Organisation known = organisation;
        if (known == null || !asked.equals(List.of(EACH)) && !asked.equals(List.of(TOP))) {
            return asked.size();
        }
        OrgTree tree = known.tree();
        if (asked.equals(List.of(EACH)) || tree.branches().isEmpty()) {
            return tree.units().size();
        }
        return inclusion
                .known()
                .map(included -> included ? tree.top() : tree.units())
                .map(List::size)
                .orElse(tree.units().size() + UnitCoverage.REQUESTS_A_WINDOW);
    }

    private CompletionStage<OrgTree> tree(ExportClient client) {
        Organisation known = organisation;
        Instant now = client.now();
        if (known != null && now.isBefore(known.at().plus(FRESH))) {
            return CompletableFuture.completedFuture(known.tree());
        }
        return client.elsewhere()
                .open(Listing.list("/organizationalunits", List.of("parent", "children")))
                .exceptionally(CallUnits::advised)
                .thenApply(export -> {
                    try (RecordStream<JsonRecord> units = export.records()) {
                        OrgTree tree = OrgTree.of(units);
                        if (tree.units().isEmpty()) {
                            throw new IllegalStateException("GET /organizationalunits lists no unit, so there are no"
                                    + " calls to ask for; name the orgCodes");
                        }
                        organisation = new Organisation(tree, now);
                        return tree;
                    }
                });
    }

    private static <T> T advised(Throwable failure) {
        Throwable cause = AsyncFailure.cause(failure);
        if (cause instanceof HerobaseAccessDeniedException denied) {
            throw new HerobaseAccessDeniedException(
                    denied.getMessage() + ". Without it, name units or users in orgCodes", denied.getService());
        }
        throw failure instanceof CompletionException completed ? completed : new CompletionException(failure);
    }

    private List<String> chosen(OrgTree tree, Optional<Boolean> included) {
        if (tree.branches().isEmpty()) {
            return tree.units();
        }
        List<String> codes = included.orElse(false) ? tree.top() : tree.units();
        say(included.map(yes -> yes
                                ? "a call of a unit was seen among those of the unit above it too"
                                : "a call of a unit was not among those of the unit above it")
                        .orElse(
                                "no call was seen yet that tells whether a unit's calls include those of the units below it")
                + ", so " + codes.size() + " of the " + tree.units().size() + " units are asked");
        return codes;
    }

    private void say(String finding) {
        if (!finding.equals(said)) {
            said = finding;
            LOG.info("orgCodes=*: {}", finding);
        }
    }
}
