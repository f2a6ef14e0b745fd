package io.github.camelherobase.poll;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;

import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.AsyncProcessorSupport;
import org.apache.camel.support.processor.state.MemoryStateRepository;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.camelherobase.HerobaseComponent;
import io.github.camelherobase.HerobaseConstants;
import io.github.camelherobase.HerobaseConsumer;
import io.github.camelherobase.simulator.HerobaseSimulator;
import io.github.camelherobase.simulator.Switches;
import io.github.camelherobase.simulator.account.AccountSpec;
import io.github.camelherobase.simulator.clock.MovableClock;
import io.github.camelherobase.simulator.clock.SimulatorClock;
import io.github.camelherobase.simulator.fault.Fault;
import io.github.camelherobase.support.ManualClock;
import io.github.camelherobase.support.ManualPolls;

import static org.assertj.core.api.Assertions.assertThat;

/** Each fault that the histories know, alone: what it is told as, and that nothing else is told. */
class EachFaultTest {

    private static final String SERVICE = "GET /simpleleads";

    private final MovableClock time = SimulatorClock.movable(Instant.parse("2026-05-06T08:00:00Z"));
    private final ManualClock clock = new ManualClock(time);
    private final ManualPolls polls = new ManualPolls();
    private final Set<String> sink = new ConcurrentSkipListSet<>();
    private final Set<String> all = new TreeSet<>();
    private volatile Exchange waiting;

    /** Of the server for good: switches. */
    @ParameterizedTest
    @CsvSource({
        "boundsZone=UTC, bounds, false",
        "boundsZone=-05:00, bounds, false",
        "boundsZone=Europe/Helsinki, none, true",
        "stampZone=UTC boundsZone=UTC, time-zone, true",
        "boundsRounding=MINUTES, none, true",
        "boundsRounding=DAYS, none, true",
        "boundsRounding=DAYS failLeadsAbove=PT6H, smallest-window, false",
        "dateHeaderPresence=ABSENT, date-missing, true",
        "dateHeaderTime=FROZEN, date-stands-still, true",
        "dateHeaderTime=ONCE_WRONG, date-leaps, true",
        "dateHeaderSkew=PT10M, clocks-differ, true",
        "dateHeaderSkew=PT90S, none, true",
        "enumForm=NUMBERS, none, true",
        "stampPrecision=TICKS, none, true",
        "commitDelay=PT45S, none, true",
        "campaignsFilter=BY_ID, none, true",
        "campaignsFilter=BY_NAME, none, true",
        "campaignsFilter=IGNORED, none, true",
        "limitParameter=TRUNCATES, none, true",
        "entryAccess=PARTNER, none, true",
        "entryAccess=NONE, none, true",
        "refusalStatus=MISPRINTED, none, true",
        "failLeadsAbove=PT6H, none, true",
    })
    void ofTheServer(String switches, String code, boolean arrives) throws Exception {
        Set<String> codes = new TreeSet<>();
        // Campaigns take a request of their own, which would meet a fault of the first answer.
        String filter = switches.contains("campaigns") ? "campaigns=SPRING25" : "projects=*";
        try (HerobaseSimulator simulator = simulator(switches);
                DefaultCamelContext context = context(simulator, filter)) {
            HerobaseConsumer consumer =
                    (HerobaseConsumer) context.getRoute("feed").getConsumer();
            for (int i = 0; i < 10; i++) {
                all.add(simulator
                        .world()
                        .addLead("SPRING25", Map.of("Phone", "7000"))
                        .uniqueId());
                step(Duration.ofMinutes(5));
                codes.add(consumer.getStateCause());
            }
            step(Duration.ofMinutes(5));
            assertThat(codes).contains(code);
            // What leaps may do so once more when it stands still.
            codes.removeAll(List.of("none", code, "date-leaps"));
            assertThat(codes).isEmpty();
            assertThat(sink.equals(all)).as("%s of %s", sink, all).isEqualTo(arrives);
        }
    }

