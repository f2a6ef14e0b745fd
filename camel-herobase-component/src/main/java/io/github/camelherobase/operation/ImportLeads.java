package io.github.camelherobase.operation;

import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.github.camelherobase.api.HerobaseClock;
import io.github.camelherobase.api.HerobaseConnectionException;
import io.github.camelherobase.api.HerobaseLeadRejectedException;
import io.github.camelherobase.api.ImportJournal;
import io.github.camelherobase.api.LeadImport;
import io.github.camelherobase.client.HerobaseClient;

/** Sends leads in, one or many. */
public final class ImportLeads {

    private final LeadSender sender;
    private final HerobaseClock clock;
    private final ImportSettings settings;

    /** @param journal null when leads have no key to be known by */
    public ImportLeads(HerobaseClient client, ImportJournal journal, HerobaseClock clock, ImportSettings settings) {
        LeadSender post = new PostLead(client, settings.call());
        this.sender = journal == null
                ? post
                : new JournaledSender(post, journal, client.account().name(), clock, settings.resendUncertain());
        this.clock = clock;
        this.settings = settings;
    }

    /**
     * Imports one lead; the stage never fails, the outcome says what happened.
     *
     * @param element whatever a route holds for a lead
     * @param position of the lead in its source, from 0
     */
    public CompletionStage<LeadOutcome> importOne(Object element, long position, ImportTerms terms) {
        LeadImport lead = null;
        LeadRequest request;
        try {
            lead = LeadElement.read(element);
            request = new LeadRequest(lead, position, terms, settings);
        } catch (IllegalArgumentException e) {
            return CompletableFuture.completedFuture(new LeadOutcome.Rejected(
                    lead,
                    new HerobaseLeadRejectedException(
                            "The lead was not sent: " + e.getMessage(), PostLead.SERVICE, 0, null),
                    false));
        }
        if (settings.stopping().getAsBoolean()) {
            return CompletableFuture.completedFuture(new LeadOutcome.NotSent(lead, stopping(), true, false));
        }
        return sender.send(request);
    }

    static HerobaseConnectionException stopping() {
        return new HerobaseConnectionException(
                PostLead.SERVICE + " was not sent: the endpoint is being stopped", null, PostLead.SERVICE);
    }

    /** An import of all leads of {@code source}, which is read as fast as leads are sent. */
    public ImportRun run(Iterator<?> source, ImportTerms terms) {
        return new ImportRun(this, source, terms, settings, clock);
    }
}
