package io.github.camelherobase.quota;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;

import io.github.camelherobase.api.HerobaseClock;

/** What a permit costs, uncontended: taken, and given back with the answer's headers. Run {@link #main}. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class PermitBenchmark {

    private static final String LEADS = "POST /leads";
    private static final long ENDLESS = 1_000_000_000_000_000L;
    private static final RateLimit SAID = new RateLimit(null, null, 30L);
    private static final QuotaTerms TERMS = QuotaTerms.waiting(Duration.ZERO);

    private final AccountQuota quota = quota();

    @Benchmark
    public Permit takenAndGivenBack() {
        Permit permit = quota.tryAcquire(LEADS, TERMS);
        permit.answered(SAID);
        return permit;
    }

    private static AccountQuota quota() {
        AccountQuota quota = new AccountQuota(
                "user@host", true, ZoneId.of("Europe/Copenhagen"), Duration.ofMinutes(15), new MachineClock());
        quota.usageFrom(new Endless());
        return quota;
    }

    public static void main(String[] arguments) throws Exception {
        new Runner(new OptionsBuilder()
                        .include(PermitBenchmark.class.getSimpleName())
                        .build())
                .run();
    }

    private static final class MachineClock implements HerobaseClock {

        @Override
        public Instant now() {
            return Instant.now();
        }

        @Override
        public Cancellable callAt(Instant when, Runnable task) {
            return () -> {};
        }
    }

    private static final class Endless implements UsageSource {

        @Override
        public Set<String> services() {
            return Set.of();
        }

        @Override
        public CompletionStage<Map<String, Long>> limits() {
            return CompletableFuture.completedFuture(Map.of(LEADS, ENDLESS));
        }

        @Override
        public CompletionStage<Map<String, UsageCount>> counts() {
            return CompletableFuture.completedFuture(Map.of(LEADS, new UsageCount(0, 0L)));
        }
    }
}
