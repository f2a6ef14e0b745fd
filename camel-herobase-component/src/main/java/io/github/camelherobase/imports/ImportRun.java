package io.github.camelherobase.imports;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

import io.github.camelherobase.api.HerobaseClock;
import io.github.camelherobase.api.HerobaseConnectionException;
import io.github.camelherobase.api.HerobaseImportAbortedException;
import io.github.camelherobase.api.HerobaseInvalidRequestException;
import io.github.camelherobase.api.ImportReport;
import io.github.camelherobase.api.ImportReport.Problem;
import io.github.camelherobase.imports.LeadSource.TakenLead;
import io.github.camelherobase.imports.OpenDoubts.DoubtfulLead;

/**
 * One import of many leads: a few lanes, each of which takes the next lead once its last one is settled. A lane that
 * waits for quota holds no thread.
 *
 * <p>It outlives a failed attempt: the next one begins with the leads that were not sent, and goes on where the source
 * was left. Whatever goes wrong in a lane ends the attempt, for an exchange waits for its end.
 */
public final class ImportRun implements Closeable {

    /** So many leads in a row that could not be sent mean that the next one could not either. */
    private static final int UNREACHABLE_AFTER = 10;

    /** So many leads are kept for the next attempt; the import ends rather than lose track of one. */
    private static final int KEPT_FOR_NEXT_ATTEMPT = 1_000;

    private final ImportLeads importLeads;
    private final ReadBack readBack;
    private final LeadSource leads;
    private final ImportTerms terms;
    private final ImportSettings settings;
    private final HerobaseClock clock;
    private final Instant begin;
    private final ProblemQueue handover;
    private final RememberedLeads remembered;

    /** Why no further lead is taken; null while leads are taken. */
    private final AtomicReference<Throwable> ending = new AtomicReference<>();

    private final AtomicInteger lanes = new AtomicInteger();

    /** Guards the rest. */
    private final ReentrantLock lock = new ReentrantLock();

    private final ImportTally books = new ImportTally();
    private final List<TakenLead> notSent = new ArrayList<>();
    private final OpenDoubts doubtful = new OpenDoubts();
    private int notSentInARow;
    private CompletableFuture<ImportReport> done;

    /** @param readBack looks up what is in doubt; null: doubts stay */
    ImportRun(
            ImportLeads importLeads,
            ReadBack readBack,
            LeadSource leads,
            ImportTerms terms,
            ImportSettings settings,
            HerobaseClock clock,
            RememberedLeads remembered) {
        this.importLeads = importLeads;
        this.readBack = readBack;
        this.leads = leads;
        this.terms = terms;
        this.settings = settings;
        this.clock = clock;
        this.begin = clock.now();
        this.handover = new ProblemQueue(terms.problems(), settings.call().readers());
        this.remembered = remembered;
    }

    /**
     * Imports what is left to import: at first everything, after a failure from the first lead that was not sent.
     *
     * @return the report, or a failed stage with a {@code HerobaseImportAbortedException} that carries it; the last
     *     attempt's when nothing is left to be done
     */
    public CompletionStage<ImportReport> proceed() {
        CompletableFuture<ImportReport> report = new CompletableFuture<>();
        lock.lock();
        try {
            if (done != null && !done.isDone()) {
                // Another copy of the exchange came first; when its attempt ends, what it left is this one's.
                return done.handle((ended, failure) -> null).thenCompose(ended -> proceed());
            }
            books.takeUpNotSent();
            if (settings.resendUncertain()) {
                takeUp(doubtful.all());
            }
            if (done != null && isNothingLeft()) {
                return done;
            }
            ending.set(null);
            notSentInARow = 0;
            doubtful.beginAttempt();
            done = report;
        } finally {
            lock.unlock();
        }
        handover.handMissed();
        startLanes();
        return report;
    }

    private boolean isNothingLeft() {
        boolean nothingToLookUp = readBack == null || doubtful.isEmpty();
        return leads.isExhausted() && nothingToLookUp && handover.missed().isEmpty();
    }

