package io.github.camelherobase.simulator.world;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Calls that exist only while they are listed: so many, spread evenly over a period, with at most one start a second
 * and unit where there are fewer calls than seconds. They belong to {@value #DEPARTMENTS} units and a team below each;
 * every third call is a team's, and so is listed under two org codes. The same question has the same answer; only a
 * call that is not over yet changes with the clock.
 */
public final class GeneratedCalls implements CallSource {

    private static final int DEPARTMENTS = 20;
    private static final int TEAM_SHARE = 3;
    private static final Duration DOUBLED_HOUR = Duration.ofHours(1);
    private static final long FIRST_CALL = 60_000_000L;
    private static final long FIRST_LEAD = 1_000_000_000L;

    private record Desk(User user, List<OrgUnit> units) {}

    private final World world;
    private final Campaign campaign;
    private final long count;
    private final Instant from;
    private final long seconds;
    private final List<Desk> departments = new ArrayList<>();
    private final List<Desk> teams = new ArrayList<>();

    /**
     * Adds the units and users to the world's organisation.
     *
     * @param from when the first call starts
     * @param to after the start of the last call
     */
    public GeneratedCalls(World world, long count, Instant from, Instant to) {
        this.world = world;
        this.campaign = world.campaigns().get(0);
        this.count = count;
        this.from = from;
        this.seconds = Math.max(1, Duration.between(from, to).getSeconds());
        for (int number = 1; number <= DEPARTMENTS; number++) {
            String department = "Afdeling " + number + "/Ærø";
            String team = "Hold " + number + " & Å";
            world.organisation().addUnit(department);
            world.organisation().addUnit(team, department);
            departments.add(desk("afdeling" + number + "@example.com", department));
            teams.add(desk("hold" + number + "@example.com", team));
        }
    }

    @Override
    public Stream<Call> calls(CallFilter filter, Instant now) {
        long first = filter.from()
                .map(time -> firstAt(instant(time).minus(DOUBLED_HOUR)))
                .orElse(0L);
        long end = filter.to()
                .map(time -> firstAt(instant(time).plus(DOUBLED_HOUR)))
                .orElse(count);
        return LongStream.range(first, Math.min(end, firstAt(now.plusSeconds(1))))
                .mapToObj(number -> call(number, now))
                .filter(call -> filter.accepts(call, world.settings()));
    }

    private Desk desk(String user, String unit) {
        return new Desk(
                world.organisation().addUser(user, unit), world.organisation().unitsOf(user));
    }

    private Instant instant(LocalDateTime time) {
        return time.atZone(world.settings().boundsZone()).toInstant();
    }

    private Instant start(long number) {
        return from.plusSeconds(number * seconds / count);
    }

    /** The first call that starts at {@code time} or later. */
    private long firstAt(Instant time) {
        long after = Duration.between(from, time).getSeconds();
        return Math.min(count, Math.max(0, -Math.floorDiv(-after * count, seconds)));
    }

    private Call call(long number, Instant now) {
        List<Desk> desks = number % TEAM_SHARE == 0 ? teams : departments;
        Desk desk = desks.get((int) (number / TEAM_SHARE % DEPARTMENTS));
        CallEndCause cause = number % 4 == 1 ? CallEndCause.NoResponse : CallEndCause.NormalDisconnect;
        boolean connected = cause == CallEndCause.NormalDisconnect;
        LeadClosure closure =
                !connected ? LeadClosure.NotSet : number % 8 == 0 ? LeadClosure.Success : LeadClosure.NotInterested;
        Instant start = start(number);
        Duration dialling = Duration.ofSeconds(4 + number % 20);
        Duration talk = connected ? Duration.ofSeconds(30 + number * 7 % 900) : Duration.ZERO;
        Duration wrapUp = connected ? Duration.ofSeconds(5 + number % 40) : Duration.ZERO;
        Instant end = start.plus(dialling).plus(talk);
        boolean over = !now.isBefore(end);
        boolean wrappedUp = !now.isBefore(end.plus(wrapUp));
        return new Call(
                FIRST_CALL + number,
                FIRST_CALL + number + "S" + world.settings().site(),
                FIRST_LEAD + number + "S" + world.settings().site(),
                String.valueOf(20_000_000L + number % 70_000_000L),
                campaign,
                desk.user(),
                desk.units(),
                start,
                over ? Optional.of(end) : Optional.empty(),
                wrappedUp ? (connected ? CallStatus.UserProcessed : CallStatus.RedialAutomatic) : CallStatus.NotSet,
                wrappedUp ? closure : LeadClosure.NotSet,
                over ? cause : CallEndCause.NotApplicable,
                connected,
                dialling,
                over ? talk : Duration.ZERO,
                wrappedUp ? wrapUp : Duration.ZERO);
    }
}
