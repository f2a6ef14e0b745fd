package io.github.camelherobase.imports;

import io.github.camelherobase.api.HerobaseException;
import io.github.camelherobase.api.HerobaseImportAbortedException;
import io.github.camelherobase.api.ImportReport;
import io.github.camelherobase.api.ImportReport.Problem;
import io.github.camelherobase.imports.body.MalformedBodyException;

/**
 * Whether an import of many leads ended well, and in words why not.
 *
 * @param read how many elements the source gave
 * @param ending why no further lead was taken; null when all were
 * @param sourceFailure why the source could not be read further; null when it could
 */
record ImportVerdict(ImportReport report, long read, Throwable ending, Throwable sourceFailure) {

    /** Null when the import ended well. */
    HerobaseImportAbortedException failure(boolean failOnRejected) {
        return isSuccess(failOnRejected) ? null : new HerobaseImportAbortedException(message(), cause(), report);
    }

    private boolean isSuccess(boolean failOnRejected) {
        boolean allRejected = report.rejected() > 0 && report.rejected() == report.getTotal();
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
}
