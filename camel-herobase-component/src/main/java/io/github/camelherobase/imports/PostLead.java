package io.github.camelherobase.imports;

import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;

import io.github.camelherobase.api.HerobaseClock;
import io.github.camelherobase.api.HerobaseConnectionException;
import io.github.camelherobase.api.HerobaseException;
import io.github.camelherobase.api.HerobaseImportUncertainException;
import io.github.camelherobase.api.HerobaseLeadRejectedException;
import io.github.camelherobase.api.HerobaseQuotaExceededException;
import io.github.camelherobase.api.LeadImport;
import io.github.camelherobase.api.LeadImportResult;
import io.github.camelherobase.base.AsyncFailure;
import io.github.camelherobase.client.HerobaseClient;
import io.github.camelherobase.client.HerobaseRequest;
import io.github.camelherobase.client.HerobaseRequest.Departure;
import io.github.camelherobase.client.HerobaseResponse;
import io.github.camelherobase.request.RequestSettings;

/**
 * {@code POST /leads}: one lead a request, as the service knows no bulk. A request is never repeated after anything but
 * a 429, because the service cannot tell a repeat from a second lead.
 */
final class PostLead implements LeadSender {

    static final String SERVICE = "POST /leads";
    private static final String PATH = "/leads";
    private static final int MAX_ANSWER_SIZE = 1024 * 1024;

    private final HerobaseClient client;
    private final RequestSettings settings;
    private final HerobaseClock clock;

    PostLead(HerobaseClient client, RequestSettings settings, HerobaseClock clock) {
        this.client = client;
        this.clock = clock;
        this.settings = settings;
    }

    @Override
    public CompletionStage<LeadOutcome> send(LeadRequest request, Departure departure) {
        Sending sending = new Sending(request, departure, clock);
        HerobaseRequest post = HerobaseRequest.post(SERVICE, settings.pathOr(PATH), request.body(), request::mask)
                .departing(sending);
        return client.send(post, settings.quota(), settings.afterWait()).handle(sending);
    }

    /** One request, from its leaving to its outcome. */
    private static final class Sending implements Departure, BiFunction<HerobaseResponse, Throwable, LeadOutcome> {

        private final LeadRequest request;
        private final Departure departure;
        private final HerobaseClock clock;
        /** Null while it has not left. */
        private volatile Instant left;

        private Sending(LeadRequest request, Departure departure, HerobaseClock clock) {
            this.request = request;
            this.departure = departure;
            this.clock = clock;
        }

        @Override
        public void begin() throws IOException {
            departure.begin();
            left = clock.now();
        }

        @Override
        public LeadOutcome apply(HerobaseResponse response, Throwable failure) {
            Doubt doubt = new Doubt(request, left == null ? clock.now() : left);
            return failure == null ? answered(doubt, response) : failed(doubt, AsyncFailure.cause(failure));
        }
    }

    private static LeadOutcome answered(Doubt doubt, HerobaseResponse response) {
        LeadImport lead = doubt.request().lead();
        byte[] body;
        try {
            body = response.read(MAX_ANSWER_SIZE);
        } catch (HerobaseResponse.TooLarge e) {
            return inDoubt(doubt, SERVICE + ": " + e.getMessage(), null, 200);
        } catch (IOException e) {
            return inDoubt(doubt, SERVICE + ": the answer broke off: " + e.getMessage(), e, 200);
        }
        ImportAnswer answer = ImportAnswer.of(body);
        if (answer.success() == null) {
            return inDoubt(
                    doubt,
                    SERVICE + ": the answer is not a JSON object with a member success; what came is "
                            + response.describe(body),
                    null,
                    200);
        }
        LeadImportResult result = new LeadImportResult(answer.json(), lead);
        if (answer.success()) {
            return new LeadOutcome.Accepted(result, response.rateLimit(), true);
        }
        return new LeadOutcome.Rejected(
                lead,
                new HerobaseLeadRejectedException(
                        SERVICE + " answered success:false: " + reason(doubt, answer), SERVICE, 200, result),
                true);
    }

    private static String reason(Doubt doubt, ImportAnswer answer) {
        String words = RefusalWords.of(answer.json());
        return words.isEmpty()
                ? "the lead failed the validation of its campaign, and the server does not say why; dryRun=true names"
                        + " missing and unknown fields"
                : doubt.request().mask(words);
    }

    private static LeadOutcome failed(Doubt doubt, Throwable failure) {
        LeadImport lead = doubt.request().lead();
        if (failure instanceof HerobaseImportUncertainException e) {
            return new LeadOutcome.InDoubt(doubt, e, true);
        }
        if (failure instanceof HerobaseConnectionException e) {
            return new LeadOutcome.NotSent(lead, e, false, false);
        }
        if (failure instanceof HerobaseQuotaExceededException e) {
            return new LeadOutcome.NotSent(lead, e, true, false);
        }
        if (failure instanceof HerobaseException e) {
            return refused(doubt, e);
        }
        return new LeadOutcome.NotSent(
                lead,
                new HerobaseConnectionException(SERVICE + " was not sent: " + failure.getMessage(), failure, SERVICE),
                true,
                false);
    }

    private static LeadOutcome refused(Doubt doubt, HerobaseException e) {
        LeadImport lead = doubt.request().lead();
        int status = e.getHttpResponseCode();
        if (status == 400) {
            return new LeadOutcome.Rejected(lead, e, true);
        }
        boolean neverProcessed =
                switch (status) {
                    case 401, 403, 404, 405, 406 -> true;
                    default -> status >= 300 && status < 400;
                };
        return neverProcessed
                ? new LeadOutcome.NotSent(lead, e, true, true)
                : inDoubt(doubt, e.getMessage(), e, status);
    }

    private static LeadOutcome inDoubt(Doubt doubt, String why, Throwable cause, int status) {
        return new LeadOutcome.InDoubt(
                doubt,
                new HerobaseImportUncertainException(
                        "The lead may or may not be in HeroBase: " + why
                                + ". Look it up before sending it again, or the dialer may call a person twice",
                        cause,
                        SERVICE,
                        status),
                true);
    }
}
