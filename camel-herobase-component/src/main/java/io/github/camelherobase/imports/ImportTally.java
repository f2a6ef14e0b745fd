package io.github.camelherobase.imports;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

import io.github.camelherobase.api.HerobaseException;
import io.github.camelherobase.api.ImportReport;
import io.github.camelherobase.api.ImportReport.Outcome;
import io.github.camelherobase.api.ImportReport.Problem;
import io.github.camelherobase.api.LeadImport;
import io.github.camelherobase.imports.LeadSource.TakenLead;

/** Counts what becomes of the leads of one import. Not safe for several threads: its owner holds a lock. */
final class ImportTally {

    private final List<Problem> problems = new ArrayList<>();
    private final List<Problem> leadsNotSent = new ArrayList<>();
    private long accepted;
    private long acceptedBefore;
    private long blank;
    private long rejected;
    private long inDoubt;
    private long charged;

    /** Writes an outcome down; returns the problem that it is, or null when the lead was accepted or blank. */
    Problem write(TakenLead lead, LeadOutcome outcome) {
        charged += outcome.charged() ? 1 : 0;
        if (outcome instanceof LeadOutcome.Accepted it) {
            accepted++;
            acceptedBefore += it.result().isAcceptedBefore() ? 1 : 0;
            return null;
        }
        if (outcome instanceof LeadOutcome.Blank) {
            blank++;
            return null;
        }
        if (outcome instanceof LeadOutcome.Rejected it) {
            rejected++;
            return keep(problem(lead, Outcome.REJECTED, it.reason(), it.lead()));
        }
        if (outcome instanceof LeadOutcome.InDoubt it) {
            inDoubt++;
            return keep(problem(lead, Outcome.IN_DOUBT, it.reason(), it.lead()));
        }
        LeadOutcome.NotSent it = (LeadOutcome.NotSent) outcome;
        Problem problem = problem(lead, Outcome.NOT_SENT, it.reason(), it.lead());
        leadsNotSent.add(problem);
        return problem;
    }

    private static Problem problem(TakenLead taken, Outcome outcome, HerobaseException reason, LeadImport lead) {
        String where = taken.line() == 0 ? "" : "line " + taken.line() + " of the CSV: ";
        return new Problem(taken.position(), outcome, where + reason.getMessage(), lead);
    }

    private Problem keep(Problem problem) {
        if (problems.size() < ImportReport.PROBLEMS_KEPT) {
            problems.add(problem);
        }
        return problem;
    }

    /** The leads that were not sent are taken up again. */
    void takeUpNotSent() {
        leadsNotSent.clear();
    }

    /** These leads, which were in doubt, are taken up again. */
    void takeUpDoubtful(Set<Long> positions) {
        inDoubt -= positions.size();
        problems.removeIf(problem -> problem.outcome() == Outcome.IN_DOUBT && positions.contains(problem.position()));
    }

    ImportReport report(boolean complete, boolean dryRun, Duration duration) {
        List<Problem> all = new ArrayList<>(problems);
        all.addAll(leadsNotSent);
        all.sort(Comparator.comparingLong(Problem::position));
        return new ImportReport(
                accepted,
                rejected,
                leadsNotSent.size(),
                inDoubt,
                acceptedBefore,
                blank,
                complete,
                dryRun,
                duration,
                charged,
                all);
    }
}
