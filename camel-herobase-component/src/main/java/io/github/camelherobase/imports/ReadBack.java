package io.github.camelherobase.imports;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.camelherobase.api.HerobaseClock;
import io.github.camelherobase.api.HerobaseClock.Cancellable;
import io.github.camelherobase.api.Lead;
import io.github.camelherobase.api.RecordStream;
import io.github.camelherobase.request.ExportClient;
import io.github.camelherobase.request.RequestSettings;
import io.github.camelherobase.request.SimpleLeads;
import io.github.camelherobase.request.SimpleLeadsFilter;
import io.github.camelherobase.request.TimeExpression;

/**
 * Settles doubts by what {@code GET /simpleleads} shows: a lead of the same campaign that came in since, with the same
 * values in the chosen fields. A lead counts as absent only when the export shows other leads of its campaign with those
 * fields, because an account without the right to see them gets an export without an error.
 */
final class ReadBack {

    private static final Logger LOG = LoggerFactory.getLogger(ReadBack.class);

    /** The server's clock may differ from ours by as much. */
    private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(2);

    private final ExportClient exports;
    private final ReadBackSettings settings;
    private final HerobaseClock clock;
    private final RequestSettings call;
    private final Set<CompletableFuture<Findings>> waiting = ConcurrentHashMap.newKeySet();
    private volatile boolean stopped;

    ReadBack(ExportClient exports, ReadBackSettings settings, HerobaseClock clock, RequestSettings call) {
        this.exports = exports;
        this.settings = settings;
        this.clock = clock;
        this.call = call;
    }

    /** Reads once, when the youngest doubt is old enough; finds nothing when that fails or the endpoint stops. */
    CompletionStage<Findings> settle(List<Doubt> doubts) {
        CompletableFuture<Findings> findings = new CompletableFuture<>();
        waiting.add(findings);
        if (stopped) {
            // Whoever stops may have looked before this one waited, and its timer would never ring.
            findings.complete(Findings.NONE);
        }
        Instant due = doubts.stream()
                .map(Doubt::since)
                .max(Instant::compareTo)
                .orElseThrow()
                .plus(settings.delay());
        Cancellable timer = clock.callAt(due, () -> {
            try {
                call.afterWait().execute(() -> read(doubts, findings));
            } catch (RejectedExecutionException e) {
                findings.complete(Findings.NONE);
            }
        });
        return findings.whenComplete((found, failure) -> {
            waiting.remove(findings);
            timer.cancel();
        });
    }

    /** Ends every wait: what is in doubt stays so. */
    void stop() {
        stopped = true;
        waiting.forEach(findings -> findings.complete(Findings.NONE));
    }

    private void read(List<Doubt> doubts, CompletableFuture<Findings> findings) {
        Instant first =
                doubts.stream().map(Doubt::since).min(Instant::compareTo).orElseThrow();
        // No filter by campaign: servers were seen to ignore it, and to misread it would make leads look absent.
        SimpleLeadsFilter filter = new SimpleLeadsFilter(
                List.of(),
                List.of(),
                TimeExpression.of(first.minus(CLOCK_TOLERANCE)),
                null,
                List.of(),
                List.of(),
                true,
                true,
                null,
                List.of());
        CompletableFuture.completedStage(SimpleLeads.request(filter, clock.now(), exports.zone(), exports.boundsZone()))
                .thenCompose(exports::open)
                .thenApply(export -> {
                    try (RecordStream<Lead> leads = export.records()) {
                        return find(doubts, leads);
                    }
                })
                .exceptionally(failure -> {
                    LOG.warn(
                            "{} leads in doubt could not be read back and stay in doubt: {}",
                            doubts.size(),
                            failure.getMessage(),
                            failure);
                    return Findings.NONE;
                })
                .thenAccept(findings::complete);
    }

    private Findings find(List<Doubt> doubts, RecordStream<Lead> leads) {
        Map<List<String>, Deque<Doubt>> wanted = new HashMap<>();
        for (Doubt doubt : doubts) {
            List<String> name = name(doubt.request());
            if (name != null) {
                wanted.computeIfAbsent(name, any -> new ArrayDeque<>()).add(doubt);
            }
        }
        Set<Doubt> there = new HashSet<>();
        Set<String> visibleCampaigns = new HashSet<>();
        while (leads.hasNext()) {
            Lead lead = leads.next();
            List<String> name = name(lead);
            if (name == null) {
                continue;
            }
            visibleCampaigns.add(lead.getCampaignCode());
            Deque<Doubt> same = wanted.get(name);
            if (same != null && !same.isEmpty() && cameSince(same.peek(), lead)) {
                there.add(same.remove());
            }
        }
        Set<Doubt> absent = new HashSet<>();
        wanted.values().forEach(open -> open.stream()
                .filter(doubt -> visibleCampaigns.contains(doubt.request().campaignCode()))
                .forEach(absent::add));
        return new Findings(there, absent);
    }

    private static boolean cameSince(Doubt doubt, Lead lead) {
        OffsetDateTime came = lead.getUploadTime() != null ? lead.getUploadTime() : lead.getLastModifiedTime();
        return came != null && !came.toInstant().isBefore(doubt.since().minus(CLOCK_TOLERANCE));
    }

    /** Null when none of the fields has a value. */
    private List<String> name(LeadRequest request) {
        return name(
                request.campaignCode(),
                settings.fields().stream().map(request::value).toList());
    }

    /** Null when none of the fields is to be seen. */
    private List<String> name(Lead lead) {
        return name(
                lead.getCampaignCode(),
                settings.fields().stream()
                        .map(field -> Objects.requireNonNullElse(lead.getData().get(field), ""))
                        .toList());
    }

    private static List<String> name(String campaign, List<String> values) {
        if (campaign == null || values.stream().allMatch(String::isBlank)) {
            return null;
        }
        List<String> name = new ArrayList<>(values);
        name.add(campaign);
        return name;
    }

    /**
     * What was found; a doubt in neither set stays open.
     *
     * @param there HeroBase has these
     * @param absent HeroBase has these not
     */
    record Findings(Set<Doubt> there, Set<Doubt> absent) {

        static final Findings NONE = new Findings(Set.of(), Set.of());
    }
}
