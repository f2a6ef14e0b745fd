package io.github.camelherobase.api;

/** An import of many leads that did not end well: some were not sent or are in doubt, or all were rejected. */
public class HerobaseImportAbortedException extends HerobaseException {

    private final transient ImportReport report;

    public HerobaseImportAbortedException(String message, Throwable cause, ImportReport report) {
        super(message, cause, "POST /leads", statusOf(cause), cause instanceof HerobaseException e && e.isRetryable());
        this.report = report;
    }

    /** What became of every lead up to the end. */
    public ImportReport report() {
        return report;
    }

    private static int statusOf(Throwable cause) {
        return cause instanceof HerobaseException e ? e.getHttpResponseCode() : 0;
    }
}
