package io.github.camelherobase.quota;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.camelherobase.api.HerobaseClock;
import io.github.camelherobase.api.HerobaseQuotaExceededException;
import io.github.camelherobase.api.QuotaPriority;
import io.github.camelherobase.simulator.account.AccountSpec;
import io.github.camelherobase.simulator.limits.FairUse;
import io.github.camelherobase.simulator.limits.MinuteAnchor;
import io.github.camelherobase.simulator.limits.RatePolicy;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Histories drawn at random, in simulated time and against the simulator's rules: services, priorities, reserves, clocks
 * that are set, foreign clients, headers that lie. Never is more sent than the server allows, beyond what is stated here,
 * and whoever can be served is served within a stated time. Faults that are planted are found.
 */
class QuotaModelTest {

    private static final int HISTORIES = Boolean.getBoolean("proof") ? 10_000 : 300;
    private static final long FIRST_SEED = Long.getLong("quota.seed", 1);

    private static final ZoneId ZONE = ZoneId.of("Europe/Copenhagen");
    private static final Instant BEGIN = Instant.parse("2026-05-06T10:00:00Z");
    private static final List<String> SERVICES = List.of("POST /leads", "GET /simpleleads", "GET /calls");

    /** A window of a minute, its answer, the second that Reset is rounded by. */
    private static final Duration WINDOW = Duration.ofSeconds(62);
    /** Others and liars cost refusals; each of these is waited out, in intervals that double. */
    private static final Duration DISTURBED = Duration.ofMinutes(12);

    /** From 15 s on, doubled each time, within the longest bound. */
    private static final int SINGLE_TRIES = 8;

    /** What a history's machinery does wrong on purpose. */
    enum Fault {
        NONE,
        /** One in ten permits is used for two requests. */
        PERMIT_USED_TWICE,
        /** One answer in ten is taken for a request that never left. */
        ANSWER_TAKEN_FOR_NOTHING_SENT,
        /** One answer in ten is never told. */
        ANSWER_FORGOTTEN,
        /** The clock forgets each third call. */
        WAKE_UP_LOST,
        /** Low priority calls itself high. */
        PRIORITY_IGNORED
    }