    /** Now and then: told while it lasts, and over with the next good answer. */
    @ParameterizedTest
    @CsvSource({
        "401, authentication, PT16M",
        "403, access-denied, PT16M",
        "500, smallest-window, PT5M",
        "503, smallest-window, PT5M",
        "400, request, PT5M",
        "429, quota, PT5M",
        // Without the headers of a limit it is none.
        "249, answer, PT5M",
        "page, answer, PT5M",
        "cut, smallest-window, PT5M",
        "fails, record-failed, PT5M",
        "rollback, record-failed, PT5M",
        "hangs, exchange-overdue, PT31M",
    })
    void ofAMoment(String fault, String code, Duration recovery) throws Exception {
        try (HerobaseSimulator simulator = simulator("boundsZone=Europe/Copenhagen");
                DefaultCamelContext context = context(simulator, "campaigns=SPRING25")) {
            HerobaseConsumer consumer =
                    (HerobaseConsumer) context.getRoute("feed").getConsumer();
            all.add(simulator
                    .world()
                    .addLead("SPRING25", Map.of("Phone", "7000"))
                    .uniqueId());
            step(Duration.ofMinutes(5));
            assertThat(consumer.getStateCause()).isEqualTo("none");
            all.add(simulator
                    .world()
                    .addLead("SPRING25", Map.of("Phone", "7000"))
                    .uniqueId());
            fate = fault;
            if (fault.matches("\\d+")) {
                simulator.faults().always(SERVICE, Fault.status(Integer.parseInt(fault)));
            } else if (fault.equals("page")) {
                simulator.faults().always(SERVICE, Fault.body(200, "text/html", "<html>Log in</html>"));
            } else if (fault.equals("cut")) {
                simulator.faults().always(SERVICE, Fault.body(200, "application/json", "[{\"uniqueId\":"));
            }
            step(Duration.ofMinutes(5));
            if (fault.equals("hangs")) {
                clock.advance(Duration.ofMinutes(31));
            }
            assertThat(consumer.getStateCause()).isEqualTo(code);
            fate = "";
            simulator.faults().clear();
            release();
            for (int i = 0; i < 3; i++) {
                step(recovery);
            }
            assertThat(consumer.getStateCause()).isEqualTo("none");
            assertThat(sink).isEqualTo(all);
        }
    }

    private volatile String fate = "";
    private volatile AsyncCallback callback;

    private void release() {
        Exchange exchange = waiting;
        waiting = null;
        if (exchange != null) {
            sink.add(exchange.getMessage().getHeader(HerobaseConstants.UNIQUE_ID, String.class));
            callback.done(false);
        }
    }

    private void step(Duration step) {
        clock.advance(step);
        polls.poll();
    }

    private HerobaseSimulator simulator(String switches) {
        HerobaseSimulator.Builder builder = HerobaseSimulator.builder()
                .clock(time)
                .account(AccountSpec.named("api@example.com", "secret").defaultDailyLimit(1_000_000_000));
        for (String one : switches.split(" ")) {
            Switches.set(builder, one.substring(0, one.indexOf('=')), one.substring(one.indexOf('=') + 1));
        }
        return builder.start();
    }

    private DefaultCamelContext context(HerobaseSimulator simulator, String filter) throws Exception {
        DefaultCamelContext context = new DefaultCamelContext();
        HerobaseComponent component = new HerobaseComponent();
        component.setClock(clock);
        context.addComponent("herobase", component);
        context.getRegistry().bind("store", new MemoryStateRepository());
        context.getRegistry().bind("polls", polls);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("herobase:simpleLeads?" + filter + "&baseUrl=" + simulator.baseUrl()
                                + "&quotaSync=0&username=api@example.com&password=secret&cursorRepository=#store&delay=5m"
                                + "&responseTimeout=600&onQuotaExceeded=fail&initialFrom=PT2H&scheduler=#polls")
                        .routeId("feed")
                        .process(new Fated());
            }
        });
        context.start();
        return context;
    }

    private final class Fated extends AsyncProcessorSupport {

        @Override
        public boolean process(Exchange exchange, AsyncCallback done) {
            switch (fate) {
                case "fails" -> exchange.setException(new IllegalStateException("now and then"));
                case "rollback" -> exchange.setRollbackOnly(true);
                case "hangs" -> {
                    waiting = exchange;
                    callback = done;
                    return false;
                }
                default -> sink.add(exchange.getMessage().getHeader(HerobaseConstants.UNIQUE_ID, String.class));
            }
            done.done(true);
            return true;
        }
    }
}
