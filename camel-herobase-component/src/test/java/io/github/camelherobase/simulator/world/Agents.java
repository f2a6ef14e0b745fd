package io.github.camelherobase.simulator.world;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import io.github.camelherobase.simulator.clock.MovableClock;
import io.github.camelherobase.simulator.clock.SimulatorClock;

/**
 * The organisation's users, who call open leads. The same seed on the same leads gives the same results. The clock is
 * not moved: calls of {@link #work} end now, having begun as long ago as they took. For one thread, and while nobody
 * else closes leads.
 */
public final class Agents {

    private record Begun(OpenCall call, CallOutcome outcome) {}

    private final World world;
    private final SimulatorClock clock;
    private final Random random;
    private final List<Begun> begun = new ArrayList<>();

    Agents(World world, SimulatorClock clock, long seed) {
        this.world = world;
        this.clock = clock;
        this.random = new Random(seed);
    }

    /**
     * One call to each of at most {@code calls} open leads in active pools, the lowest numbers first.
     *
     * @return how many leads were called
     */
    public int work(int calls) {
        List<Lead> open = open(calls);
        open.forEach(lead -> callUntilNow(lead, CallOutcome.draw(random)));
        return open.size();
    }

    /** One call to each open lead; returns how many were called. */
    public int workAll() {
        return work(Integer.MAX_VALUE);
    }

    /** Calls until every lead is closed; returns the number of calls. */
    public int closeAll() {
        int calls = 0;
        int called = workAll();
        while (called > 0) {
            calls += called;
            called = workAll();
        }
        return calls;
    }

    /**
     * Begins a call to each of at most {@code calls} open leads; they are in progress until {@link #finish}.
     *
     * @return how many were begun
     */
    public int begin(int calls) {
        List<Lead> open = open(calls);
        open.forEach(lead ->
                begun.add(new Begun(world.dialer().dial(lead.uniqueId(), agentFor(lead)), CallOutcome.draw(random))));
        return open.size();
    }

    /** Ends what {@link #begin} began, now; returns how many calls were ended. */
    public int finish() {
        int count = begun.size();
        for (Begun each : begun) {
            if (each.outcome().hasContact()) {
                each.call().answer().hangUp();
            }
            each.outcome().apply(each.call(), random);
        }
        begun.clear();
        return count;
    }

    private List<Lead> open(int limit) {
        return world.leads()
                .filter(lead -> !lead.status().isClosed() && world.leadPools().isActive(lead.pool()))
                .limit(limit)
                .toList();
    }

    private void callUntilNow(Lead lead, CallOutcome outcome) {
        Duration dialling = seconds(3, 25);
        Duration talk = outcome.hasContact() ? seconds(10, 900) : Duration.ZERO;
        Duration wrapUp = outcome.hasContact() ? seconds(2, 60) : Duration.ZERO;
        Instant start = clock.now().minus(dialling).minus(talk).minus(wrapUp);
        MovableClock callClock = SimulatorClock.movable(start);
        OpenCall call = world.dialer().dial(lead.uniqueId(), agentFor(lead), callClock);
        callClock.advance(dialling);
        if (outcome.hasContact()) {
            call.answer();
            callClock.advance(talk);
            call.hangUp();
            callClock.advance(wrapUp);
        }
        outcome.apply(call, random);
    }

    private String agentFor(Lead lead) {
        List<User> users = world.organisation().users();
        if (users.isEmpty()) {
            throw new IllegalStateException("There is no user who could call");
        }
        String drawn = users.get(random.nextInt(users.size())).orgCode();
        return lead.ownerUser().orElse(drawn);
    }

    private Duration seconds(int from, int to) {
        return Duration.ofSeconds(from + random.nextInt(to - from));
    }
}
