package io.github.camelherobase.imports;

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

    /** No field of it has a value, so it was passed over. */
    record Blank() implements LeadOutcome {

        @Override
        public boolean charged() {
            return false;
        }
    }

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
     * @param doubt what can be looked up; null when not even that is known
     * @param endsImport the reason holds for every further lead too: it was sent before, and this time it could not be
     */
    record InDoubt(Doubt doubt, HerobaseException reason, boolean charged, boolean endsImport) implements LeadOutcome {

        InDoubt(Doubt doubt, HerobaseException reason, boolean charged) {
            this(doubt, reason, charged, false);
        }

        LeadImport lead() {
            return doubt == null ? null : doubt.request().lead();
        }
    }
}
