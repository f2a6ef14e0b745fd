package io.github.camelherobase.operation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;

import io.github.camelherobase.api.HerobaseClock;
import io.github.camelherobase.api.HerobaseException;
import io.github.camelherobase.api.HerobaseImportAbortedException;
import io.github.camelherobase.api.ImportReport;
import io.github.camelherobase.api.ImportReport.Outcome;
import io.github.camelherobase.api.ImportReport.Problem;
import io.github.camelherobase.api.LeadImport;

/**
 * One import of many leads: a few lanes, each of which takes the next lead once its last one is settled. A lane that
 * waits for quota holds no thread.
 */
final class ImportRun {

    /** So many leads in a row that could not be sent mean that the next one could not either. */
    private static final int UNREACHABLE_AFTER = 10;

    private final ImportLeads importLeads;
    private final Iterator<?> source;
    private final ImportDefaults defaults;
    private final ImportSettings settings;
    private final HerobaseClock clock;
    private final Instant begin;
    private final CompletableFuture<ImportReport> done = new CompletableFuture<>();

    private final ReentrantLock lock = new ReentrantLock();
    private final List<Problem> problems = new ArrayList<>();
    private int lanes;
    private long read;
    private long accepted;
    private long rejected;
    private long notSent;
    private long inDoubt;
    private long charged;
    private int notSentInARow;
    private boolean sourceEnded;
    /** Why no further lead is taken; null while leads are taken. */
    private Throwable ending;

    ImportRun(
            ImportLeads importLeads,
            Iterator<?> source,
            ImportDefaults defaults,
            ImportSettings settings,
            HerobaseClock clock) {
        this.importLeads = importLeads;
        this.source = source;
        this.defaults = defaults;
        this.settings = settings;
        this.clock = clock;
        this.begin = clock.now();
    }

    CompletionStage<ImportReport> start() {
        lanes = settings.concurrency();
        for (int lane = 0; lane < settings.concurrency(); lane++) {
            try {
                settings.call().afterWait().execute(this::takeLeads);
            } catch (RejectedExecutionException e) {
                end(e);
                leave();
            }
        }
        return done;
    }

    private void takeLeads() {
        while (true) {
            Taken taken = take();
            if (taken == null) {
                leave();
                return;
            }
            CompletableFuture<LeadOutcome> outcome =
                    importLeads.importOne(taken.element(), defaults).toCompletableFuture();
            if (!outcome.isDone()) {
                outcome.whenComplete((result, failure) -> {
                    settle(taken.position(), result, failure);
                    takeLeads();
                });
                return;
            }
            settle(taken.position(), outcome.join(), null);
        }
    }

    /** The next lead of the source, or null when no more shall be taken. */
    private Taken take() {
        lock.lock();
        try {
            if (sourceEnded || ending != null) {
                return null;
            }
            if (!source.hasNext()) {
                sourceEnded = true;
                return null;
            }
            Object element = source.next();
            return new Taken(read++, element);
        } catch (RuntimeException e) {
            ending = e;
            return null;
        } finally {
            lock.unlock();
        }
    }

    private void settle(long position, LeadOutcome outcome, Throwable failure) {
        lock.lock();
        try {
            if (failure != null) {
                inDoubt++;
                problem(position, Outcome.IN_DOUBT, failure, null);
                end(failure);
                return;
            }
            charged += outcome.charged() ? 1 : 0;
            int row = notSentInARow;
            notSentInARow = 0;
            if (outcome instanceof LeadOutcome.Accepted) {
                accepted++;
            } else if (outcome instanceof LeadOutcome.Rejected it) {
                rejected++;
                problem(position, Outcome.REJECTED, it.reason(), it.lead());
            } else if (outcome instanceof LeadOutcome.InDoubt it) {
                inDoubt++;
                problem(position, Outcome.IN_DOUBT, it.reason(), it.lead());
            } else if (outcome instanceof LeadOutcome.NotSent it) {
                notSent++;
                notSentInARow = row + 1;
                problem(position, Outcome.NOT_SENT, it.reason(), it.lead());
                if (it.endsImport() || notSentInARow >= UNREACHABLE_AFTER) {
                    end(it.reason());
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private void problem(long position, Outcome outcome, Throwable reason, LeadImport lead) {
        if (problems.size() < ImportReport.PROBLEMS_KEPT) {
            problems.add(new Problem(position, outcome, reason.getMessage(), lead));
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
        finish();
    }

    /** Called once, by the last lane. */
    private void finish() {
        problems.sort(Comparator.comparingLong(Problem::position));
        ImportReport report = new ImportReport(
                accepted,
                rejected,
                notSent,
                inDoubt,
                sourceEnded,
                Duration.between(begin, clock.now()),
                charged,
                problems);
        boolean allRejected = rejected > 0 && rejected == report.getTotal();
        if (sourceEnded && notSent == 0 && inDoubt == 0 && !allRejected) {
            done.complete(report);
        } else {
            done.completeExceptionally(new HerobaseImportAbortedException(message(report), cause(), report));
        }
    }

    private Throwable cause() {
        return ending;
    }

    private String message(ImportReport report) {
        StringBuilder message = new StringBuilder("The import did not end well: ").append(report);
        if (!sourceEnded) {
            message.append("; the leads from position ").append(read).append(" on were not read");
        }
        if (ending != null) {
            message.append("; it ended because ")
                    .append(
                            ending instanceof HerobaseException
                                    ? ending.getMessage()
                                    : "the source of leads failed: "
                                            + ending.getClass().getName());
        } else if (!problems.isEmpty()) {
            message.append("; first at position ")
                    .append(problems.get(0).position())
                    .append(": ")
                    .append(problems.get(0).reason());
        }
        return message.toString();
    }

    private record Taken(long position, Object element) {}
}
