package io.github.camelherobase;

import java.util.concurrent.CompletableFuture;

import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultAsyncProducer;

import io.github.camelherobase.api.ImportReport;
import io.github.camelherobase.operation.ImportDefaults;
import io.github.camelherobase.operation.ImportLeads;
import io.github.camelherobase.operation.LeadOutcome;

/** Imports the lead or the leads of the body. */
final class ImportLeadsProducer extends DefaultAsyncProducer {

    ImportLeadsProducer(HerobaseEndpoint endpoint) {
        super(endpoint);
    }

    @Override
    public HerobaseEndpoint getEndpoint() {
        return (HerobaseEndpoint) super.getEndpoint();
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        // A redelivery after an end that must not be repeated ends the same way, and sends nothing.
        Exception before = exchange.getProperty(HerobaseConstants.IMPORT_FAILURE, Exception.class);
        if (before != null) {
            exchange.setException(before);
            callback.done(true);
            return true;
        }
        try {
            ImportBody body = ImportBody.of(exchange);
            return body.isMany() ? importAll(body, exchange, callback) : importOne(body, exchange, callback);
        } catch (Exception e) {
            exchange.setException(e);
            callback.done(true);
            return true;
        }
    }

    private boolean importOne(ImportBody body, Exchange exchange, AsyncCallback callback) {
        CompletableFuture<LeadOutcome> outcome = importLeads()
                .importOne(body.one(), defaults(exchange.getMessage()))
                .toCompletableFuture();
        return Completion.of(outcome, exchange, callback, result -> imported(exchange, result));
    }

    private void imported(Exchange exchange, LeadOutcome outcome) {
        if (outcome instanceof LeadOutcome.Accepted accepted) {
            Message message = exchange.getMessage();
            message.setBody(accepted.result());
            message.setHeader(HerobaseConstants.UNIQUE_ID, accepted.result().getUniqueId());
            RateLimitHeaders.set(message, accepted.rateLimit());
        } else if (outcome instanceof LeadOutcome.Rejected rejected) {
            exchange.setException(rejected.reason());
        } else if (outcome instanceof LeadOutcome.NotSent notSent) {
            exchange.setException(notSent.reason());
        } else if (outcome instanceof LeadOutcome.InDoubt inDoubt) {
            exchange.setProperty(HerobaseConstants.IMPORT_FAILURE, inDoubt.reason());
            exchange.setException(inDoubt.reason());
        }
    }

    private boolean importAll(ImportBody body, Exchange exchange, AsyncCallback callback) {
        CompletableFuture<ImportReport> report = importLeads()
                .importAll(body.many(), defaults(exchange.getMessage()))
                .toCompletableFuture();
        Completion.of(
                report.whenComplete((done, failure) -> body.close()),
                exchange,
                new AsyncCallback() {
                    @Override
                    public void done(boolean doneSync) {
                        if (exchange.getException() != null) {
                            // What was read of the body cannot be read again, and what was sent must not be sent again.
                            exchange.setProperty(HerobaseConstants.IMPORT_FAILURE, exchange.getException());
                        }
                        callback.done(false);
                    }
                },
                result -> exchange.getMessage().setBody(result));
        return false;
    }

    private ImportLeads importLeads() {
        return getEndpoint().importLeads();
    }

    private ImportDefaults defaults(Message message) {
        HerobaseConfiguration configuration = getEndpoint().getConfiguration();
        return new ImportDefaults(
                message.getHeader(HerobaseConstants.CAMPAIGN_CODE, configuration.getCampaignCode(), String.class),
                message.getHeader(HerobaseConstants.LEAD_POOL, configuration.getLeadPool(), String.class));
    }
}
