package io.github.camelherobase.operation;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

import io.github.camelherobase.api.HerobaseClock;
import io.github.camelherobase.api.HerobaseConnectionException;
import io.github.camelherobase.api.HerobaseException;
import io.github.camelherobase.api.HerobaseImportAbortedException;
import io.github.camelherobase.api.HerobaseImportUncertainException;
import io.github.camelherobase.api.ImportReport;
import io.github.camelherobase.api.ImportReport.Outcome;
import io.github.camelherobase.api.ImportReport.Problem;
import io.github.camelherobase.stream.MalformedBodyException;

/**
 * One import of many leads: a few lanes, each of which takes the next lead once its last one is settled. A lane that
 * waits for quota holds no thread.
 *
 * <p>It outlives a failed attempt: the next one begins with the leads that were not sent, and goes on where the source
 * was left.
 */
public final class ImportRun implements Closeable {

    /** So many leads in a row that could not be sent mean that the next one could not either. */
    private static final int UNREACHABLE_AFTER = 10;

    /** So many leads are kept for the next attempt; the import ends rather than lose track of one. */
    private static final int KEPT_FOR_NEXT_ATTEMPT = 1_000;

    /** So often doubts are looked up in one attempt; what was sent again may be in doubt again. */
    private static final int LOOK_UPS = 3;

    private final ImportLeads importLeads;
    private final ReadBack readBack;
    private final Iterator<?> source;
    private final ImportTerms terms;
    private final ImportSettings settings;
    private final HerobaseClock clock;
    private final Instant begin;

    private final ReentrantLock sourceLock = new ReentrantLock();
    private final ReentrantLock sinkLock = new ReentrantLock();
    private final ReentrantLock lock = new ReentrantLock();

    /** Leads of an earlier attempt, to be taken before the source goes on. Guarded by the source's lock. */
    private final Deque<Taken> again = new ArrayDeque<>();

    private long read;
    private boolean sourceEnded;
    private Throwable sourceFailure;

    /** The rest is guarded by the other lock. */
    private final ImportBooks books = new ImportBooks();

    private final List<Taken> notSent = new ArrayList<>();
    private final List<Doubtful> doubtful = new ArrayList<>();
    private final Set<Long> handedOver = new HashSet<>();
    private int lookUps;
    private CompletableFuture<ImportReport> done;
    private HerobaseImportAbortedException lastFailure;
    private int lanes;
    private int notSentInARow;
    /** Why no further lead is taken; null while leads are taken. */
    private volatile Throwable ending;

    ImportRun(
            ImportLeads importLeads,
            ReadBack readBack,
            Iterator<?> source,
            ImportTerms terms,
            ImportSettings settings,
            HerobaseClock clock) {
        this.importLeads = importLeads;
        this.readBack = readBack;
        this.source = source;
        this.terms = terms;
        this.settings = settings;
        this.clock = clock;
        this.begin = clock.now();
    }

    /**
     * Imports what is left to import: at first everything, after a failure from the first lead that was not sent.
     *
     * @return the report, or a failed stage with a {@code HerobaseImportAbortedException} that carries it; the last
     *     attempt's when nothing is left to be done
     */
    public CompletionStage<ImportReport> proceed() {
        if (!takeUpAgain()) {
            return CompletableFuture.failedFuture(lastFailure);
        }
        CompletableFuture<ImportReport> report = done;
        startLanes();
        return report;
    }

    private void startLanes() {
        for (int lane = 0; lane < settings.concurrency(); lane++) {
            try {
                settings.call().afterWait().execute(this::takeLeads);
            } catch (RejectedExecutionException e) {
                end(ImportLeads.stopping());
                leave();
            }
        }
    }

    private boolean takeUpAgain() {
        lock.lock();
        sourceLock.lock();
        try {
            again.addAll(notSent);
            books.takeUpNotSent();
            notSent.clear();
            if (settings.resendUncertain()) {
                takeUp(doubtful);
            }
            boolean nothingToLookUp = readBack == null || doubtful.isEmpty();
            if (lastFailure != null && again.isEmpty() && nothingToLookUp && (sourceEnded || sourceFailure != null)) {
                return false;
            }
            ending = null;
            notSentInARow = 0;
            lookUps = 0;
            lanes = settings.concurrency();
            done = new CompletableFuture<>();
            return true;
        } finally {
            sourceLock.unlock();
            lock.unlock();
        }
    }

