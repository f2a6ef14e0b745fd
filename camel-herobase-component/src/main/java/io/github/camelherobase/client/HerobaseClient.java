package io.github.camelherobase.client;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.camelherobase.api.HerobaseClock;
import io.github.camelherobase.api.HerobaseConnectionException;
import io.github.camelherobase.api.HerobaseException;
import io.github.camelherobase.api.HerobaseImportUncertainException;
import io.github.camelherobase.api.HerobaseQuotaExceededException;
import io.github.camelherobase.api.HerobaseServerException;
import io.github.camelherobase.quota.AccountQuota;
import io.github.camelherobase.quota.Permit;
import io.github.camelherobase.quota.QuotaTerms;
import io.github.camelherobase.quota.SendingThreads;
import io.github.camelherobase.quota.Waiter;
import io.github.camelherobase.quota.WindowStatus;

/** One account over HTTP, within its quota. */
public final class HerobaseClient implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HerobaseClient.class);

    private final Account account;
    private final AccountQuota quota;
    private final HttpTransport transport;
    /** Of a {@code Retry-After} that makes no sense. */
    private final AtomicBoolean complained = new AtomicBoolean();

    /**
     * @param component on whose TLS, proxy and pool settings the client stands
     * @param responseTimeout to the first byte of an answer, and between reads
     * @param sslContextParameters instead of the component's; may be null
     */
    public HerobaseClient(
            Account account,
            AccountQuota quota,
            HerobaseClock clock,
            HttpComponent component,
            Duration connectTimeout,
            Duration responseTimeout,
            SSLContextParameters sslContextParameters)
            throws Exception {
        this.account = account;
        this.quota = quota;
        this.transport = new HttpTransport(
                account,
                quota.isFairUse(),
                clock,
                new HttpTransport.HttpSettings(component, connectTimeout, responseTimeout, sslContextParameters));
    }

    public Account account() {
        return account;
    }

    /**
     * Sends a request: at once on the calling thread when the quota allows, else later on {@code afterWait}; meanwhile no
     * thread is held. A request refused with 429 was not processed, so it is sent again after the wait.
     *
     * @param terms of the quota; how long it may wait holds over all refusals together
     * @return an answer with status 200, or a {@link HerobaseException}
     */
    public CompletionStage<HerobaseResponse> send(HerobaseRequest request, QuotaTerms terms, Executor afterWait) {
        Call call = new Call(request, terms, afterWait);
        call.attempt();
        return call.answer;
    }

    /** Until when the quota allows nothing to a service; empty when it allows something, or that is not known. */
    public Optional<Instant> limitedUntil(String service, QuotaTerms terms) {
        return quota.limitedUntil(service, terms);
    }

    /** The daily limit of a service; null while it is not known. */
    public Long dailyLimit(String service) {
        return quota.status(service).windows().stream()
                .filter(window -> window.window().equals("day"))
                .findFirst()
                .map(WindowStatus::limit)
                .orElse(null);
    }

    /** The name under which the quota counts a service. */
    public String countedAs(String service) {
        return quota.status(service).service();
    }

    @Override
    public void close() {
        transport.close();
    }

    private final class Call implements Waiter {

        private final HerobaseRequest request;
        private final QuotaTerms terms;
        private final Instant deadline;
        private final Executor afterWait;
        private final CompletableFuture<HerobaseResponse> answer = new CompletableFuture<>();

        private Call(HerobaseRequest request, QuotaTerms terms, Executor afterWait) {
            this.request = request;
            this.terms = terms;
            this.deadline = terms.deadline(quota.now());
            this.afterWait = afterWait;
        }

        private void attempt() {
            Permit permit = quota.tryAcquire(request.service(), terms);
            if (permit == null) {
                quota.acquire(request.service(), terms, deadline, this);
            } else {
                send(permit);
            }
        }

        @Override
        public SendingThreads threads() {
            return afterWait instanceof SendingThreads threads ? threads : null;
        }

        @Override
        public void granted(Permit permit) {
            if (threads() != null) {
                threads().send(() -> send(permit));
                return;
            }
            try {
                afterWait.execute(() -> send(permit));
            } catch (RejectedExecutionException e) {
                permit.notSent();
                fail(new HerobaseConnectionException(
                        request.service() + " was not sent: the context is stopping", e, request.service()));
            }
        }

        @Override
        public void refused(HerobaseQuotaExceededException refusal) {
            fail(refusal);
        }

        /** Never on the caller's thread, which may be the clock's: whoever waits for the answer may do anything. */
        private void fail(HerobaseException why) {
            try {
                afterWait.execute(() -> answer.completeExceptionally(why));
            } catch (RejectedExecutionException e) {
                CompletableFuture.runAsync(() -> answer.completeExceptionally(why));
            }
        }

        private void send(Permit permit) {
            HerobaseResponse response;
            try {
                response = transport.send(request);
            } catch (TransmissionException e) {
                failed(permit, e);
                return;
            } catch (RuntimeException e) {
                permit.notSent();
                answer.completeExceptionally(e);
                return;
            } catch (Error e) {
                // A permit that is not given back would count as in flight for ever.
                permit.unanswered();
                answer.completeExceptionally(e);
                throw e;
            }
            RetryAfter retryAfter = response.status() == 200 ? null : retryAfter(response);
            if (isRefusal(response)) {
                permit.refused(response.rateLimit().retriedAfter(retryAfter.seconds()));
                response.cancel();
                attempt();
            } else {
                permit.answered(response.rateLimit());
                if (response.status() == 200) {
                    answer.complete(response);
                } else {
                    HerobaseException failure = ErrorAnswer.of(request, response, account);
                    if (failure instanceof HerobaseServerException server && retryAfter.seconds() != null) {
                        server.setRetryAt(response.answeredAt().plusSeconds(retryAfter.seconds()));
                    }
                    answer.completeExceptionally(failure);
                }
            }
        }

        private RetryAfter retryAfter(HerobaseResponse response) {
            RetryAfter told = response.retryAfter();
            if (told.complaint() != null && complained.compareAndSet(false, true)) {
                LOG.warn(
                        "{} answered {} with a Retry-After that {}: it is not heeded, now and later. See what stands"
                                + " before HeroBase",
                        request.service(),
                        response.status(),
                        told.complaint());
            }
            return told;
        }

        /**
         * The vendor's page names 249 once where it means 429. It is that when its headers say that nothing is left, and
         * its body does not speak of a result.
         */
        private boolean isRefusal(HerobaseResponse response) {
            return response.status() == 429
                    || response.status() == 249
                            && response.header("X-Rate-Limit-Remaining")
                                    .map(String::trim)
                                    .filter("0"::equals)
                                    .isPresent()
                            && !response.speaksOf("success");
        }

        private void failed(Permit permit, TransmissionException e) {
            if (!e.mayHaveLeft()) {
                permit.notSent();
            } else {
                permit.unanswered();
            }
            answer.completeExceptionally(exception(e));
        }

        private HerobaseException exception(TransmissionException e) {
            String what = account.mask(e.getCause().toString());
            if (e.getCause() instanceof ConnectionRequestTimeoutException) {
                return new HerobaseConnectionException(
                        request.service() + " was not sent: all connections to " + account.baseUrl()
                                + " are in use, and none became free in time. An export holds one until it is read to its"
                                + " end or its exchange is done; run fewer at once, or set a larger pool on the http"
                                + " component (httpComponent)",
                        e.getCause(),
                        request.service());
            }
            if (!e.mayHaveLeft()) {
                ConnectFailure why =
                        ConnectFailure.of(e.getCause(), account.baseUrl().toString());
                return new HerobaseConnectionException(
                        request.service() + " was not sent, and got no answer from " + account.baseUrl() + ": "
                                + why.meaning() + " (" + what + ")",
                        e.getCause(),
                        request.service(),
                        why.retryable());
            }
            if (request.isRepeatable()) {
                return new HerobaseConnectionException(
                        request.service() + " got no answer from " + account.baseUrl() + ": "
                                + account.mask(e.meaning()),
                        e.getCause(),
                        request.service());
            }
            return new HerobaseImportUncertainException(
                    "The lead may or may not be in HeroBase: " + request.service() + " left, but got no answer: "
                            + account.mask(e.meaning())
                            + ". Look it up before sending it again, or the dialer may call a person twice",
                    e.getCause(),
                    request.service(),
                    0);
        }
    }
}
