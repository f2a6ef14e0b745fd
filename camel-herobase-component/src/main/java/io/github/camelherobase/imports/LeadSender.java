package io.github.camelherobase.imports;

import java.util.concurrent.CompletionStage;

import io.github.camelherobase.api.LeadImportResult;
import io.github.camelherobase.client.HerobaseRequest.Departure;
import io.github.camelherobase.quota.RateLimit;

/** Brings one lead to its outcome. */
interface LeadSender {

    /**
     * The stage never fails: whatever happens is one of the four outcomes.
     *
     * @param departure asked before the lead leaves
     */
    CompletionStage<LeadOutcome> send(LeadRequest request, Departure departure);

    /** Sends a lead that may leave at any time. */
    default CompletionStage<LeadOutcome> send(LeadRequest request) {
        return send(request, Departure.FREE);
    }

    /** A lead in doubt turned out to be in HeroBase: accepted, unless what is there under its key has other data. */
    default LeadOutcome foundThere(Doubt doubt) {
        return new LeadOutcome.Accepted(
                LeadImportResult.acceptedBefore(doubt.request().lead()), RateLimit.UNKNOWN, false);
    }

    /** A lead in doubt turned out not to be in HeroBase: it may be sent again. */
    default void foundAbsent(Doubt doubt) {}
}
