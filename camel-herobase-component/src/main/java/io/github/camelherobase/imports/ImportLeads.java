package io.github.camelherobase.imports;

import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

import io.github.camelherobase.api.HerobaseClock;
import io.github.camelherobase.api.HerobaseConnectionException;
import io.github.camelherobase.api.HerobaseException;
import io.github.camelherobase.api.HerobaseLeadRejectedException;
import io.github.camelherobase.api.ImportJournal;
import io.github.camelherobase.api.ImportReport.Problem;
import io.github.camelherobase.api.LeadImport;
import io.github.camelherobase.client.HerobaseClient;
import io.github.camelherobase.imports.LeadSource.TakenLead;
import io.github.camelherobase.imports.body.LeadElement;
import io.github.camelherobase.imports.delivery.LeadMemory;
import io.github.camelherobase.imports.delivery.Place;
import io.github.camelherobase.request.ExportClient;

/** Sends leads in, one or many. */
public final class ImportLeads {

    private final LeadSender sender;
    private final ReadBack readBack;
    private final HerobaseClock clock;
    private final ImportSettings settings;
    private final String account;
    private final boolean journaled;

    /** @param journal null when leads have no key to be known by */
    public ImportLeads(HerobaseClient client, ImportJournal journal, HerobaseClock clock, ImportSettings settings) {
        this.readBack = settings.readBack() == null
                ? null
                : new ReadBack(
                        new ExportClient(client, clock, settings.call().withoutPath()),
                        settings.readBack(),
                        clock,
                        settings.call());
        this.sender = sender(client, journal, clock, settings, readBack);
        this.clock = clock;
        this.settings = settings;
        this.account = client.account().name();
        this.journaled = journal != null;
    }

    private static LeadSender sender(
            HerobaseClient client,
            ImportJournal journal,
            HerobaseClock clock,
            ImportSettings settings,
            ReadBack readBack) {
        if (settings.dryRun()) {
            return new DryRunSender(new LeadDefinitions(client, settings.call().withoutPath()));
        }
        PostLead http = new PostLead(client, settings.call(), clock);
        LeadSender post = readBack == null ? http : readBack.watching(http);
        return journal == null ? post : new JournaledSender(post, journal, client.account(), clock, settings);
    }

    /**
     * Imports one lead. The outcome says what happened; the stage fails only when {@code rejectedUri} did not take it.
     *
     * @param element whatever a route holds for a lead
     */
    public CompletionStage<LeadOutcome> importOne(Object element, ImportTerms terms, RememberedLeads remembered) {
        TakenLead taken = TakenLead.only(element);
        CompletableFuture<LeadOutcome> outcome = send(taken, terms, remembered).toCompletableFuture();
        if (terms.problems() == ProblemSink.NONE && readBack == null && !outcome.isDone()) {
            // It is sent and nothing follows. Ten thousand may wait for quota, so nothing more is kept for each.
            return outcome;
        }
        return outcome.thenCompose(first -> {
            if (first instanceof LeadOutcome.Blank) {
                return handedOver(taken, terms, remembered, refused(null, "none of its fields has a value"));
            }
            if (readBack != null && first instanceof LeadOutcome.InDoubt doubt && doubt.doubt() != null) {
                return settled(doubt, taken, terms, remembered)
                        .thenCompose(last -> handedOver(taken, terms, remembered, last));
            }
            return handedOver(taken, terms, remembered, first);
        });
    }

    /** Not on the thread that brought the outcome, which sends leads: the route may lead back into this endpoint. */
    private CompletionStage<LeadOutcome> handedOver(
            TakenLead taken, ImportTerms terms, RememberedLeads remembered, LeadOutcome outcome) {
        Problem problem = new ImportTally().write(taken, outcome);
        if (terms.problems() == ProblemSink.NONE
                || problem == null
                || outcome instanceof LeadOutcome.NotSent
                || !remembered.isToHandOver(taken, problem.outcome())) {
            return CompletableFuture.completedFuture(outcome);
        }
        ProblemQueue handover =
                new ProblemQueue(terms.problems(), settings.call().readers());
        handover.hand(problem, taken);
        return handover.idle().thenApply(ended -> {
            if (handover.failure() != null) {
                remembered.notHandedOver(taken, problem.outcome());
                throw new CompletionException(handover.failure());
            }
            return outcome;
        });
    }

