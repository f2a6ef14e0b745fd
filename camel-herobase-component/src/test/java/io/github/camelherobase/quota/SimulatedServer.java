package io.github.camelherobase.quota;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import io.github.camelherobase.api.HerobaseAccessDeniedException;
import io.github.camelherobase.simulator.account.Account;
import io.github.camelherobase.simulator.account.AccountSpec;
import io.github.camelherobase.simulator.limits.FairUse;
import io.github.camelherobase.simulator.limits.RateLimits;
import io.github.camelherobase.simulator.limits.RatePolicy;
import io.github.camelherobase.simulator.limits.Verdict;
import io.github.camelherobase.simulator.limits.WindowKind;

/** The rules of the simulator, without HTTP and in simulated time; half of a round trip each way. */
final class SimulatedServer {

    private final SimulatedTime time;
    private final RateLimits limits;
    private final Account account;
    private final Duration roundTrip;
    private final Map<String, Book> books = new HashMap<>();
    private Supplier<Duration> oneWay;
    private UnaryOperator<RateLimit> headers = UnaryOperator.identity();
    private BiConsumer<String, Verdict> afterwards = (client, verdict) -> {};

    SimulatedServer(SimulatedTime time, RatePolicy policy, AccountSpec account, Duration roundTrip) {
        this.time = time;
        this.limits = new RateLimits(policy);
        this.account = account.build();
        this.roundTrip = roundTrip;
        this.oneWay = () -> roundTrip.dividedBy(2);
    }

    /** What becomes of the headers on their way. */
    void headers(UnaryOperator<RateLimit> change) {
        headers = change;
    }

    /** Each way takes a quarter to three quarters of the round trip, in place of half of it. */
    void jitter() {
        jitter(0.25, 0.75);
    }

    /** Each way takes such a part of the round trip. */
    void jitter(double least, double most) {
        Random random = new Random(1);
        long nanos = roundTrip.toNanos();
        oneWay = () -> Duration.ofNanos((long) (nanos * random.nextDouble(least, most)));
    }

    /** Sends one request; {@code answer} is called a round trip later. */
    void send(String client, String service, FairUse fairUse, Consumer<Answer> answer) {
        time.callAfter(oneWay.get(), () -> {
            Verdict verdict = limits.judge(account, service, fairUse, time.now());
            book(client, service).enter(verdict);
            afterwards.accept(client, verdict);
            RateLimit said = headers.apply(new RateLimit(verdict.limit(), verdict.remaining(), verdict.resetSeconds()));
            RateLimit read = RateLimit.of(text(said.limit()), text(said.remaining()), text(said.resetSeconds()));
            time.callAfter(oneWay.get(), () -> answer.accept(new Answer(verdict.isAccepted(), read)));
        });
    }

    /** One request of a client that stands beside the server. */
    void sendBeside(String client, String service) {
        book(client, service).enter(limits.judge(account, service, FairUse.MINUTE_RATED, time.now()));
    }

    /** What happens at the server as soon as it has judged a request that came from afar. */
    void afterwards(BiConsumer<String, Verdict> then) {
        afterwards = then;
    }

    private static String text(Long number) {
        return number == null ? null : number.toString();
    }

    /** The limits and counts services, for an account with the right to read them. */
    UsageSource usageOf(Set<String> services) {
        return new UsageSource() {
            @Override
            public Set<String> services() {
                return Set.of("GET /limits", "GET /counts");
            }

            @Override
            public CompletionStage<Map<String, Long>> limits() {
                return ask("GET /limits", () -> map(services, account::dailyLimit));
            }

            @Override
            public CompletionStage<Map<String, UsageCount>> counts() {
                return ask(
                        "GET /counts",
                        () -> map(services, service -> {
                            var usage = limits.usage(account, service, time.now());
                            return new UsageCount(usage.used(), usage.secondsLeft());
                        }));
            }
        };
    }

    /** The same for an account without that right. */
    UsageSource noUsage() {
        return new UsageSource() {
            @Override
            public Set<String> services() {
                return Set.of();
            }

            @Override
            public CompletionStage<Map<String, Long>> limits() {
                return CompletableFuture.failedFuture(new HerobaseAccessDeniedException("no right", "GET /limits"));
            }

            @Override
            public CompletionStage<Map<String, UsageCount>> counts() {
                return CompletableFuture.failedFuture(new HerobaseAccessDeniedException("no right", "GET /counts"));
            }
        };
    }

    private <T> CompletionStage<T> ask(String service, Supplier<T> content) {
        CompletableFuture<T> result = new CompletableFuture<>();
        time.callAfter(roundTrip.dividedBy(2), () -> {
            book("usage", service).enter(limits.judge(account, service, FairUse.MINUTE_RATED, time.now()));
            T answer = content.get();
            time.callAfter(roundTrip.dividedBy(2), () -> result.complete(answer));
        });
        return result;
    }

    private static <T> Map<String, T> map(Set<String> services, Function<String, T> value) {
        Map<String, T> members = new LinkedHashMap<>();
        services.forEach(service -> members.put(service, value.apply(service)));
        return members;
    }

    Book book(String client, String service) {
        return books.computeIfAbsent(client + " " + service, key -> new Book());
    }

    record Answer(boolean accepted, RateLimit said) {}

    /** What a client did at a service. */
    static final class Book {

        private long accepted;
        private long units;
        private long refusedByDay;
        private long refusedByMinute;

        private void enter(Verdict verdict) {
            units += verdict.units();
            if (verdict.isAccepted()) {
                accepted++;
            } else if (verdict.refusedBy().orElseThrow() == WindowKind.DAY) {
                refusedByDay++;
            } else {
                refusedByMinute++;
            }
        }

        long accepted() {
            return accepted;
        }

        long units() {
            return units;
        }

        long refused() {
            return refusedByDay + refusedByMinute;
        }

        long refusedByDay() {
            return refusedByDay;
        }
    }
}
