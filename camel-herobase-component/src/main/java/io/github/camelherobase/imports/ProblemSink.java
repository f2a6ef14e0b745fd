package io.github.camelherobase.imports;

import io.github.camelherobase.api.ImportReport.Problem;

/** Takes every lead that was rejected or is in doubt as soon as that is known, whatever their number. */
@FunctionalInterface
public interface ProblemSink {

    /** For imports whose report is enough. */
    ProblemSink NONE = (problem, original) -> {};

    /**
     * Called by one thread at a time; returns when the problem has been dealt with.
     *
     * @param original the element as it stood in the source
     * @throws RuntimeException ends the import
     */
    void take(Problem problem, Object original);
}
