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

    /** Each by itself, or many rejected leads would leave no room for one in doubt. */
    private final List<Problem> rejectedLeads = new ArrayList<>();

    private final List<Problem> leadsInDoubt = new ArrayList<>();
    private final List<Problem> leadsNotSent = new ArrayList<>();
    private long accepted;
    private long acceptedBefore;
    private long blank;
    private long rejected;
    private long inDoubt;
    private long charged;
    private HerobaseException notSentBecause;

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
            return keep(rejectedLeads, problem(lead, Outcome.REJECTED, it.reason(), it.lead()));
        }
        if (outcome instanceof LeadOutcome.InDoubt it) {
            inDoubt++;
            return keep(leadsInDoubt, problem(lead, Outcome.IN_DOUBT, it.reason(), it.lead()));
        }
        LeadOutcome.NotSent it = (LeadOutcome.NotSent) outcome;
        Problem problem = problem(lead, Outcome.NOT_SENT, it.reason(), it.lead());
        leadsNotSent.add(problem);
        if (notSentBecause == null || !notSentBecause.isRetryable()) {
            notSentBecause = it.reason();
        }
        return problem;
    }

    private static Problem problem(TakenLead taken, Outcome outcome, HerobaseException reason, LeadImport lead) {
        String where = taken.line() == 0 ? "" : "line " + taken.line() + " of the CSV: ";
        return new Problem(taken.position(), outcome, where + reason.getMessage(), lead);
    }

    private static Problem keep(List<Problem> problems, Problem problem) {
        if (problems.size() < ImportReport.PROBLEMS_KEPT) {
            problems.add(problem);
        }
        return problem;
    }

    /** The leads that were not sent are taken up again. */
    void takeUpNotSent() {
        leadsNotSent.clear();
        notSentBecause = null;
    }

    /** These leads, which were in doubt, are taken up again. */
    void takeUpDoubtful(Set<Long> positions) {
        inDoubt -= positions.size();
        leadsInDoubt.removeIf(problem -> positions.contains(problem.position()));
    }

    /**
     * Why leads were not sent, if any: a reason that may pass by itself goes before one that does not, for then it is worth
     * while to deliver again.
     */
    HerobaseException notSentBecause() {
        return notSentBecause;
    }

    ImportReport report(boolean complete, boolean dryRun, Duration duration) {
        List<Problem> all = new ArrayList<>(leadsInDoubt);
        int room = ImportReport.PROBLEMS_KEPT - leadsInDoubt.size();
        all.addAll(rejectedLeads.subList(0, Math.min(room, rejectedLeads.size())));
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
