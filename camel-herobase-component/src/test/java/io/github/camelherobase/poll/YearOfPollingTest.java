package io.github.camelherobase.poll;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.processor.state.MemoryStateRepository;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.camelherobase.HerobaseComponent;
import io.github.camelherobase.HerobaseConstants;
import io.github.camelherobase.HerobaseConsumer;
import io.github.camelherobase.simulator.HerobaseSimulator;
import io.github.camelherobase.simulator.Switches;
import io.github.camelherobase.simulator.account.AccountSpec;
import io.github.camelherobase.simulator.books.ServiceBook;
import io.github.camelherobase.simulator.clock.MovableClock;
import io.github.camelherobase.simulator.clock.SimulatorClock;
import io.github.camelherobase.simulator.world.OpenCall;
import io.github.camelherobase.support.LogCapture;
import io.github.camelherobase.support.ManualClock;
import io.github.camelherobase.support.ManualPolls;

import static org.assertj.core.api.Assertions.assertThat;

/** What a consumer says beforehand that it costs, it costs at most: one window a poll, and the check of bounds. */
class YearOfPollingTest {

    private static final int DAYS = Boolean.getBoolean("proof") ? 365 : 12;
    private static final int POLLS_A_DAY = 24;

    private final MovableClock time = SimulatorClock.movable(Instant.parse("2026-03-20T08:00:00Z"));
    private final ManualClock clock = new ManualClock(time);
    private final ManualPolls polls = new ManualPolls();
    private final Set<String> sink = new ConcurrentSkipListSet<>();
    private final Set<String> all = new ConcurrentSkipListSet<>();

    @ParameterizedTest
    @CsvSource({
        "simpleLeads?, boundsZone, Europe/Copenhagen, 4",
        "simpleLeads?, boundsZone, Europe/Copenhagen, 0",
        "simpleLeads?, boundsZone, UTC, 4",
        "simpleLeads?, boundsRounding, DAYS, 4",
        "calls?orgCodes=Danmark&, boundsRounding, NONE, 4",
        "calls?orgCodes=Danmark&, boundsRounding, DAYS, 4",
        "calls?orgCodes=all&, boundsRounding, NONE, 4",
        "calls?orgCodes=Danmark&, boundsZone, UTC, 4"
    })
    void costsWhatWasSaid(String operation, String point, String value, int recordsADay) throws Exception {
        HerobaseSimulator.Builder builder = HerobaseSimulator.builder()
                .clock(time)
                .account(AccountSpec.named("api@example.com", "secret").defaultDailyLimit(1_000_000))
                .organisation(units -> {
                    units.addUnit("Danmark");
                    units.addUnit("Nord");
                    units.addUser("agent@example.com", "Danmark");
                });
        Switches.set(builder, point, value);
        int requestsAWindow = operation.contains("=all") ? 2 : 1;
        Random random = new Random(20_261_128);
        try (HerobaseSimulator simulator = builder.start();
                DefaultCamelContext context = new DefaultCamelContext();
                LogCapture log = new LogCapture()) {
            add(simulator, operation, recordsADay);
            clock.advance(Duration.ofMinutes(20));
            HerobaseConsumer consumer = start(context, simulator, operation);
            assertThat(log.text())
                    .contains(
                            "To check how the server reads bounds takes at most 5 requests besides at the start, and 3 a day");
            long most = 0;
            for (int day = 0; day < DAYS; day++) {
                long before = received(simulator);
                for (int poll = 0; poll < POLLS_A_DAY; poll++) {
                    if (recordsADay > 0 && random.nextInt(POLLS_A_DAY) < recordsADay) {
                        add(simulator, operation, recordsADay);
                    }
                    clock.advance(Duration.ofDays(1).dividedBy(POLLS_A_DAY));
                    polls.poll();
                }
                long checks = received(simulator) - before - (long) requestsAWindow * POLLS_A_DAY;
                assertThat(checks).as("requests besides windows on day %d", day).isLessThanOrEqualTo(day == 0 ? 5 : 3);
                most = Math.max(most, day == 0 ? 0 : checks);
            }
            System.out.println(operation + " " + value + ": " + received(simulator) + " requests in " + DAYS
                    + " days, at most " + most + " a day to check");
            if (value.equals("UTC")) {
                assertThat(consumer.getStateCause()).isEqualTo("bounds");
            } else {
                clock.advance(Duration.ofHours(6));
                polls.poll();
                assertThat(sink).containsAll(all);
            }
        }
    }

    private long received(HerobaseSimulator simulator) {
        return simulator.books().services("api@example.com").entrySet().stream()
                .filter(service -> !service.getKey().contains("organizational"))
                .map(Map.Entry::getValue)
                .mapToLong(ServiceBook::received)
                .sum();
    }

    private void add(HerobaseSimulator simulator, String operation, int recordsADay) {
        if (recordsADay == 0) {
            return;
        }
        String lead =
                simulator.world().addLead("SPRING25", Map.of("Phone", "7000")).uniqueId();
        if (operation.startsWith("calls")) {
            OpenCall call = simulator.world().dialer().dial(lead, "agent@example.com");
            call.hangUp();
            all.add(call.call().uniqueId());
        } else {
            all.add(lead);
        }
    }

    private HerobaseConsumer start(DefaultCamelContext context, HerobaseSimulator simulator, String operation)
            throws Exception {
        HerobaseComponent component = new HerobaseComponent();
        component.setClock(clock);
        context.addComponent("herobase", component);
        context.getRegistry().bind("store", new MemoryStateRepository());
        context.getRegistry().bind("polls", polls);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("herobase:" + operation + "baseUrl=" + simulator.baseUrl()
                                + "&quotaSync=0&username=api@example.com&password=secret&cursorRepository=#store"
                                + "&delay=1h&scheduler=#polls&initialFrom=PT1H")
                        .routeId("feed")
                        .process(exchange ->
                                sink.add(exchange.getMessage().getHeader(HerobaseConstants.UNIQUE_ID, String.class)));
            }
        });
        context.start();
        return (HerobaseConsumer) context.getRoute("feed").getConsumer();
    }
}
