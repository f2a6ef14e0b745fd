package io.github.camelherobase.imports;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.camelherobase.api.HerobaseClock;
import io.github.camelherobase.api.HerobaseClock.Cancellable;
import io.github.camelherobase.api.Lead;
import io.github.camelherobase.api.RecordStream;
import io.github.camelherobase.imports.ImportSettings.ReadBackSettings;
import io.github.camelherobase.request.ExportClient;
import io.github.camelherobase.request.RequestSettings;
import io.github.camelherobase.request.SimpleLeads;
import io.github.camelherobase.request.SimpleLeadsFilter;
import io.github.camelherobase.request.TimeExpression;

/**
 * Settles doubts by what {@code GET /simpleleads} shows: a lead of the same campaign that came in since, with the same
 * values in the chosen fields, and that is not the one of another lead of ours.
 *
 * <p>A lead that is not found counts as absent only when the same look-up finds another one that is known to be there:
 * an account without the right to see leads gets an export without an error, a server may write values in another way,
 * and its clock may be behind. The control's time tells how far.
 */
final class ReadBack {

    private static final Logger LOG = LoggerFactory.getLogger(ReadBack.class);

    /** The look-up begins so much earlier than it had to. */
    private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(2);

    /** What is nearer than this to an edge may be on either side of it. */
    private static final Duration SLACK = Duration.ofSeconds(10);

    private final LeadsKnownThere known = new LeadsKnownThere();
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

    /** Sends through {@code post}, and keeps which leads HeroBase accepted. */
    LeadSender watching(LeadSender post) {
        return (request, departure) -> {
            AtomicReference<Instant> left = new AtomicReference<>(clock.now());
            return post.send(request, () -> {
                        departure.begin();
                        left.set(clock.now());
                    })
                    .thenApply(outcome -> {
                        if (outcome instanceof LeadOutcome.Accepted) {
                            knownThere(request, left.get());
                        }
                        return outcome;
                    });
        };
    }

    private void knownThere(LeadRequest request, Instant left) {
        List<String> name = name(request);
        if (name != null) {
            known.add(name, request.key(), left);
        }
    }