    /** Takes leads that are in doubt up again. */
    private void takeUp(Collection<DoubtfulLead> again) {
        leads.again(again.stream().map(DoubtfulLead::taken).toList());
        books.takeUpDoubtful(positions(again));
        doubtful.remove(again);
    }

    private static Set<Long> positions(Collection<DoubtfulLead> leads) {
        return leads.stream().map(lead -> lead.taken().position()).collect(Collectors.toSet());
    }

    private void startLanes() {
        lanes.set(settings.concurrency());
        for (int lane = 0; lane < settings.concurrency(); lane++) {
            startLane();
        }
    }

    private void startLane() {
        try {
            settings.call().afterWait().execute(this::takeLeads);
        } catch (RejectedExecutionException e) {
            end(ImportLeads.stopping());
            leave();
        } catch (RuntimeException | Error e) {
            end(e);
            leave();
        }
    }

    /** A lane: goes on on whatever thread brings its lead's outcome. */
    private void takeLeads() {
        try {
            if (waitsForRoom()) {
                return;
            }
            TakenLead lead = leads.next(this::goesOn);
            while (lead != null) {
                TakenLead waiting = lead;
                CompletableFuture<LeadOutcome> outcome = send(lead);
                if (!outcome.isDone()) {
                    outcome.thenAccept(result -> settleAndGoOn(waiting, result));
                    return;
                }
                settle(lead, outcome.join());
                if (waitsForRoom()) {
                    return;
                }
                lead = leads.next(this::goesOn);
            }
        } catch (RuntimeException | Error e) {
            end(e);
        }
        leave();
    }

    /** Whether so many problems wait for their route that this lane goes on later. */
    private boolean waitsForRoom() {
        CompletableFuture<Void> room = handover.room();
        if (room.isDone()) {
            return false;
        }
        room.thenRun(this::startLane);
        return true;
    }

    private void settleAndGoOn(TakenLead lead, LeadOutcome outcome) {
        try {
            settle(lead, outcome);
        } catch (RuntimeException | Error e) {
            end(e);
        }
        takeLeads();
    }

    private boolean goesOn() {
        if (settings.stopping().getAsBoolean()) {
            end(ImportLeads.stopping());
        }
        if (handover.failure() != null) {
            end(handover.failure());
        }
        return ending.get() == null;
    }

    private void end(Throwable why) {
        ending.compareAndSet(null, why);
    }

    /** Never fails, or its lane would never end. */
    private CompletableFuture<LeadOutcome> send(TakenLead lead) {
        try {
            CompletableFuture<LeadOutcome> sent =
                    importLeads.send(lead, terms, remembered).toCompletableFuture();
            return sent.isDone() && !sent.isCompletedExceptionally()
                    ? sent
                    : sent.exceptionally(RememberedLeads::unforeseen);
        } catch (RuntimeException | Error e) {
            return CompletableFuture.completedFuture(RememberedLeads.unforeseen(e));
        }
    }

    private void settle(TakenLead lead, LeadOutcome outcome) {
        Problem problem;
        boolean lookedUpFirst = false;
        lock.lock();
        try {
            problem = books.write(lead, outcome);
            if (outcome instanceof LeadOutcome.NotSent it) {
                keep(lead, it);
                return;
            }
            notSentInARow = 0;
            if (outcome instanceof LeadOutcome.InDoubt it && it.endsImport()) {
                end(it.reason());
            }
            if (outcome instanceof LeadOutcome.InDoubt it && (settings.resendUncertain() || readBack != null)) {
                boolean kept = doubtful.add(new DoubtfulLead(lead, it.doubt(), problem));
                lookedUpFirst = kept && readBack != null;
            }
        } finally {
            lock.unlock();
        }
        if (problem != null && !lookedUpFirst) {
            tell(problem, lead);
        }
    }

    private void tell(Problem problem, TakenLead lead) {
        if (remembered.isToHandOver(lead, problem.outcome())) {
            handover.hand(problem, lead);
        }
    }

    private void keep(TakenLead lead, LeadOutcome.NotSent outcome) {
        notSent.add(lead);
        // A campaign that is refused says nothing of the leads of another.
        notSentInARow += outcome.reason() instanceof HerobaseInvalidRequestException ? 0 : 1;
        if (outcome.endsImport() || notSentInARow >= UNREACHABLE_AFTER || notSent.size() >= KEPT_FOR_NEXT_ATTEMPT) {
            end(outcome.reason());
        }
    }

