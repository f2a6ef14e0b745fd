package io.github.camelherobase.operation;

import java.io.IOException;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.github.camelherobase.api.HerobaseClock;
import io.github.camelherobase.api.HerobaseConnectionException;
import io.github.camelherobase.api.HerobaseException;
import io.github.camelherobase.api.HerobaseImportUncertainException;
import io.github.camelherobase.api.HerobaseLeadRejectedException;
import io.github.camelherobase.api.HerobaseQuotaExceededException;
import io.github.camelherobase.api.ImportReport;
import io.github.camelherobase.api.LeadImport;
import io.github.camelherobase.api.LeadImportResult;
import io.github.camelherobase.client.HerobaseClient;
import io.github.camelherobase.client.HerobaseRequest;
import io.github.camelherobase.client.HerobaseResponse;

/**
 * {@code POST /leads}: one lead a request, as the service knows no bulk. A request is never repeated after anything but
 * a 429, because the service cannot tell a repeat from a second lead.
 */
public final class ImportLeads {

    public static final String SERVICE = "POST /leads";
    private static final String PATH = "/leads";
    private static final int MAX_ANSWER_SIZE = 1024 * 1024;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HerobaseClient client;
    private final HerobaseClock clock;
    private final ImportSettings settings;

    public ImportLeads(HerobaseClient client, HerobaseClock clock, ImportSettings settings) {
        this.client = client;
        this.clock = clock;
        this.settings = settings;
    }

    /** Imports one lead; the stage never fails, the outcome says what happened. */
    public CompletionStage<LeadOutcome> importOne(Object element, ImportDefaults defaults) {
        LeadImport lead = null;
        LeadRequest request;
        try {
            lead = LeadElement.read(element);
            request = new LeadRequest(lead, defaults, settings.leadPoolField());
        } catch (IllegalArgumentException e) {
            return CompletableFuture.completedFuture(new LeadOutcome.Rejected(
                    lead,
                    new HerobaseLeadRejectedException("The lead was not sent: " + e.getMessage(), SERVICE, 0, null),
                    false));
        }
        HerobaseRequest post =
                HerobaseRequest.post(SERVICE, settings.call().pathOr(PATH), request.body(), request::mask);
        return client.send(post, settings.call().quota(), settings.call().afterWait())
                .handle((response, failure) ->
                        failure == null ? answered(request, response) : failed(request.lead(), unwrap(failure)));
    }

    /**
     * Imports all leads of {@code source}, some at a time; the source is read as fast as leads are sent.
     *
     * @return the report, or a failed stage with a {@code HerobaseImportAbortedException} that carries it
     */
    public CompletionStage<ImportReport> importAll(Iterator<?> source, ImportDefaults defaults) {
        return new ImportRun(this, source, defaults, settings, clock).start();
    }

    private static LeadOutcome answered(LeadRequest request, HerobaseResponse response) {
        byte[] body;
        try {
            body = response.body().readNBytes(MAX_ANSWER_SIZE);
            response.release();
        } catch (IOException e) {
            response.cancel();
            return inDoubt(request.lead(), "the answer was cut: " + e, e, 200);
        }
        Boolean success = success(body);
        if (success == null) {
            return inDoubt(request.lead(), "the answer is no JSON object with a member success", null, 200);
        }
        LeadImportResult result = new LeadImportResult(body, request.lead());
        if (success) {
            return new LeadOutcome.Accepted(result, response.rateLimit());
        }
        return new LeadOutcome.Rejected(
                request.lead(),
                new HerobaseLeadRejectedException(
                        SERVICE + " answered success:false: the lead failed the validation of its campaign;"
                                + " the server's result is in getResult()",
                        SERVICE,
                        200,
                        result),
                true);
    }

    private static Boolean success(byte[] body) {
        try {
            JsonNode success = JSON.readTree(body).path("success");
            return success.isBoolean() ? success.booleanValue() : null;
        } catch (IOException e) {
            return null;
        }
    }

    private static LeadOutcome failed(LeadImport lead, Throwable failure) {
        if (failure instanceof HerobaseImportUncertainException e) {
            return new LeadOutcome.InDoubt(lead, e);
        }
        if (failure instanceof HerobaseConnectionException e) {
            return new LeadOutcome.NotSent(lead, e, false, false);
        }
        if (failure instanceof HerobaseQuotaExceededException e) {
            return new LeadOutcome.NotSent(lead, e, true, false);
        }
        if (failure instanceof HerobaseException e) {
            return refused(lead, e);
        }
        return new LeadOutcome.NotSent(
                lead,
                new HerobaseConnectionException(SERVICE + " was not sent: " + failure.getMessage(), failure, SERVICE),
                true,
                false);
    }

    private static LeadOutcome refused(LeadImport lead, HerobaseException e) {
        int status = e.getHttpResponseCode();
        if (status == 400) {
            return new LeadOutcome.Rejected(lead, e, true);
        }
        boolean neverProcessed =
                switch (status) {
                    case 401, 403, 404, 405, 406 -> true;
                    default -> status >= 300 && status < 400;
                };
        return neverProcessed ? new LeadOutcome.NotSent(lead, e, true, true) : inDoubt(lead, e.getMessage(), e, status);
    }

    private static LeadOutcome inDoubt(LeadImport lead, String why, Throwable cause, int status) {
        return new LeadOutcome.InDoubt(
                lead,
                new HerobaseImportUncertainException(
                        "The lead may or may not be in HeroBase: " + why
                                + ". Look it up before sending it again, or the dialer may call a person twice",
                        cause,
                        SERVICE,
                        status));
    }

    private static Throwable unwrap(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }
}