    private void read(List<Doubt> doubts, CompletableFuture<Findings> findings) {
        Instant first = first(doubts);
        read(doubts, first, first.minus(CLOCK_TOLERANCE), true)
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

    /** When the first of the doubts and of the leads that are looked up beside them left. */
    private Instant first(List<Doubt> doubts) {
        Instant first = Instant.MAX;
        for (Doubt doubt : doubts) {
            Instant control = known.youngest(campaign(doubt.request().campaignCode()));
            first = earlier(first, doubt.since());
            first = control == null ? first : earlier(first, control);
        }
        return first;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private CompletionStage<Findings> read(List<Doubt> doubts, Instant first, Instant from, boolean mayAskAgain) {
        // No filter by campaign: servers were seen to ignore it, and to misread it would make leads look absent.
        SimpleLeadsFilter filter = new SimpleLeadsFilter(
                List.of(), List.of(), TimeExpression.of(from), null, List.of(), List.of(), true, true, null, List.of());
        return CompletableFuture.completedStage(
                        SimpleLeads.request(filter, clock.now(), exports.zone(), exports.zone()))
                .thenCompose(exports::open)
                .thenCompose(export -> {
                    Duration ahead = Duration.between(export.ownSentAt(), export.sentAt());
                    if (mayAskAgain && from.isAfter(first.plus(ahead).minus(SLACK))) {
                        export.records().close();
                        return read(doubts, first, first.plus(ahead).minus(CLOCK_TOLERANCE), false);
                    }
                    try (RecordStream<Lead> leads = export.records()) {
                        return CompletableFuture.completedStage(find(doubts, leads, ahead, from));
                    }
                });
    }

    /**
     * @param ahead by how much the server's clock is ahead of ours
     * @param from when the look-up begins, by the server's clock
     */
    private Findings find(List<Doubt> doubts, RecordStream<Lead> leads, Duration ahead, Instant from) {
        Map<List<String>, List<Doubt>> wanted = new HashMap<>();
        for (Doubt doubt : doubts) {
            List<String> name = name(doubt.request());
            if (name != null) {
                wanted.computeIfAbsent(name, any -> new ArrayList<>()).add(doubt);
            }
        }
        Map<List<String>, List<Instant>> stamps = new HashMap<>();
        Map<String, Duration> controls = new HashMap<>();
        while (leads.hasNext()) {
            Lead lead = leads.next();
            List<String> name = name(lead);
            OffsetDateTime came = lead.getUploadTime() != null ? lead.getUploadTime() : lead.getLastModifiedTime();
            if (name == null || came == null) {
                continue;
            }
            if (wanted.containsKey(name)) {
                stamps.computeIfAbsent(name, any -> new ArrayList<>()).add(came.toInstant());
            }
            for (LeadsKnownThere.Known control : known.of(name)) {
                // A control that came late says that the server's clock is further ahead; the least counts.
                controls.merge(
                        LeadsKnownThere.campaign(name),
                        Duration.between(control.left(), came.toInstant()),
                        (one, other) -> one.compareTo(other) < 0 ? one : other);
            }
        }
        Findings findings = new Findings(new HashSet<>(), new HashSet<>());
        wanted.forEach((name, open) -> {
            Duration control = controls.get(LeadsKnownThere.campaign(name));
            Instant begin = open.stream().map(Doubt::since).reduce(Instant.MAX, ReadBack::earlier);
            boolean holds = control != null
                    && !from.isAfter(begin.plus(control.compareTo(ahead) < 0 ? control : ahead)
                            .minus(SLACK));
            settle(open, name, begin, stamps.getOrDefault(name, List.of()), ahead, holds, findings);
        });
        findings.there().forEach(doubt -> knownThere(doubt.request(), doubt.since()));
        return findings;
    }

    /**
     * @param begin when the first of the doubts left
     * @param stamps of the leads of that name that were found
     * @param holds whether a lead is absent that is not found
     */
    private void settle(
            List<Doubt> open,
            List<String> name,
            Instant begin,
            List<Instant> stamps,
            Duration ahead,
            boolean holds,
            Findings findings) {
        List<LeadsKnownThere.Known> others = known.of(name);
        List<List<Doubt>> leads = leads(open, others, findings);
        Instant edge = begin.minus(CLOCK_TOLERANCE);
        boolean unclear = !known.isWholeSince(edge.minus(SLACK))
                || others.stream()
                        .anyMatch(other ->
                                Duration.between(edge, other.left()).abs().compareTo(SLACK) < 0);
        if (unclear) {
            return;
        }
        long found = stamps.stream()
                .filter(stamp -> !stamp.isBefore(edge.plus(ahead)))
                .count();
        long taken =
                others.stream().filter(other -> !other.left().isBefore(edge)).count();
        long free = found - taken;
        boolean alike = leads.stream()
                        .map(lead -> lead.get(0).request().fingerprint())
                        .distinct()
                        .count()
                == 1;
        if (free < 0 || free > 0 && free < leads.size() && !alike) {
            return;
        }
        int there = (int) Math.min(free, leads.size());
        leads.subList(0, there).forEach(findings.there()::addAll);
        if (holds) {
            leads.subList(there, leads.size()).forEach(findings.absent()::addAll);
        }
    }

    /**
     * The doubts by lead: those of one importKey are about one lead, sent more than once. What is known of a key settles
     * all its doubts.
     */
    private static List<List<Doubt>> leads(List<Doubt> open, List<LeadsKnownThere.Known> others, Findings findings) {
        Map<Object, List<Doubt>> leads = new LinkedHashMap<>();
        for (Doubt doubt : open) {
            String key = doubt.request().key();
            if (key != null && others.stream().anyMatch(other -> key.equals(other.key()))) {
                findings.there().add(doubt);
            } else {
                leads.computeIfAbsent(key == null ? doubt : key, any -> new ArrayList<>())
                        .add(doubt);
            }
        }
        return List.copyOf(leads.values());
    }

    /** Null when none of the fields has a value. */
    private List<String> name(LeadRequest request) {
        return name(
                campaign(request.campaignCode()),
                settings.fields().stream().map(request::value).toList());
    }

    /** Null when none of the fields is to be seen. */
    private List<String> name(Lead lead) {
        return name(
                campaign(lead.getCampaignCode()),
                settings.fields().stream()
                        .map(field -> Objects.requireNonNullElse(lead.getData().get(field), ""))
                        .toList());
    }

    private static String campaign(String code) {
        return code == null ? null : code.trim().toLowerCase(Locale.ROOT);
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
     * @param there these are in HeroBase
     * @param absent these are not
     */
    record Findings(Set<Doubt> there, Set<Doubt> absent) {

        static final Findings NONE = new Findings(Set.of(), Set.of());
    }
}