    /** Takes leads that are in doubt up again. */
    private void takeUp(List<Doubtful> leads) {
        leads.forEach(lead -> again.add(lead.taken()));
        books.takeUpDoubtful(leads.stream().map(lead -> lead.taken().position()).collect(Collectors.toSet()));
        doubtful.removeAll(List.copyOf(leads));
    }

    private void takeLeads() {
        Taken taken = take();
        while (taken != null) {
            Taken lead = taken;
            CompletableFuture<LeadOutcome> outcome = send(lead);
            if (!outcome.isDone()) {
                outcome.thenAccept(result -> {
                    settle(lead, result);
                    takeLeads();
                });
                return;
            }
            settle(lead, outcome.join());
            taken = take();
        }
        leave();
    }

    /** Never fails, or its lane would never end. */
    private CompletableFuture<LeadOutcome> send(Taken lead) {
        try {
            return importLeads
                    .send(lead.element(), lead.position(), terms)
                    .exceptionally(this::unforeseen)
                    .toCompletableFuture();
        } catch (RuntimeException | Error e) {
            return CompletableFuture.completedFuture(unforeseen(e));
        }
    }

    /** A failure that no outcome foresees may have happened after the request left. */
    private LeadOutcome unforeseen(Throwable failure) {
        return new LeadOutcome.InDoubt(
                null,
                new HerobaseImportUncertainException(
                        "The lead may or may not be in HeroBase: its import failed with a "
                                + failure.getClass().getName(),
                        failure,
                        PostLead.SERVICE,
                        0),
                true,
                begin);
    }

    /** The next lead, or null when no more shall be taken. */
    private Taken take() {
        sourceLock.lock();
        try {
            if (ending != null) {
                return null;
            }
            if (!again.isEmpty()) {
                return again.remove();
            }
            if (sourceEnded || sourceFailure != null) {
                return null;
            }
            if (settings.stopping().getAsBoolean()) {
                ending = ImportLeads.stopping();
                return null;
            }
            if (!source.hasNext()) {
                sourceEnded = true;
                return null;
            }
            Object element = source.next();
            return new Taken(read++, element);
        } catch (RuntimeException | Error e) {
            sourceFailure = e;
            return null;
        } finally {
            sourceLock.unlock();
        }
    }

    private void settle(Taken lead, LeadOutcome outcome) {
        Problem problem;
        boolean toBeLookedUp = false;
        lock.lock();
        try {
            problem = books.write(lead.position(), outcome);
            int row = notSentInARow;
            notSentInARow = 0;
            if (outcome instanceof LeadOutcome.NotSent it) {
                notSent.add(lead);
                notSentInARow = row + 1;
                if (it.endsImport() || notSentInARow >= UNREACHABLE_AFTER || notSent.size() >= KEPT_FOR_NEXT_ATTEMPT) {
                    end(it.reason());
                }
            } else if (outcome instanceof LeadOutcome.InDoubt it
                    && (settings.resendUncertain() || readBack != null)
                    && doubtful.size() < KEPT_FOR_NEXT_ATTEMPT) {
                doubtful.add(new Doubtful(lead, it.since(), problem));
                toBeLookedUp = readBack != null;
            }
        } finally {
            lock.unlock();
        }
        if (problem != null && problem.outcome() != Outcome.NOT_SENT && !toBeLookedUp) {
            handOver(problem, lead.element());
        }
    }

    private void handOver(Problem problem, Object original) {
        sinkLock.lock();
        try {
            terms.problems().take(problem, original);
        } catch (RuntimeException e) {
            end(e);
        } finally {
            sinkLock.unlock();
        }
    }

    private void end(Throwable why) {
        lock.lock();
        try {
            if (ending == null) {
                ending = why;
            }
        } finally {
            lock.unlock();
        }
    }

    private void leave() {
        lock.lock();
        try {
            lanes--;
            if (lanes > 0) {
                return;
            }
        } finally {
            lock.unlock();
        }
        if (readBack == null || !lookUpDoubtful()) {
            finish();
        }
    }

    /** Looks up what is in doubt, if anything is; returns whether that goes on. */
    private boolean lookUpDoubtful() {
        Map<Doubt, Doubtful> open = new LinkedHashMap<>();
        lock.lock();
        try {
            if (ending != null || doubtful.isEmpty() || lookUps >= LOOK_UPS) {
                return false;
            }
            lookUps++;
            for (Doubtful lead : doubtful) {
                open.put(
                        new Doubt(
                                importLeads.request(
                                        LeadElement.read(lead.taken().element()),
                                        lead.taken().position(),
                                        terms),
                                lead.since()),
                        lead);
            }
        } finally {
            lock.unlock();
        }
        readBack.settle(List.copyOf(open.keySet())).thenAccept(findings -> lookedUp(open, findings));
        return true;
    }

