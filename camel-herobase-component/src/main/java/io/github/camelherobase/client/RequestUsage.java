package io.github.camelherobase.client;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;

import io.github.camelherobase.api.HerobaseConnectionException;
import io.github.camelherobase.api.QuotaPriority;
import io.github.camelherobase.quota.QuotaTerms;
import io.github.camelherobase.quota.UsageCount;
import io.github.camelherobase.quota.UsageSource;

/** {@code GET /myaccount/request/limits} and {@code /counts}: what the account may and did ask. */
public final class RequestUsage implements UsageSource {

    private static final String LIMITS = "/myaccount/request/limits";
    private static final String COUNTS = "/myaccount/request/counts";
    private static final int MAX_ANSWER_SIZE = 1024 * 1024;
    /** Before all others, as these wait for the answer; and never waiting itself. */
    private static final QuotaTerms TERMS = new QuotaTerms(QuotaPriority.high, 0, Duration.ZERO);

    private final HerobaseClient client;
    private final Executor executor;

    /** @param executor sends the requests, as those who want to know must not wait */
    public RequestUsage(HerobaseClient client, Executor executor) {
        this.client = client;
        this.executor = executor;
    }

    @Override
    public Set<String> services() {
        return Set.of(service(LIMITS), service(COUNTS));
    }

    @Override
    public CompletionStage<Map<String, Long>> limits() {
        return ask(LIMITS, UsageAnswer::limits);
    }

    @Override
    public CompletionStage<Map<String, UsageCount>> counts() {
        return ask(COUNTS, UsageAnswer::counts);
    }

    private <T> CompletionStage<T> ask(String path, Function<UsageAnswer, T> meaning) {
        HerobaseRequest request = HerobaseRequest.get(service(path), path, List.of());
        return CompletableFuture.supplyAsync(() -> client.send(request, TERMS, executor), executor)
                .thenCompose(Function.identity())
                .thenApply(response -> meaning.apply(read(response, service(path))));
    }

    private static UsageAnswer read(HerobaseResponse response, String service) {
        try {
            return UsageAnswer.of(response.read(MAX_ANSWER_SIZE), service, response::describe);
        } catch (IOException e) {
            throw new HerobaseConnectionException(service + ": the answer broke off: " + e.getMessage(), e, service);
        }
    }

    private static String service(String path) {
        return "GET " + path;
    }
}
