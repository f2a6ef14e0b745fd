package io.github.camelherobase.operation;

import java.util.concurrent.CompletionStage;

/** Brings one lead to its outcome. */
@FunctionalInterface
interface LeadSender {

    /** The stage never fails: whatever happens is one of the four outcomes. */
    CompletionStage<LeadOutcome> send(LeadRequest request);
}