    /** The last lane ends the attempt, unless something is to be looked up. */
    private void leave() {
        if (lanes.decrementAndGet() > 0) {
            return;
        }
        try {
            if (lookUpDoubtful()) {
                return;
            }
        } catch (RuntimeException | Error e) {
            end(e);
        }
        finish();
    }

    private boolean lookUpDoubtful() {
        if (readBack == null || ending.get() != null) {
            return false;
        }
        Map<Doubt, DoubtfulLead> open;
        lock.lock();
        try {
            open = doubtful.toLookUp();
        } finally {
            lock.unlock();
        }
        if (open.isEmpty()) {
            return false;
        }
        readBack.settle(List.copyOf(open.keySet())).thenAccept(findings -> lookedUp(open, findings));
        return true;
    }

    private void lookedUp(Map<Doubt, DoubtfulLead> open, ReadBack.Findings findings) {
        Map<DoubtfulLead, Problem> refused = new LinkedHashMap<>();
        lock.lock();
        try {
            List<DoubtfulLead> there = findings.there().stream().map(open::get).toList();
            doubtful.remove(there);
            books.takeUpDoubtful(positions(there));
            there.forEach(lead -> {
                LeadOutcome found = importLeads.foundThere(lead.doubt());
                Problem problem = books.write(lead.taken(), found);
                if (problem != null) {
                    refused.put(lead, problem);
                }
                remembered.lookedUp(lead.taken(), found);
            });
            findings.absent().forEach(importLeads::foundAbsent);
            findings.absent()
                    .forEach(doubt -> remembered.foundAbsent(open.get(doubt).taken()));
            takeUp(findings.absent().stream().map(open::get).toList());
        } catch (RuntimeException | Error e) {
            end(e);
        } finally {
            lock.unlock();
        }
        refused.forEach((lead, problem) -> tell(problem, lead.taken()));
        if (leads.isExhausted()) {
            finish();
        } else {
            startLanes();
        }
    }

    /** Called once an attempt. */
    private void finish() {
        try {
            tellRest();
        } catch (RuntimeException | Error e) {
            end(e);
        }
        handover.idle().thenRun(this::complete);
    }

    private void complete() {
        if (handover.failure() != null) {
            end(handover.failure());
            handover.missed()
                    .forEach(missed -> remembered.notHandedOver(
                            missed.lead(), missed.problem().outcome()));
        }
        ImportReport report;
        HerobaseImportAbortedException failure;
        lock.lock();
        try {
            leads.notTakenAgain().forEach(this::leaveUnsent);
            report = books.report(leads.isComplete(), settings.dryRun(), Duration.between(begin, clock.now()));
            failure = new ImportVerdict(report, leads.read(), ending.get(), leads.failure(), books.notSentBecause())
                    .failure(settings.failOnRejected(), terms.problems() != ProblemSink.NONE);
            // Whoever goes on with the source begins with them.
            leads.again(notSent);
            notSent.clear();
        } catch (RuntimeException | Error e) {
            done.completeExceptionally(e);
            return;
        } finally {
            lock.unlock();
        }
        if (failure == null) {
            done.complete(report);
        } else {
            done.completeExceptionally(failure);
        }
    }

    /** The doubts that looking up left open; the others were told at once. */
    private void tellRest() {
        if (readBack != null) {
            List<DoubtfulLead> untold;
            lock.lock();
            try {
                untold = doubtful.toTell();
            } finally {
                lock.unlock();
            }
            untold.forEach(lead -> tell(lead.problem(), lead.taken()));
        }
    }

    private void leaveUnsent(TakenLead lead) {
        notSent.add(lead);
        books.write(
                lead,
                new LeadOutcome.NotSent(
                        null,
                        new HerobaseConnectionException(
                                "The lead was not sent: the import ended before it was taken up again",
                                null,
                                PostLead.SERVICE),
                        true,
                        false));
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
        leads.close();
    }
}