    @Test
    void noHistoryBreaksTheRules() {
        TreeMap<String, Integer> kinds = new TreeMap<>();
        long requests = 0;
        for (long seed = FIRST_SEED; seed < FIRST_SEED + HISTORIES; seed++) {
            History history = new History(seed, Fault.NONE);
            history.run();
            assertThat(history.broken).as("seed %d: %s", seed, history).isEmpty();
            kinds.merge(history.kind(), 1, Integer::sum);
            requests += history.served;
        }
        System.out.println(
                HISTORIES + " histories from seed " + FIRST_SEED + ", " + requests + " requests served: " + kinds);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void aPlantedFaultIsFound(Fault fault) {
        int found = 0;
        int histories = 60;
        String first = null;
        for (long seed = FIRST_SEED; seed < FIRST_SEED + histories; seed++) {
            History history = new History(seed, fault);
            history.run();
            if (!history.broken.isEmpty()) {
                found++;
                first = first == null ? "seed " + seed + ": " + history.broken.get(0) : first;
            }
        }
        System.out.println(fault + " found in " + found + " of " + histories + " histories; " + first);
        assertThat(found).isPositive();
    }

    /** One history, all of which follows from its seed. */
    private static final class History {

        private final Random random;
        private final Fault fault;
        private final SimulatedTime time = new SimulatedTime(BEGIN);
        private final SteppedTime clock;
        private final SimulatedServer server;
        private final AccountQuota quota;
        private final List<String> services;
        private final List<Client> all = new ArrayList<>();
        private final List<Client> waiting = new ArrayList<>();
        private final List<String> broken = new ArrayList<>();
        private final boolean right;
        private final boolean foreign;
        private final boolean lying;
        private final boolean stepping;
        private final long limit;
        private final int[] demand;
        private final Duration roundTrip;
        private int lanes;
        private long served;
        private long asked;
        private long foreignRequests;
        private int steps;
        private Instant firstGrant;
        private Instant lastDemand = BEGIN;

        private History(long seed, Fault fault) {
            this.random = new Random(seed);
            this.fault = fault;
            this.right = random.nextInt(3) > 0;
            this.foreign = random.nextInt(4) == 0;
            this.lying = random.nextInt(4) == 0;
            this.stepping = random.nextInt(2) == 0;
            this.limit = new long[] {600, 2_980, 20_000, 500_000}[random.nextInt(4)];
            this.roundTrip = Duration.ofMillis(10 + random.nextInt(500));
            this.clock = new SteppedTime(time, random.nextInt(4) > 0, fault == Fault.WAKE_UP_LOST);
            MinuteAnchor anchor = random.nextBoolean() ? MinuteAnchor.CLOCK : MinuteAnchor.FIRST_REQUEST;
            this.server = new SimulatedServer(
                    time,
                    RatePolicy.vendor(ZONE).minuteAnchor(anchor),
                    AccountSpec.named("user", "password").defaultDailyLimit(limit),
                    roundTrip);
            server.jitter();
            this.services = SERVICES.subList(0, 1 + random.nextInt(3));
            this.demand = new int[services.size()];
            this.quota = new AccountQuota("user@host", true, ZONE, Duration.ofMinutes(15), clock);
            quota.usageFrom(right ? server.usageOf(Set.copyOf(services)) : server.noUsage());
        }

        private String kind() {
            return (right ? "counts" : "no counts")
                    + (foreign ? ", foreign" : "")
                    + (lying ? ", lying" : "")
                    + (stepping ? ", steps" : "");
        }

        @Override
        public String toString() {
            return kind() + ", limit " + limit + ", round trip " + roundTrip.toMillis() + " ms, " + asked + " asked, "
                    + served + " served, steady clock " + clock.steady;
        }

        private void run() {
            int clients = 1 + random.nextInt(6);
            for (int number = 0; number < clients; number++) {
                int service = random.nextInt(services.size());
                int requests = 1 + random.nextInt(400);
                // The day must suffice for all, with the reserve: who cannot be served need not be.
                long reserve = random.nextInt(4) == 0 ? random.nextInt(50) : 0;
                demand[service] += requests;
                Client client = new Client(
                        services.get(service),
                        QuotaPriority.values()[random.nextInt(3)],
                        reserve,
                        requests,
                        1 + random.nextInt(8));
                all.add(client);
                lanes += client.lanes;
                Duration begins = Duration.ofMillis(random.nextInt(90_000));
                lastDemand = BEGIN.plus(begins).isAfter(lastDemand) ? BEGIN.plus(begins) : lastDemand;
                time.callAfter(begins, client::start);
            }
            if (stepping) {
                steps = 1 + random.nextInt(4);
                for (int step = 0; step < steps; step++) {
                    time.callAfter(Duration.ofMillis(random.nextInt(300_000)), () -> clock.step(drawStep()));
                }
            }
            if (foreign) {
                foreign(random.nextInt(3));
            }
            if (lying) {
                lie();
            }
            Instant end = BEGIN.plus(bound());
            time.runUntil(end);
            judge();
        }

        private Duration drawStep() {
            Duration[] sizes = {Duration.ofSeconds(5), Duration.ofHours(1), Duration.ofDays(1)};
            Duration size = sizes[random.nextInt(3)];
            return random.nextBoolean() || !clock.steady ? size.negated() : size;
        }

        /** Bursts beside the server, that leave something of each minute and of the day. */
        private void foreign(int service) {
            String name = services.get(service % services.size());
            for (int burst = 0; burst < 3; burst++) {
                int size = 1 + random.nextInt(60);
                foreignRequests += size;
                time.callAfter(Duration.ofMillis(random.nextInt(240_000)), () -> {
                    for (int request = 0; request < size; request++) {
                        server.sendBeside("foreign", name);
                    }
                });
            }
        }

        private void lie() {
            int kind = random.nextInt(4);
            Random lies = new Random(random.nextLong());
            server.headers(said -> {
                if (time.now().isAfter(BEGIN.plusSeconds(200))) {
                    return said;
                }
                return switch (kind) {
                    case 0 -> new RateLimit(said.limit(), said.remaining(), (long) lies.nextInt(60));
                    case 1 ->
                        new RateLimit(
                                said.limit(),
                                said.remaining() == null ? null : said.remaining() / 2,
                                said.resetSeconds());
                    case 2 -> RateLimit.UNKNOWN;
                    default -> new RateLimit(240L, (long) lies.nextInt(240), said.resetSeconds());
                };
            });
        }

        /** By then all are served who can be. */
        private Duration bound() {
            int most = 0;
            for (int service : demand) {
                most = Math.max(most, service);
            }
            long windows = 2 + (most + foreignRequests) / 240;
            Duration bound = Duration.between(BEGIN, lastDemand)
                    .plus(WINDOW.plus(roundTrip).multipliedBy(windows))
                    .plusSeconds(40);
            // A clock that follows what it is set to loses what passed unseen: a window at most for each step.
            bound = clock.steady ? bound : bound.plus(WINDOW.multipliedBy(2L * steps));
            return foreign || lying ? bound.plus(DISTURBED) : bound;
        }

        private void judge() {
            long refused = 0;
            long byDay = 0;
            for (String service : services) {
                refused += server.book("ours", service).refused();
                byDay += server.book("ours", service).refusedByDay();
            }
            long allowed = foreign || lying ? 8L * lanes + 20 : 0;
            // A clock without a steady time, as tests have, loses what passed unseen when it is set back: the server's
            // headers then seem to lie, and what is in flight may be refused.
            allowed += clock.steady ? 0 : (long) lanes * steps;
            if (refused - byDay > allowed) {
                broken.add(refused + " refused, " + allowed + " allowed");
            }
            boolean dayMayEnd = false;
            for (int service : demand) {
                dayMayEnd |= service + foreignRequests + 50 >= limit;
            }
            // Those in flight when it ends, and single tries in pauses that double where headers are not believed.
            if (byDay > (dayMayEnd ? lanes * 2L + SINGLE_TRIES : 0)) {
                broken.add(byDay + " refused by the day");
            }
            if (served + keptForOthers() < asked && !dayMayEnd) {
                broken.add(served + " of " + asked + " served within " + bound());
            }
        }

        /**
         * Requests of clients that leave to others what the headers say is left of the day. A lie about that stands until
         * somebody asks or the day ends: a request that only finds out would be one from the reserve, and most headers
         * that say so are true.
         */
        private long keptForOthers() {
            return lying && !right
                    ? all.stream()
                            .filter(Client::keepsTheRest)
                            .mapToLong(client -> client.left + client.waits)
                            .sum()
                    : 0;
        }

        /** Some lanes of one route, that have so many requests to send. */
        private final class Client {

            private final String service;
            private final QuotaPriority priority;
            private final QuotaTerms terms;
            private final int lanes;
            private int left;
            private int waits;

            private Client(String service, QuotaPriority priority, long reserve, int requests, int lanes) {
                this.service = service;
                this.priority = priority;
                QuotaPriority told = fault == Fault.PRIORITY_IGNORED ? QuotaPriority.high : priority;
                this.terms = new QuotaTerms(told, reserve, QuotaTerms.UNTIL_RESET);
                this.left = requests;
                this.lanes = Math.min(lanes, requests);
                asked += requests;
            }

            private boolean keepsTheRest() {
                WindowStatus day = quota.status(service).windows().get(ServiceWindows.DAY);
                long reserve = terms.reserve().units();
                return reserve > 0 && day.limit() != null && day.used() + reserve >= day.limit();
            }

            private void start() {
                for (int lane = 0; lane < lanes; lane++) {
                    next();
                }
            }

            private void next() {
                if (left == 0) {
                    return;
                }
                left--;
                attempt();
            }

            private void attempt() {
                Permit permit = quota.tryAcquire(service, terms);
                if (permit != null) {
                    send(permit);
                    return;
                }
                waits++;
                waiting.add(this);
                quota.acquire(service, terms, Instant.MAX, new Waiter() {
                    @Override
                    public void granted(Permit later) {
                        waits--;
                        waiting.remove(Client.this);
                        checkPriority();
                        send(later);
                    }

                    @Override
                    public void refused(HerobaseQuotaExceededException refusal) {
                        broken.add("refused though patient: " + refusal.getMessage());
                    }
                });
            }

            /** Nobody of a higher priority waits at that service, unless it leaves more to others. */
            private void checkPriority() {
                // Who waits for the first answer about the limits comes into the line one after the other at that
                // instant.
                firstGrant = firstGrant == null ? time.now() : firstGrant;
                if (time.now().equals(firstGrant)) {
                    return;
                }
                for (Client other : waiting) {
                    if (other.service.equals(service)
                            && other.priority.compareTo(priority) < 0
                            && other.terms.reserve().units() <= terms.reserve().units()) {
                        broken.add(priority + " goes before " + other.priority);
                        return;
                    }
                }
            }

            private void send(Permit permit) {
                if (fault == Fault.PERMIT_USED_TWICE && random.nextInt(10) == 0) {
                    server.send("ours", service, FairUse.MINUTE_RATED, answer -> {});
                }
                server.send("ours", service, FairUse.MINUTE_RATED, answer -> {
                    if (!answer.accepted()) {
                        permit.refused(answer.said());
                        attempt();
                        return;
                    }
                    served++;
                    boolean wrong = random.nextInt(10) == 0;
                    if (fault == Fault.ANSWER_TAKEN_FOR_NOTHING_SENT && wrong) {
                        permit.notSent();
                    } else if (fault != Fault.ANSWER_FORGOTTEN || !wrong) {
                        permit.answered(answer.said());
                    }
                    next();
                });
            }
        }
    }

    /** The simulated time as a machine's clock shows it, which is set now and then. */
    private static final class SteppedTime implements HerobaseClock {

        private final SimulatedTime time;
        private final boolean steady;
        private final boolean forgetful;
        private Duration step = Duration.ZERO;
        private int calls;

        /** @param steady whether it has a time that is not set, as the machine's has */
        private SteppedTime(SimulatedTime time, boolean steady, boolean forgetful) {
            this.time = time;
            this.steady = steady;
            this.forgetful = forgetful;
        }

        private void step(Duration by) {
            step = step.plus(by);
        }

        @Override
        public Instant now() {
            return time.now().plus(step);
        }

        @Override
        public long nanoTime() {
            return steady ? Duration.between(BEGIN, time.now()).toNanos() : HerobaseClock.super.nanoTime();
        }

        @Override
        public Cancellable callAt(Instant when, Runnable task) {
            return callIn(Duration.between(now(), when), task);
        }

        @Override
        public Cancellable callIn(Duration wait, Runnable task) {
            if (forgetful && ++calls % 3 == 0) {
                return () -> {};
            }
            return time.callAt(time.now().plus(wait), task);
        }
    }
}
