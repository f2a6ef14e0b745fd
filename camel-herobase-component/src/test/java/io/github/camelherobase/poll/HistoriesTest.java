package io.github.camelherobase.poll;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.processor.state.MemoryStateRepository;
import org.junit.jupiter.api.Test;

import io.github.camelherobase.HerobaseComponent;
import io.github.camelherobase.HerobaseConsumer;
import io.github.camelherobase.api.Lead;
import io.github.camelherobase.simulator.HerobaseSimulator;
import io.github.camelherobase.simulator.Switches;
import io.github.camelherobase.simulator.clock.MovableClock;
import io.github.camelherobase.simulator.clock.SimulatorClock;
import io.github.camelherobase.simulator.fault.Fault;
import io.github.camelherobase.simulator.world.LeadStatus;
import io.github.camelherobase.support.ManualClock;
import io.github.camelherobase.support.ManualPolls;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A server and a route drawn at random: in the end the sink has every lead's last state, or the consumer says that the
 * server reads bounds in another zone, and it does.
 */
class HistoriesTest {

    private static final int HISTORIES = Integer.getInteger("histories", Boolean.getBoolean("proof") ? 10_000 : 30);
    private static final int POLLS_AT_THE_END = 200;
    private static final long FIRST_SEED = Long.getLong("histories.seed", 20_261_128L);

    /** Each name with the values that the server may have; the first is as assumed. */
    private static final Map<String, List<String>> POINTS = Map.of(
            "boundsZone", List.of("Europe/Copenhagen", "Europe/Copenhagen", "UTC", "-05:00", "Europe/Helsinki"),
            "stampZone", List.of("Europe/Copenhagen", "Europe/Copenhagen", "UTC"),
            "dateHeaderTime", List.of("RIGHT", "ONCE_WRONG", "FROZEN"),
            "dateHeaderPresence", List.of("PRESENT", "PRESENT", "ABSENT"),
            "dateHeaderSkew", List.of("PT0S", "PT90S", "PT-90S", "PT10M"),
            "boundsRounding", List.of("NONE", "MINUTES", "DAYS"),
            "enumForm", List.of("NAMES", "NUMBERS"),
            "stampPrecision", List.of("SECONDS", "TICKS"),
            "commitDelay", List.of("PT0S", "PT45S"));

    @Test
    void nothingIsLostWithoutAWord() throws Exception {
        System.out.println("Histories of the seeds " + FIRST_SEED + " to " + (FIRST_SEED + HISTORIES - 1));
        int down = 0;
        long began = System.nanoTime();
        for (int number = 0; number < HISTORIES; number++) {
            down += new History(FIRST_SEED + number).run() ? 0 : 1;
        }
        System.out.printf(
                "%d histories in %d ms, %d of them told by the cause bounds%n",
                HISTORIES, Duration.ofNanos(System.nanoTime() - began).toMillis(), down);
    }

    private static final class History {

        private final Random random;
        private final String name;
        /** A file would be synced at each poll. */
        private final MemoryStateRepository positions = new MemoryStateRepository();

        private final MovableClock time = SimulatorClock.movable(Instant.parse("2026-05-06T08:00:00Z"));
        private final ManualClock clock = new ManualClock(time);
        private final Map<String, String> sink = new ConcurrentHashMap<>();
        private final Map<String, String> drawn = new LinkedHashMap<>();
        private final HerobaseSimulator simulator;
        private final ManualPolls polls = new ManualPolls();
        private volatile boolean fails = true;
        private CamelContext context;

        History(long seed) {
            this.random = new Random(seed);
            HerobaseSimulator.Builder builder = HerobaseSimulator.builder().clock(time);
            POINTS.keySet().stream().sorted().forEach(point -> {
                List<String> values = POINTS.get(point);
                drawn.put(point, values.get(random.nextInt(values.size())));
                Switches.set(builder, point, drawn.get(point));
            });
            this.name = "seed " + seed + " " + drawn;
            this.simulator = builder.start();
        }

        /** Whether every lead arrived; else the consumer is down with the right cause. */
        boolean run() throws Exception {
            try {
                work(5);
                start();
                for (int step = 0; step < 8; step++) {
                    work(3);
                    if (random.nextInt(5) == 0) {
                        simulator.faults().next("GET /simpleleads", Fault.status(503));
                    }
                    if (random.nextInt(6) == 0) {
                        context.stop();
                        start();
                    }
                    polls.poll();
                    polls.poll();
                }
                fails = false;
                return ends();
            } finally {
                context.stop();
                simulator.close();
            }
        }

        private boolean ends() throws Exception {
            for (int i = 0; i < POLLS_AT_THE_END; i++) {
                clock.advance(Duration.ofMinutes(3));
                polls.poll();
                if (sink.equals(world())) {
                    return true;
                }
                if (consumer().getStateCause().equals("bounds")) {
                    assertThat(drawn.get("boundsZone")).as(name).isIn("UTC", "-05:00");
                    return false;
                }
            }
            assertThat(sink).as(name + " state " + consumer().getStateCause()).isEqualTo(world());
            return true;
        }

        private void work(int most) {
            for (int i = random.nextInt(most + 1); i >= 0; i--) {
                clock.advance(Duration.ofSeconds(random.nextInt(2400)));
                List<String> ids = new ArrayList<>(world().keySet());
                if (ids.isEmpty() || random.nextBoolean()) {
                    simulator.world().addLead("SPRING25", Map.of("Phone", "7000"));
                } else {
                    LeadStatus status = LeadStatus.values()[random.nextInt(LeadStatus.values().length)];
                    simulator.world().change(ids.get(random.nextInt(ids.size())), lead -> lead.status(status));
                }
            }
        }

        private Map<String, String> world() {
            Map<String, String> all = new LinkedHashMap<>();
            simulator
                    .world()
                    .leads()
                    .forEach(lead ->
                            all.put(lead.uniqueId(), lead.lastModifiedTime().getEpochSecond() % 3600 + ""));
            return all;
        }

        private void start() throws Exception {
            DefaultCamelContext fresh = new DefaultCamelContext();
            // It takes a third of the time, and nothing here looks at it.
            fresh.disableJMX();
            context = fresh;
            HerobaseComponent component = new HerobaseComponent();
            component.setClock(clock);
            context.addComponent("herobase", component);
            context.getRegistry().bind("polls", polls);
            context.getRegistry().bind("store", positions);
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    errorHandler(noErrorHandler());
                    from("herobase:simpleLeads?baseUrl=" + simulator.baseUrl()
                                    + "&quotaSync=0&username=api@example.com&password=secret&initialFrom=P1D"
                                    + "&cursorRepository=#store&delay=1m&scheduler=#polls")
                            .routeId("feed")
                            .process(exchange -> {
                                int fate = fails
                                        ? Math.floorMod(exchange.getExchangeId().hashCode(), 10)
                                        : 9;
                                if (fate == 0) {
                                    throw new IllegalStateException("now and then");
                                }
                                if (fate == 1) {
                                    exchange.setRollbackOnly(true);
                                    return;
                                }
                                Lead lead = exchange.getMessage().getBody(Lead.class);
                                sink.put(
                                        lead.getUniqueId(),
                                        lead.getLastModifiedTime().toEpochSecond() % 3600 + "");
                            });
                }
            });
            context.start();
        }

        private HerobaseConsumer consumer() {
            return (HerobaseConsumer) context.getRoute("feed").getConsumer();
        }
    }
}
