package io.github.camelherobase.quota;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import io.github.camelherobase.api.QuotaStore;
import io.github.camelherobase.simulator.account.AccountSpec;
import io.github.camelherobase.simulator.limits.RatePolicy;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Processes that share a quota through a store whose calls fail at random, before or after they were done, and which is
 * away for a while, in simulated time: nobody stands still for longer than is stated, and the server refuses no more than
 * what was in flight at one refusal.
 */
class SharedQuotaFaultsTest {

    private static final int RUNS = Integer.getInteger("runs", Boolean.getBoolean("proof") ? 2_000 : 20);
    private static final long FIRST_SEED = Long.getLong("seed", 1);
    private static final ZoneId ZONE = ZoneId.of("Europe/Copenhagen");
    private static final Instant BEGIN = Instant.parse("2026-05-06T00:00:20Z");
    private static final String LEADS = "POST /leads";
    private static final int LANES = 3;
    /** A pause between two tries is 30 s at most, then the minute's window may have to end. */
    private static final Duration LONGEST_STANDSTILL = Duration.ofSeconds(30 + 62 + 10);

    /** Each failed call is a warning. */
    @BeforeAll
    static void beQuiet() {
        Configurator.setLevel("io.github.camelherobase", Level.OFF);
    }

    @AfterAll
    static void speakAgain() {
        Configurator.setLevel("io.github.camelherobase", (Level) null);
    }

    @Test
    void nobodyStandsStillAndNothingIsExceeded() {
        long most = 0;
        long units = 0;
        long began = System.nanoTime();
        for (long seed = FIRST_SEED; seed < FIRST_SEED + RUNS; seed++) {
            History history = new History(seed);
            history.run();
            most = Math.max(most, history.refused);
            units += history.units;
        }
        System.out.printf(
                "%d histories from seed %d in %d ms: %d requests, at most %d refused in one%n",
                RUNS, FIRST_SEED, Duration.ofNanos(System.nanoTime() - began).toMillis(), units, most);
    }

    private static final class History {

        private final long seed;
        private final Random random;
        private final SimulatedTime time = new SimulatedTime(BEGIN);
        private final FailingStore store;
        private final SimulatedServer server = new SimulatedServer(
                time,
                RatePolicy.vendor(ZONE),
                AccountSpec.named("user", "password").defaultDailyLimit(100_000),
                Duration.ofMillis(20));
        private final List<String> names = new ArrayList<>();
        private long refused;
        private long units;

        private History(long seed) {
            this.seed = seed;
            // Neighbouring seeds of a Random begin alike.
            this.random = new Random(seed * 0x9E3779B97F4A7C15L);
            this.store = new FailingStore(new SharedMemory(time::now), random);
        }

        private void run() {
            int processes = 2 + random.nextInt(3);
            for (int number = 0; number < processes; number++) {
                SimulatedProcess process = new SimulatedProcess(
                        time, Duration.ofMillis(1 + random.nextInt(300)), Duration.ofSeconds(random.nextInt(20) - 10));
                AccountQuota quota = new AccountQuota("user@host", true, ZONE, Duration.ofMinutes(15), process);
                quota.shareThrough(store, process);
                quota.usageFrom(server.usageOf(Set.of(LEADS)));
                names.add("process" + number);
                new SimulatedLanes(server, quota, "process" + number, LEADS, QuotaTerms.waiting(QuotaTerms.UNTIL_RESET))
                        .start(LANES);
            }
            Instant end = BEGIN;
            for (int phase = 0; phase < 4; phase++) {
                store.failOneIn = random.nextBoolean() ? 2 + random.nextInt(8) : 0;
                store.away = random.nextInt(3) == 0;
                end = end.plusSeconds(10 + random.nextInt(170));
                time.runUntil(end);
            }
            store.failOneIn = 0;
            store.away = false;
            long[] before = names.stream().mapToLong(this::sent).toArray();
            time.runUntil(end.plus(LONGEST_STANDSTILL));
            for (int number = 0; number < processes; number++) {
                assertThat(sent(names.get(number)))
                        .as("seed %d: %s goes on", seed, names.get(number))
                        .isGreaterThan(before[number]);
            }
            refused = names.stream()
                    .mapToLong(name -> server.book(name, LEADS).refused())
                    .sum();
            units = names.stream().mapToLong(this::sent).sum();
            assertThat(refused).as("seed %d: refused", seed).isLessThanOrEqualTo((long) processes * LANES);
        }

        private long sent(String name) {
            return server.book(name, LEADS).units();
        }
    }

    /** Fails before a call, or after it was done. */
    private static final class FailingStore implements QuotaStore {

        private final QuotaStore store;
        private final Random random;
        private int failOneIn;
        private boolean away;

        private FailingStore(QuotaStore store, Random random) {
            this.store = store;
            this.random = random;
        }

        @Override
        public Entry read(String key) throws Exception {
            fail();
            Entry entry = store.read(key);
            fail();
            return entry;
        }

        @Override
        public boolean write(String key, long version, String text) throws Exception {
            fail();
            boolean written = store.write(key, version, text);
            fail();
            return written;
        }

        private void fail() {
            if (away || failOneIn > 0 && random.nextInt(failOneIn) == 0) {
                throw new IllegalStateException("the store is away");
            }
        }
    }
}
