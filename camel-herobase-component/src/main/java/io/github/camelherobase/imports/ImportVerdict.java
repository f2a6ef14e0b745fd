package io.github.camelherobase.imports;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.camelherobase.api.HerobaseException;
import io.github.camelherobase.api.HerobaseImportAbortedException;
import io.github.camelherobase.api.ImportReport;
import io.github.camelherobase.api.ImportReport.Outcome;
import io.github.camelherobase.imports.body.MalformedBodyException;

/**
 * Whether an import of many leads ended well, and in words why not.
 *
 * @param read how many elements the source gave
 * @param ending why no further lead was taken; null when all were
 * @param sourceFailure why the source could not be read further; null when it could
 * @param notSentBecause why leads were not sent; null when all were
 */
record ImportVerdict(
        ImportReport report, long read, Throwable ending, Throwable sourceFailure, HerobaseException notSentBecause) {

    private static final Pattern LINE = Pattern.compile("(?i)line\\W{0,3}(\\d{1,18})\\b");
    private static final int MOST_CAUSES = 10;

    /**
     * Null when the import ended well.
     *
     * @param failOnRejected whether one rejected lead is a failure
     * @param rejectsTaken whether all rejected leads were handed to a route, so that they need no attention here
     */
    HerobaseImportAbortedException failure(boolean failOnRejected, boolean rejectsTaken) {
        return isSuccess(failOnRejected, rejectsTaken)
                ? null
                : new HerobaseImportAbortedException(message(), reason(), report);
    }

    /** Leads that were not sent for a reason that does not pass, such as a refused campaign, are not worth a redelivery. */
    private Throwable reason() {
        boolean passes = notSentBecause == null || notSentBecause.isRetryable();
        return cause() != null || passes ? cause() : notSentBecause;
    }

    private boolean isSuccess(boolean failOnRejected, boolean rejectsTaken) {
        boolean allRejected =
                !rejectsTaken && report.rejected() > 0 && report.rejected() + report.blank() == report.getTotal();
        boolean rejectedMatter = failOnRejected && report.rejected() > 0;
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

    private String message() {
        StringBuilder message = new StringBuilder("The import did not end well: ").append(report);
        if (!report.complete()) {
            message.append("; the leads from position ").append(read).append(" on were not read");
        }
        if (cause() != null) {
            message.append("; it ended because ").append(inWords(cause()));
        }
        boolean isFailure = report.notSent() > 0 || report.inDoubt() > 0;
        if (cause() == null) {
            name(message, report.notSent(), "not sent", Outcome.NOT_SENT);
            name(message, isFailure ? 0 : report.rejected(), "rejected", Outcome.REJECTED);
        }
        name(message, report.inDoubt(), "in doubt", Outcome.IN_DOUBT);
        return message.toString();
    }

    /** What makes the import a failure: rejected leads are named only when nothing worse happened. */
    private void name(StringBuilder message, long count, String what, Outcome outcome) {
        if (count > 0) {
            report.problems().stream()
                    .filter(problem -> problem.outcome() == outcome)
                    .findFirst()
                    .ifPresent(first -> message.append("; ")
                            .append(count)
                            .append(' ')
                            .append(what)
                            .append(", first at position ")
                            .append(first.position())
                            .append(": ")
                            .append(first.reason()));
        }
    }

    /** The message of a foreign exception may quote a value of a lead, so it stays in the cause. */
    private String inWords(Throwable cause) {
        if (cause instanceof HerobaseException || cause instanceof MalformedBodyException) {
            return cause.getMessage();
        }
        if (cause != sourceFailure) {
            return "rejectedUri failed: " + cause.getClass().getName();
        }
        String line = line(cause);
        return "the source of leads failed" + (line == null ? "" : " at line " + line + " of its text") + ": "
                + cause.getClass().getName()
                + (line == null ? "" : "; for CSV, look at the quotes and the delimiter there");
    }

    /** The number of the line that a CSV reader names, and nothing else of its words; null when it names none. */
    private static String line(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < MOST_CAUSES; depth++) {
            Matcher found = LINE.matcher(String.valueOf(cause.getMessage()));
            if (found.find()) {
                return found.group(1);
            }
            cause = cause.getCause();
        }
        return null;
    }
}
