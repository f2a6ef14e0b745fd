package io.github.camelherobase.operation;

import java.time.Instant;

import io.github.camelherobase.api.HerobaseException;
import io.github.camelherobase.api.LeadImport;
import io.github.camelherobase.api.LeadImportResult;
import io.github.camelherobase.quota.RateLimit;

/** The four things that can become of a lead. */
public sealed interface LeadOutcome {

    /** Whether a request left for it. */
    boolean charged();

    /** HeroBase has it. */
    record Accepted(LeadImportResult result, RateLimit rateLimit, boolean charged) implements LeadOutcome {}

    /** HeroBase certainly has it not, and would refuse it again. */
    record Rejected(LeadImport lead, HerobaseException reason, boolean charged) implements LeadOutcome {}

    /**
     * HeroBase certainly has it not.
     *
     * @param endsImport the reason holds for every further lead too
     */
    record NotSent(LeadImport lead, HerobaseException reason, boolean endsImport, boolean charged)
            implements LeadOutcome {}

    /**
     * HeroBase may have it or not.
     *
     * @param since when its request was about to leave
     */
    record InDoubt(LeadImport lead, HerobaseException reason, boolean charged, Instant since) implements LeadOutcome {}
}
