package io.github.camelherobase;

import java.time.LocalDate;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.SynchronizationAdapter;
import org.apache.camel.util.IOHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.camelherobase.api.ImportReport;
import io.github.camelherobase.api.LeadImportResult;
import io.github.camelherobase.export.Completion;
import io.github.camelherobase.export.RateLimitHeaders;
import io.github.camelherobase.imports.ImportKey;
import io.github.camelherobase.imports.ImportLeads;
import io.github.camelherobase.imports.ImportRun;
import io.github.camelherobase.imports.ImportTerms;
import io.github.camelherobase.imports.LeadOutcome;
import io.github.camelherobase.imports.LeadPoolName;
import io.github.camelherobase.imports.OnceOnlyBody;
import io.github.camelherobase.imports.ProblemSink;
import io.github.camelherobase.imports.RefusedCampaigns;
import io.github.camelherobase.imports.RejectedRoute;
import io.github.camelherobase.imports.RememberedLeads;
import io.github.camelherobase.imports.body.ImportBody;
import io.github.camelherobase.imports.delivery.Delivery;
import io.github.camelherobase.imports.delivery.Place;
import io.github.camelherobase.option.OverridingHeaders;

/** Imports the lead or the leads of the body. */
final class ImportLeadsProducer extends HerobaseProducer {

    private static final Logger LOG = LoggerFactory.getLogger(ImportLeadsProducer.class);

    private final AtomicBoolean warnedOfMidnight = new AtomicBoolean();
    private ImportLeads importLeads;
    private LeadPoolName leadPool;
    private ImportKey importKey;
    private RejectedRoute rejectedRoute;

    ImportLeadsProducer(HerobaseEndpoint endpoint) {
        super(endpoint);
    }

    private HerobaseConfiguration configuration() {
        return getEndpoint().getConfiguration();
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        importLeads = getEndpoint().importLeads(() -> !isRunAllowed());
        leadPool = getEndpoint().leadPool();
        importKey = configuration().getImportKey() == null
                ? null
                : new ImportKey(configuration().getImportKey(), getEndpoint().getCamelContext());
        rejectedRoute = configuration().getRejectedUri() == null
                ? null
                : new RejectedRoute(
                        getEndpoint().getCamelContext(), configuration().getRejectedUri());
    }

    @Override
    protected void doStop() throws Exception {
        if (importLeads != null) {
            importLeads.stop();
        }
        IOHelper.close(rejectedRoute);
        super.doStop();
    }

    @Override
    boolean send(Exchange exchange, AsyncCallback callback) {
        try {
            return begin(exchange, callback);
        } catch (RuntimeException | Error e) {
            exchange.setException(e);
            callback.done(true);
            return true;
        }
    }

    private boolean begin(Exchange exchange, AsyncCallback callback) {
        Place place = Delivery.placeOf(exchange);
        ImportTerms terms = terms(exchange, place.delivery());
        RememberedLeads remembered = importLeads.remembered(place);
        OnceOnlyBody onceOnly = onceOnly(exchange, place.delivery());
        ImportBody body = onceOnly == null ? ImportBody.of(exchange) : onceOnly.body();
        if (!body.isMany() && !configuration().isDryRun()) {
            return importOne(body.one(), terms, remembered, exchange, callback);
        }
        if (onceOnly != null && body.isMany()) {
            return proceed(onceOnly.run(importLeads, terms, remembered), exchange, callback);
        }
        Iterator<?> leads = body.isMany() ? body.many() : List.of(body.one()).iterator();
        ImportRun run = importLeads.run(leads, terms, remembered);
        // The next attempt reads the body anew; what was accepted is known by what is sent.
        AsyncCallback closing = doneSync -> {
            IOHelper.close(run);
            callback.done(doneSync);
        };
        return proceed(run, exchange, closing);
    }

    /** Null when the body can be read as often as it comes. */
    private static OnceOnlyBody onceOnly(Exchange exchange, Delivery delivery) {
        Object body = exchange.getMessage().getBody();
        if (!OnceOnlyBody.is(body)) {
            return null;
        }
        OnceOnlyBody known = delivery.onceOnly(body, OnceOnlyBody.class);
        if (known != null) {
            return known;
        }
        OnceOnlyBody read = delivery.onceOnly(body, OnceOnlyBody.class, () -> OnceOnlyBody.of(exchange));
        if (!delivery.isCounted()) {
            exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
                @Override
                public void onDone(Exchange done) {
                    delivery.close();
                }
            });
        }
        return read;
    }

    private boolean importOne(
            Object lead, ImportTerms terms, RememberedLeads remembered, Exchange exchange, AsyncCallback callback) {
        CompletableFuture<LeadOutcome> outcome =
                importLeads.importOne(lead, terms, remembered).toCompletableFuture();
        return Completion.of(outcome, exchange, callback, result -> imported(exchange, result));
    }

    private void imported(Exchange exchange, LeadOutcome outcome) {
        Message message = exchange.getMessage();
        if (outcome instanceof LeadOutcome.Accepted accepted) {
            message.setBody(accepted.result());
            message.setHeader(HerobaseConstants.UNIQUE_ID, accepted.result().getUniqueId());
            RateLimitHeaders.set(message, accepted.rateLimit());
        } else if (outcome instanceof LeadOutcome.Rejected rejected) {
            if (isRejectedReported()) {
                message.setBody(LeadImportResult.rejected(
                        rejected.lead(), rejected.reason().getMessage()));
            } else {
                exchange.setException(rejected.reason());
            }
        } else if (outcome instanceof LeadOutcome.NotSent notSent) {
            exchange.setException(notSent.reason());
        } else if (outcome instanceof LeadOutcome.InDoubt inDoubt) {
            exchange.setException(inDoubt.reason());
        }
    }

    /** Also when {@code rejectedUri} took it: a lead that is dealt with must not come again. */
    private boolean isRejectedReported() {
        return configuration().getOnRejected() == OnRejected.report
                || configuration().getOnRejected() == null && rejectedRoute != null;
    }

    private boolean proceed(ImportRun run, Exchange exchange, AsyncCallback callback) {
        CompletableFuture<ImportReport> report = run.proceed()
                .whenComplete((done, failure) -> warnOfMidnight(run))
                .toCompletableFuture();
        return Completion.of(
                report, exchange, callback, result -> exchange.getMessage().setBody(result));
    }

    private void warnOfMidnight(ImportRun run) {
        LocalDate first = LocalDate.ofInstant(run.begin(), getEndpoint().zone());
        LocalDate last = LocalDate.ofInstant(
                getEndpoint().getComponent().getClock().now(), getEndpoint().zone());
        if (run.terms().leadPool() == null && !first.equals(last) && warnedOfMidnight.compareAndSet(false, true)) {
            LOG.warn(
                    "An import ran over midnight without a lead pool, so HeroBase put its leads into the pools of two"
                            + " days, {} and {}; name one, for example leadPool=Import $simple{date:now:yyyy-MM-dd}",
                    first,
                    last);
        }
    }

    private ImportTerms terms(Exchange exchange, Delivery delivery) {
        return new ImportTerms(
                new OverridingHeaders(exchange.getMessage()::getHeader)
                        .text(HerobaseConstants.CAMPAIGN_CODE, configuration().getCampaignCode()),
                leadPool.of(
                        exchange,
                        () -> delivery.begin(
                                getEndpoint().getComponent().getClock().now())),
                importKey == null ? null : importKey.of(exchange),
                rejectedRoute == null ? ProblemSink.NONE : rejectedRoute.of(exchange),
                new RefusedCampaigns());
    }
}
