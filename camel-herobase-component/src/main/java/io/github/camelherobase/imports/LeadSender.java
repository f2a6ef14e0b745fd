package io.github.camelherobase.imports;

import java.util.concurrent.CompletionStage;

/** Brings one lead to its outcome. */
interface LeadSender {

    /** The stage never fails: whatever happens is one of the four outcomes. */
    CompletionStage<LeadOutcome> send(LeadRequest request);

    /** A lead in doubt turned out to be in HeroBase. */
    default void foundThere(LeadRequest request) {}

    /** A lead in doubt turned out not to be in HeroBase: it may be sent again. */
    default void foundAbsent(LeadRequest request) {}
}
