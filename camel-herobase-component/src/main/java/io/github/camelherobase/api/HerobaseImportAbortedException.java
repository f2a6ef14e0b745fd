package io.github.camelherobase.api;

/** An import of many leads that did not end well: some were not sent or are in doubt, or all were rejected. */
public class HerobaseImportAbortedException extends HerobaseException {

    private final transient ImportReport report;

    public HerobaseImportAbortedException(String message, Throwable cause, ImportReport report) {
        super(message, cause, "POST /leads", statusOf(cause), isRetryable(cause, report));
        this.report = report;
    }

    /** What became of every lead up to the end. */
    public ImportReport report() {
        return report;
    }

    /** An import that reached its end and left leads unsent can go on with them later. */
    private static boolean isRetryable(Throwable cause, ImportReport report) {
        return cause == null ? report.notSent() > 0 : cause instanceof HerobaseException e && e.isRetryable();
    }

    private static int statusOf(Throwable cause) {
        return cause instanceof HerobaseException e ? e.getHttpResponseCode() : 0;
    }
}