    private void lookedUp(Map<Doubt, Doubtful> open, ReadBack.Findings findings) {
        boolean goesOn;
        lock.lock();
        sourceLock.lock();
        try {
            List<Doubtful> there = findings.there().stream().map(open::get).toList();
            doubtful.removeAll(there);
            books.takeUpDoubtful(
                    there.stream().map(lead -> lead.taken().position()).collect(Collectors.toSet()));
            findings.there()
                    .forEach(doubt -> books.write(open.get(doubt).taken().position(), importLeads.foundThere(doubt)));
            findings.absent().forEach(importLeads::foundAbsent);
            takeUp(findings.absent().stream().map(open::get).toList());
            goesOn = !again.isEmpty();
            lanes = goesOn ? settings.concurrency() : 0;
        } finally {
            sourceLock.unlock();
            lock.unlock();
        }
        if (goesOn) {
            startLanes();
        } else {
            finish();
        }
    }

    /** Called once an attempt, by the last lane. */
    private void finish() {
        handOverDoubtful();
        ImportReport report;
        lock.lock();
        sourceLock.lock();
        try {
            // What was to be taken again but was not is still not sent.
            again.forEach(lead -> {
                notSent.add(lead);
                books.write(
                        lead.position(),
                        new LeadOutcome.NotSent(
                                null,
                                new HerobaseConnectionException(
                                        "The lead was not sent: the import ended before it was taken up again",
                                        null,
                                        PostLead.SERVICE),
                                true,
                                false));
            });
            again.clear();
            report = books.report(sourceEnded, settings.dryRun(), Duration.between(begin, clock.now()));
            if (!isSuccess(report)) {
                lastFailure = new HerobaseImportAbortedException(message(report), cause(), report);
            }
        } finally {
            sourceLock.unlock();
            lock.unlock();
        }
        if (isSuccess(report)) {
            done.complete(report);
        } else {
            done.completeExceptionally(lastFailure);
        }
    }

    /** The doubts that looking up left open; those of imports without a look-up were handed over at once. */
    private void handOverDoubtful() {
        if (readBack != null) {
            for (Doubtful lead : doubtful) {
                if (handedOver.add(lead.taken().position())) {
                    handOver(lead.problem(), lead.taken().element());
                }
            }
        }
    }

    private boolean isSuccess(ImportReport report) {
        boolean allRejected = report.rejected() > 0 && report.rejected() == report.getTotal();
        boolean rejectedMatter = settings.failOnRejected() && report.rejected() > 0;
        return cause() == null
                && report.complete()
                && report.notSent() == 0
                && report.inDoubt() == 0
                && !allRejected
                && !rejectedMatter;
    }

    private Throwable cause() {
        return ending != null ? ending : sourceFailure;
    }

    private String message(ImportReport report) {
        StringBuilder message = new StringBuilder("The import did not end well: ").append(report);
        if (!report.complete()) {
            message.append("; the leads from position ").append(read).append(" on were not read");
        }
        Throwable cause = cause();
        if (cause != null) {
            message.append("; it ended because ").append(inWords(cause));
        } else if (!report.problems().isEmpty()) {
            Problem first = report.problems().get(0);
            message.append("; first at position ")
                    .append(first.position())
                    .append(": ")
                    .append(first.reason());
        }
        return message.toString();
    }

    /** The message of a foreign exception may quote a value of a lead, so it stays in the cause. */
    private String inWords(Throwable cause) {
        if (cause instanceof HerobaseException || cause instanceof MalformedBodyException) {
            return cause.getMessage();
        }
        return (cause == sourceFailure ? "the source of leads failed: " : "rejectedUri failed: ")
                + cause.getClass().getName();
    }

    public ImportTerms terms() {
        return terms;
    }

    /** When the first attempt began. */
    public Instant begin() {
        return begin;
    }

    /** No further attempt comes: closes the source. */
    @Override
    public void close() throws IOException {
        if (source instanceof Closeable closeable) {
            closeable.close();
        }
    }

    private record Taken(long position, Object element) {}

    private record Doubtful(Taken taken, Instant since, Problem problem) {}
}
