package io.github.camelherobase.cursor;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.camelherobase.api.ImportJournal;
import io.github.camelherobase.api.ImportJournal.Claim;
import io.github.camelherobase.api.ImportJournal.Entry;
import io.github.camelherobase.api.ImportJournal.State;
import io.github.camelherobase.api.QuotaStore;
import io.github.camelherobase.journal.JdbcImportJournal;
import io.github.camelherobase.quota.JdbcQuotaStore;
import io.github.camelherobase.support.NetworkedDatabase;
import io.github.camelherobase.support.NetworkedDatabase.Server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

/**
 * Statements of every store failed, delayed or answered too late, at random: what a store says is what the database holds, no
 * position moves backward, no call takes longer than its bound. Each run prints its seed when it fails.
 */
@Timeout(value = 3, unit = TimeUnit.HOURS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RandomFaultsTest {

    private static final int RUNS = Integer.getInteger("runs", Boolean.getBoolean("proof") ? 2_000 : 2);
    private static final int STEPS = 8;
    private static final Duration TIMEOUT = Duration.ofMillis(80);
    /** Three times the time-out, and something for a busy machine; a call makes two or three in a row. */
    private static final Duration BOUND = Duration.ofSeconds(10);

    private static final Duration LATE = Duration.ofMillis(240);
    private static final int LANES = 12;

    private static final Instant BEGIN = Instant.parse("2026-05-06T08:00:00Z");

    private static long seed(int run) {
        return Long.getLong("seed", 2400) + run;
    }

    private interface Run {
        void make(Random random, int run) throws Exception;
    }

    private interface Preparation {
        Run on(NetworkedDatabase database) throws Exception;
    }

    /** Most of a run is waiting, so many go on at once, each lane on a database of its own. */
    private static void runs(String what, Server server, Preparation preparation) throws Exception {
        long began = System.nanoTime();
        AtomicInteger next = new AtomicInteger();
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            List<Future<Void>> lanes = new ArrayList<>();
            for (int lane = 0; lane < Math.min(LANES, RUNS); lane++) {
                lanes.add(threads.submit(() -> {
                    try (NetworkedDatabase database = new NetworkedDatabase(server)) {
                        Run one = preparation.on(database);
                        for (int run = next.getAndIncrement(); run < RUNS; run = next.getAndIncrement()) {
                            run(one, database, server, run);
                        }
                    } catch (Throwable e) {
                        // The others end too.
                        next.set(RUNS);
                        throw e;
                    }
                    return null;
                }));
            }
            for (Future<Void> lane : lanes) {
                lane.get();
            }
        } finally {
            threads.shutdownNow();
        }
        System.out.printf(
                "%s, %s: %d runs from seed %d in %d s%n",
                what,
                server,
                RUNS,
                seed(0),
                Duration.ofNanos(System.nanoTime() - began).toSeconds());
    }

    private static void run(Run one, NetworkedDatabase database, Server server, int run) throws Exception {
        try {
            one.make(new Random(seed(run)), run);
        } catch (AssertionError | RuntimeException e) {
            fail("seed " + seed(run) + ", " + server, e);
        } finally {
            database.proxy().passAll();
            database.proxy().endStalled();
        }
    }

    private interface Call<T> {
        T make() throws Exception;
    }

    /** Empty when the call failed, which it may; not late, which it may not. */
    private static <T> Optional<T> bounded(String what, Call<T> call) {
        long began = System.nanoTime();
        try {
            return Optional.of(call.make());
        } catch (PositionTakenException e) {
            throw e;
        } catch (Exception e) {
            return Optional.empty();
        } finally {
            assertThat(Duration.ofNanos(System.nanoTime() - began)).as(what).isLessThan(BOUND);
        }
    }

    private static Instant position(NetworkedDatabase database, String key) throws Exception {
        String entry = database.ask("select entry from herobase_cursor where cursor_key = '" + key + "'");
        return entry == null
                ? Instant.MIN
                : CursorEntry.decode(Fence.removedFrom(entry), key).position();
    }

    @ParameterizedTest
    @EnumSource(Server.class)
    void aPositionIsNeverBehindWhatWasWrittenAndANewReaderGoesOn(Server server) throws Exception {
        runs("positions", server, database -> {
            new JdbcCursorStore(database.straightPool()).start();
            return (random, run) -> positions(database, random, "key" + run);
        });
    }

    private void positions(NetworkedDatabase database, Random random, String key) throws Exception {
        JdbcCursorStore store = new JdbcCursorStore(database.spoiledPool());
        Cursor cursor = open(store, key);
        store.setTimeout(TIMEOUT);
        database.spoilAtRandom(random, "herobase_cursor set", 2, LATE);
        Instant acknowledged = BEGIN;
        Instant highest = position(database, key);
        for (int step = 1; step <= STEPS; step++) {
            Instant to = BEGIN.plusSeconds(60L * step);
            Optional<Boolean> written = bounded("write " + step, () -> {
                cursor.moveTo(to);
                return true;
            });
            acknowledged = written.isPresent() ? to : acknowledged;
            Instant there = position(database, key);
            assertThat(there).as("what was said to be written").isAfterOrEqualTo(acknowledged);
            assertThat(there).as("never backward").isAfterOrEqualTo(highest);
            highest = there;
        }
        // Another node takes over while writes of this one may be under way.
        database.proxy().passAll();
        store.setTimeout(Duration.ofSeconds(10));
        JdbcCursorStore next = new JdbcCursorStore(database.straightPool());
        Cursor taken = open(next, key);
        assertThat(taken.position()).isAfterOrEqualTo(highest);
        Instant later = BEGIN.plusSeconds(60L * (STEPS + 5));
        taken.moveTo(later);
        try {
            cursor.moveTo(later.plusSeconds(60));
            fail("the former reader wrote");
        } catch (PositionTakenException e) {
            assertThat(position(database, key)).isEqualTo(later);
        }
        taken.moveTo(later.plusSeconds(120));
        assertThat(position(database, key)).isEqualTo(later.plusSeconds(120));
    }

    private static Cursor open(JdbcCursorStore store, String key) {
        return Cursor.open(store, key, "a@h", "simpleLeads", "", null, () -> BEGIN, Map.of());
    }

    /** Two nodes add to a number that the entry holds, as they take units: none is taken twice. */
    @ParameterizedTest
    @EnumSource(Server.class)
    void whatTheQuotaStoreSaysWasWrittenWasWrittenOnce(Server server) throws Exception {
        runs("quota", server, database -> {
            new JdbcQuotaStore(database.straightPool()).read("");
            return (random, run) -> quota(database, random, "key" + run);
        });
    }

    private void quota(NetworkedDatabase database, Random random, String key) throws Exception {
        JdbcQuotaStore spoiled = new JdbcQuotaStore(database.spoiledPool());
        JdbcQuotaStore straight = new JdbcQuotaStore(database.straightPool());
        spoiled.read(key);
        spoiled.setTimeout(TIMEOUT);
        database.spoilAtRandom(random, "herobase_quota", 3, LATE);
        int certain = 0;
        int possible = 0;
        for (int step = 0; step < STEPS; step++) {
            QuotaStore node = random.nextInt(3) == 0 ? straight : spoiled;
            String name = "node" + step;
            AtomicInteger tried = new AtomicInteger();
            Optional<Boolean> written = bounded("exchange " + step, () -> {
                QuotaStore.Entry entry = node.read(key);
                tried.set(1);
                String text = (entry.text() == null ? 0 : count(entry.text())) + 1 + "," + name;
                return node.write(key, entry.version(), text);
            });
            possible += tried.get();
            certain += written.orElse(false) ? 1 : 0;
            int there = count(Optional.ofNullable(straight.read(key).text()).orElse("0,"));
            assertThat(there).as("taken").isBetween(certain, possible);
        }
    }

    private static int count(String text) {
        return Integer.parseInt(text.substring(0, text.indexOf(',')));
    }

    /** Of several that want to send a key, one is allowed to, whatever is lost. */
    @ParameterizedTest
    @EnumSource(Server.class)
    void aKeyIsSentByOne(Server server) throws Exception {
        runs("journal", server, database -> {
            JdbcImportJournal straight = new JdbcImportJournal(database.straightPool());
            JdbcImportJournal spoiled = new JdbcImportJournal(database.spoiledPool());
            spoiled.setTimeout(TIMEOUT);
            return (random, run) -> journal(database, straight, spoiled, random, run);
        });
    }

    private void journal(
            NetworkedDatabase database, ImportJournal straight, ImportJournal spoiled, Random random, int run)
            throws IOException {
        String key = String.format(Locale.ROOT, "%032x", run + 1L);
        database.spoilAtRandom(random, "herobase_import_journal", 3, LATE);
        int sent = 0;
        boolean accepted = false;
        for (int sender = 1; sender <= STEPS; sender++) {
            ImportJournal journal = random.nextInt(3) == 0 ? straight : spoiled;
            String owner = String.format(Locale.ROOT, "%032x", 1000L + sender);
            Claim claim = new Claim(owner, "00000000000000aa", Duration.ofMinutes(5), false);
            Optional<Optional<Entry>> claimed = bounded("claim " + sender, () -> journal.claim(key, claim));
            if (claimed.isEmpty() || claimed.get().isPresent()) {
                continue;
            }
            assertThat(accepted).as("claimed after it was accepted").isFalse();
            Optional<Optional<Instant>> left =
                    bounded("sent " + sender, () -> journal.sent(key, owner, Duration.ofMinutes(5)));
            if (left.isEmpty() || left.get().isEmpty()) {
                continue;
            }
            sent++;
            accepted = bounded("settle " + sender, () -> {
                        journal.settle(key, owner, State.ACCEPTED);
                        return true;
                    })
                    .orElse(false);
            if (accepted) {
                assertThat(straight.find(key)).map(Entry::state).contains(State.ACCEPTED);
            }
        }
        assertThat(sent).as("senders").isLessThanOrEqualTo(1);
    }
}