    private CompletionStage<LeadOutcome> settled(
            LeadOutcome.InDoubt inDoubt, TakenLead taken, ImportTerms terms, RememberedLeads remembered) {
        Doubt doubt = inDoubt.doubt();
        return readBack.settle(List.of(doubt)).thenCompose(findings -> {
            if (findings.there().contains(doubt)) {
                LeadOutcome found = foundThere(doubt);
                remembered.lookedUp(taken, found);
                return CompletableFuture.completedFuture(found);
            }
            if (findings.absent().contains(doubt)) {
                foundAbsent(doubt);
                remembered.foundAbsent(taken);
                return send(taken, terms, remembered);
            }
            return CompletableFuture.completedFuture(inDoubt);
        });
    }

    CompletionStage<LeadOutcome> send(TakenLead taken, ImportTerms terms, RememberedLeads remembered) {
        LeadImport lead = null;
        LeadRequest request;
        try {
            lead = LeadElement.read(taken.element());
            if (LeadRequest.isBlank(lead, settings)) {
                return CompletableFuture.completedFuture(new LeadOutcome.Blank());
            }
            request = new LeadRequest(lead, taken.position(), terms, settings);
        } catch (IllegalArgumentException e) {
            return CompletableFuture.completedFuture(refused(lead, e.getMessage()));
        } catch (RuntimeException e) {
            // Of the route's own making, such as an expression for the key; its message may quote the lead.
            return CompletableFuture.completedFuture(
                    refused(lead, "reading it failed with a " + e.getClass().getName()));
        }
        if (settings.stopping().getAsBoolean()) {
            return CompletableFuture.completedFuture(new LeadOutcome.NotSent(lead, stopping(), true, false));
        }
        HerobaseException refusal = terms.campaigns().refusal(request.campaignCode());
        if (refusal != null) {
            return CompletableFuture.completedFuture(new LeadOutcome.NotSent(lead, refusal, false, false));
        }
        return remembered.send(taken, request, () -> sender.send(request), terms.campaigns());
    }

    private static LeadOutcome refused(LeadImport lead, String why) {
        return new LeadOutcome.Rejected(
                lead,
                new HerobaseLeadRejectedException("The lead was not sent: " + why, PostLead.SERVICE, 0, null),
                false);
    }

    /** The outcome of a doubt that was settled well; its request was charged when it was sent. */
    LeadOutcome foundThere(Doubt doubt) {
        return sender.foundThere(doubt);
    }

    void foundAbsent(Doubt doubt) {
        sender.foundAbsent(doubt);
    }

    static HerobaseConnectionException stopping() {
        return new HerobaseConnectionException(
                PostLead.SERVICE + " was not sent: the endpoint is being stopped", null, PostLead.SERVICE);
    }

    /** An import of all leads of {@code source}, which is read as fast as leads are sent. */
    public ImportRun run(Iterator<?> source, ImportTerms terms, RememberedLeads remembered) {
        return run(new LeadSource(source), terms, remembered);
    }

    ImportRun run(LeadSource source, ImportTerms terms, RememberedLeads remembered) {
        return new ImportRun(this, readBack, source, terms, settings, clock, remembered);
    }

    /**
     * One import of a body.
     *
     * @param place of its exchange
     */
    public RememberedLeads remembered(Place place) {
        LeadMemory memory =
                settings.dryRun() ? new LeadMemory() : place.delivery().memory(account);
        return new RememberedLeads(memory.visit(place), clock, journaled || settings.resendUncertain());
    }

    /** Ends every wait that is not for quota. */
    public void stop() {
        if (readBack != null) {
            readBack.stop();
        }
    }
}
