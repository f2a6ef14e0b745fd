package io.github.camelherobase.imports;

import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

import io.github.camelherobase.api.HerobaseClock;
import io.github.camelherobase.api.HerobaseException;
import io.github.camelherobase.api.HerobaseImportUncertainException;
import io.github.camelherobase.api.ImportReport.Outcome;
import io.github.camelherobase.api.LeadImportResult;
import io.github.camelherobase.base.Sha256;
import io.github.camelherobase.imports.LeadSource.TakenLead;
import io.github.camelherobase.imports.delivery.LeadMemory;
import io.github.camelherobase.imports.delivery.LeadMemory.Answer;
import io.github.camelherobase.quota.RateLimit;

/**
 * The leads of one import, seen by what their delivery remembers: what was accepted is not sent again, what is in doubt
 * neither, and what is being sent elsewhere in the delivery is waited for.
 */
public final class RememberedLeads {

    private final LeadMemory.Visit visit;
    private final HerobaseClock clock;
    private final boolean doubtsAreSent;

    /** @param doubtsAreSent whether a lead in doubt goes to the sender, which knows more, or sends it again */
    RememberedLeads(LeadMemory.Visit visit, HerobaseClock clock, boolean doubtsAreSent) {
        this.visit = visit;
        this.clock = clock;
        this.doubtsAreSent = doubtsAreSent;
    }

    /**
     * The stage never fails, whatever {@code post} does.
     *
     * @param campaigns told what became of a lead that was sent, before anybody else
     */
    CompletionStage<LeadOutcome> send(
            TakenLead taken,
            LeadRequest request,
            Supplier<CompletionStage<LeadOutcome>> post,
            RefusedCampaigns campaigns) {
        LeadMemory.Lead lead = taken.remembered(visit, Sha256.fingerprint(request.identity()));
        Answer answer = visit.ask(lead, doubtsAreSent);
        if (answer instanceof Answer.Elsewhere elsewhere) {
            return elsewhere.end().thenCompose(ended -> send(taken, request, post, campaigns));
        }
        if (answer instanceof Answer.AcceptedBefore before) {
            return CompletableFuture.completedFuture(acceptedBefore(request, before.result()));
        }
        if (answer instanceof Answer.InDoubt doubt) {
            return CompletableFuture.completedFuture(stillInDoubt(request, doubt));
        }
        LeadMemory.UnderWay underWay = ((Answer.Send) answer).underWay();
        boolean doubted = ((Answer.Send) answer).inDoubt();
        long begin = clock.now().toEpochMilli();
        return posted(post).handle((outcome, failure) -> {
            LeadOutcome known = failure == null ? outcome : unforeseen(failure);
            LeadOutcome remembered = remember(underWay, doubted, begin, known);
            campaigns.seen(request.campaignCode(), remembered);
            return remembered;
        });
    }

    private static CompletionStage<LeadOutcome> posted(Supplier<CompletionStage<LeadOutcome>> post) {
        try {
            return post.get();
        } catch (RuntimeException | Error e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static LeadOutcome remember(
            LeadMemory.UnderWay underWay, boolean doubted, long begin, LeadOutcome outcome) {
        if (outcome instanceof LeadOutcome.Accepted accepted) {
            underWay.accepted(accepted.result());
        } else if (outcome instanceof LeadOutcome.InDoubt doubt) {
            underWay.inDoubt(
                    doubt.reason(),
                    doubt.doubt() == null
                            ? Instant.ofEpochMilli(begin)
                            : doubt.doubt().since());
        } else {
            underWay.notAccepted();
        }
        return doubted && outcome instanceof LeadOutcome.NotSent notSent
                // Whether the request before this one arrived is as open as it was.
                ? new LeadOutcome.InDoubt(null, notSent.reason(), notSent.charged(), notSent.endsImport())
                : outcome;
    }

    /** A failure that no outcome foresees may have happened after the request left. */
    static LeadOutcome unforeseen(Throwable failure) {
        return new LeadOutcome.InDoubt(
                null, uncertain("its import failed with a " + failure.getClass().getName(), failure), true);
    }

    private static LeadOutcome acceptedBefore(LeadRequest request, LeadImportResult earlier) {
        return new LeadOutcome.Accepted(
                earlier == null ? LeadImportResult.acceptedBefore(request.lead()) : earlier.asAcceptedBefore(),
                RateLimit.UNKNOWN,
                false);
    }

    private static LeadOutcome stillInDoubt(LeadRequest request, Answer.InDoubt doubt) {
        HerobaseException reason = doubt.reason() != null
                ? doubt.reason()
                : uncertain("an earlier request of this delivery got no complete answer", null);
        return new LeadOutcome.InDoubt(doubt.since() == null ? null : new Doubt(request, doubt.since()), reason, false);
    }

    private static HerobaseImportUncertainException uncertain(String why, Throwable cause) {
        return new HerobaseImportUncertainException(
                "The lead may or may not be in HeroBase: " + why, cause, PostLead.SERVICE, 0);
    }

    /** @param found what became of a lead in doubt that is there */
    void lookedUp(TakenLead taken, LeadOutcome found) {
        if (taken.remembered() != null && found instanceof LeadOutcome.Accepted) {
            visit.memory().foundThere(taken.remembered());
        } else {
            foundAbsent(taken);
        }
    }

    void foundAbsent(TakenLead taken) {
        if (taken.remembered() != null) {
            visit.memory().foundAbsent(taken.remembered());
        }
    }

    /** Whether a problem is to be handed over: each once in a delivery, unless its route did not take it. */
    boolean isToHandOver(TakenLead taken, Outcome outcome) {
        return visit.isToHandOver(known(taken), outcome);
    }

    void notHandedOver(TakenLead taken, Outcome outcome) {
        visit.notHandedOver(known(taken), outcome);
    }

    /** What is no lead is known by its content as far as that is one. */
    private LeadMemory.Lead known(TakenLead taken) {
        if (taken.remembered() != null) {
            return taken.remembered();
        }
        Object element = taken.element();
        return taken.remembered(
                visit,
                element instanceof byte[] bytes
                        ? Arrays.hashCode(bytes)
                        : String.valueOf(element).hashCode());
    }
}
